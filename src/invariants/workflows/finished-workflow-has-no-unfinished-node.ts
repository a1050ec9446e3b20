import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import { type Finding, type Invariant, nothing } from "../invariant.ts";
import { describeNode, hasEnded, isFinished } from "./workflow-facts.ts";

export const finishedWorkflowHasNoUnfinishedNode: Invariant = {
  name: "finished-workflow-has-no-unfinished-node",
  kind: "always",
  why: "Nobody looks at a finished workflow any more, so a node that is Pending, Running or a daemon in it stays so for ever.",
  issues: [13052, 13120, 13806, 14709, 15472, 15740, 16454],
  begin: () => ({ workflowChanged: ({ after }) => check(after) }),
};

function check(workflow: WorkflowObject): readonly Finding[] {
  if (!isFinished(workflow)) return nothing;
  const unfinished = [...workflow.status.nodes.values()].filter((node) => !hasEnded(node) || node.daemoned === true);
  if (unfinished.length === 0) return nothing;
  const message = `the workflow is ${workflow.status.phase}, but ${unfinished.map(describeNode).join(", ")}`;
  return [{ workflow: workflow.metadata.name, nodes: unfinished.map(({ name }) => name), message }];
}
