import { type Finding, type Invariant, nothing } from "../invariant.ts";
import type { PodCreation } from "../observation.ts";
import { isFinished } from "../workflows/workflow-facts.ts";

export const noPodAfterTheEnd: Invariant = {
  name: "no-pod-after-the-end",
  kind: "always",
  why: "A finished workflow does nothing more: a pod that it creates afterwards is watched by nobody.",
  issues: [15088, 15090],
  begin: () => ({ podCreated: check }),
};

function check({ workflow, nodeName, podName }: PodCreation): readonly Finding[] {
  if (!isFinished(workflow)) return nothing;
  const message = `the pod ${podName} was created although the workflow was ${workflow.status.phase}`;
  return [{ workflow: workflow.metadata.name, nodes: [nodeName], message }];
}
