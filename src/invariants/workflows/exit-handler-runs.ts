import { onExitNodeName } from "../../engine/model/node-identity.ts";
import { type Finding, type Invariant, nothing } from "../invariant.ts";
import type { WorkflowChange } from "../observation.ts";
import { executedSpec, exitHandlerNode, isFinished, rootNode } from "./workflow-facts.ts";

export const exitHandlerRuns: Invariant = {
  name: "exit-handler-runs",
  kind: "always",
  why: "What an exit handler cleans up stays behind if it does not run, so it runs however the workflow ends, except by terminate.",
  issues: [14032, 13412],
  begin: () => ({ workflowChanged: check }),
};

function check({ before, after }: WorkflowChange): readonly Finding[] {
  if (!isFinished(after) || (before !== undefined && isFinished(before))) return nothing;
  const spec = executedSpec(after);
  const wanted = spec.hooks?.exit ?? spec.onExit;
  if (!wanted || spec.shutdown === "Terminate" || rootNode(after) === undefined) return nothing;
  if (exitHandlerNode(after) !== undefined) return nothing;
  const exitName = onExitNodeName(after.metadata.name);
  const message = `the workflow is ${after.status.phase}, but its exit handler ${exitName} never started`;
  return [{ workflow: after.metadata.name, nodes: [exitName], message }];
}
