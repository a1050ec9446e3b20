import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import { type Finding, type Invariant, nothing } from "../invariant.ts";
import { executedSpec, hasEnded } from "../workflows/workflow-facts.ts";

export const parallelismIsRespected: Invariant = {
  name: "parallelism-is-respected",
  kind: "always",
  why: "A workflow limits its pods to what the cluster or some service behind it can bear.",
  issues: [],
  begin: () => ({ workflowChanged: ({ after }) => check(after) }),
};

function check(workflow: WorkflowObject): readonly Finding[] {
  const { parallelism } = executedSpec(workflow);
  if (parallelism === undefined) return nothing;
  const pods = [...workflow.status.nodes.values()].filter(
    (node) => node.type === "Pod" && !hasEnded(node) && !node.synchronizationStatus?.waiting,
  );
  if (pods.length <= parallelism) return nothing;
  const message = `${pods.length} pods are Pending or Running, but spec.parallelism is ${parallelism}`;
  return [{ workflow: workflow.metadata.name, nodes: pods.map(({ name }) => name), message }];
}
