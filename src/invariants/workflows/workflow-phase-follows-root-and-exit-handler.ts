import type { NodePhase } from "../../engine/model/node-status.ts";
import type { WorkflowObject, WorkflowPhase } from "../../engine/model/workflow-object.ts";
import { type Finding, type Invariant, nothing } from "../invariant.ts";
import { describeNode, exitHandlerNode, isFinished, rootNode } from "./workflow-facts.ts";

export const workflowPhaseFollowsRootAndExitHandler: Invariant = {
  name: "workflow-phase-follows-root-and-exit-handler",
  kind: "always",
  why: "A workflow ends as its entrypoint did, or, if that went well, as its exit handler did: all else is a wrong result.",
  issues: [13214, 15150, 16776],
  begin: () => ({ workflowChanged: ({ before, after }) => (before && isFinished(before) ? nothing : check(after)) }),
};

function check(workflow: WorkflowObject): readonly Finding[] {
  const { phase } = workflow.status;
  const root = rootNode(workflow);
  // An operation that fails as such makes the workflow an Error, whatever its nodes say.
  if (!isFinished(workflow) || phase === "Error" || root === undefined) return nothing;
  const exit = exitHandlerNode(workflow);
  const fromRoot = workflowPhaseOf(root.phase);
  const expected = fromRoot === "Succeeded" && exit !== undefined ? workflowPhaseOf(exit.phase) : fromRoot;
  if (expected === phase) return nothing;
  const culprits = exit === undefined || fromRoot !== "Succeeded" ? [root] : [root, exit];
  const message = `the workflow is ${phase}, but ${culprits.map(describeNode).join(" and ")}`;
  return [{ workflow: workflow.metadata.name, nodes: culprits.map(({ name }) => name), message }];
}

/** The phase of a workflow whose root node ended so. */
function workflowPhaseOf(phase: NodePhase): WorkflowPhase {
  return phase === "Skipped" || phase === "Omitted" ? "Succeeded" : phase;
}
