import { nodesFrom } from "../../../src/engine/model/nodes.ts";
import type { WorkflowObject, WorkflowPhase } from "../../../src/engine/model/workflow-object.ts";
import type { WorkflowSpec } from "../../../src/manifest/types.ts";

/** A workflow that ended 10 s after the beginning and carries the labels of that. */
export function finishedWorkflow(
  name: string,
  phase: WorkflowPhase,
  spec: WorkflowSpec = {},
  creationTimestamp = 0,
): WorkflowObject {
  const labels = { "workflows.argoproj.io/completed": "true", "workflows.argoproj.io/phase": phase };
  return {
    metadata: { name, namespace: "default", uid: `uid-${name}`, resourceVersion: 1, creationTimestamp, labels },
    spec,
    status: { phase, nodes: nodesFrom(), startedAt: 0, finishedAt: 10_000 },
  };
}
