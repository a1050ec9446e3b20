import { onExitNodeName } from "../../engine/model/node-identity.ts";
import type { NodeStatus } from "../../engine/model/node-status.ts";
import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import { type Finding, type Invariant, nothing } from "../invariant.ts";
import type { WorkflowChange } from "../observation.ts";
import { describeNode, executedSpec, hasEnded, isBeingEnded, isUnderExitHandler, rootNode } from "./workflow-facts.ts";

export const exitHandlerWaitsForTheMainTree: Invariant = {
  name: "exit-handler-waits-for-the-main-tree",
  kind: "always",
  why: "An exit handler reports or cleans up what the workflow did, so it starts once all of that has ended, and a terminate forbids it.",
  issues: [11493, 12436, 13412],
  begin: () => ({ workflowChanged: check }),
};

function check({ t, before, after, changed }: WorkflowChange): readonly Finding[] {
  const { name } = after.metadata;
  const exitName = onExitNodeName(name);
  if (!changed.some(({ before, after }) => before === undefined && after.name === exitName)) return nothing;
  // Told to terminate at an earlier change: at the same one, the controller may have been faster.
  if (before !== undefined && executedSpec(before).shutdown === "Terminate") {
    return [{ workflow: name, nodes: [exitName], message: `${exitName} started although the workflow was terminated` }];
  }
  const running = unfinishedMainNodes(after, t);
  if (running.length === 0) return nothing;
  const message = `${exitName} started, but ${running.map(describeNode).join(", ")}`;
  return [{ workflow: name, nodes: running.map((node) => node.name), message }];
}

/** While the workflow is being ended, only the root counts. */
function unfinishedMainNodes(workflow: WorkflowObject, t: number): NodeStatus[] {
  const root = rootNode(workflow);
  const counted = isBeingEnded(workflow, t) ? (root === undefined ? [] : [root]) : workflow.status.nodes.values();
  return [...counted].filter(
    (node) => !hasEnded(node) && node.daemoned !== true && !isUnderExitHandler(workflow, node.name),
  );
}
