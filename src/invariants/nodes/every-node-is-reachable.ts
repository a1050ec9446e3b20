import { hookNodeName } from "../../engine/model/node-identity.ts";
import type { NodeStatus } from "../../engine/model/node-status.ts";
import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import { type Finding, type Invariant, nothing } from "../invariant.ts";
import { exitHandlerNode, isFinished, rootNode } from "../workflows/workflow-facts.ts";

export const everyNodeIsReachable: Invariant = {
  name: "every-node-is-reachable",
  kind: "always",
  why: "A node that no child list leads to from the root or the exit handler is shown by no user interface and retried by nobody.",
  issues: [7082, 7873],
  begin: () => ({ workflowChanged: ({ after }) => (isFinished(after) ? check(after) : nothing) }),
};

function check(workflow: WorkflowObject): readonly Finding[] {
  const reached = reachableNodes(workflow);
  if (reached.size === workflow.status.nodes.size) return nothing;
  const lost = [...workflow.status.nodes.values()].filter(({ id }) => !reached.has(id)).map(({ name }) => name);
  const message = `no way leads from the root to ${lost.join(", ")}`;
  return [{ workflow: workflow.metadata.name, nodes: lost, message }];
}

function reachableNodes(workflow: WorkflowObject): ReadonlySet<string> {
  const { nodes } = workflow.status;
  const queue = [rootNode(workflow), exitHandlerNode(workflow), ...workflowHooks(workflow)];
  const reached = new Set<string>();
  for (let node = queue.pop(); node !== undefined || queue.length > 0; node = queue.pop()) {
    if (node === undefined || reached.has(node.id)) continue;
    reached.add(node.id);
    for (const id of node.children ?? []) queue.push(nodes.get(id));
  }
  return reached;
}

/** Hooks of the workflow itself are nobody's children. */
function workflowHooks({ metadata, status }: WorkflowObject): NodeStatus[] {
  const prefix = hookNodeName(metadata.name, "");
  return [...status.nodes.values()].filter(({ name }) => name.startsWith(prefix));
}
