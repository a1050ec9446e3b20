import { nodeID, onExitNodeName } from "../engine/model/node-identity.ts";
import { isFailedOrError } from "../engine/model/node-predicates.ts";
import { type NodeStatus, withoutFields } from "../engine/model/node-status.ts";
import { type Nodes, nodesFrom } from "../engine/model/nodes.ts";
import type { WorkflowObject } from "../engine/model/workflow-object.ts";
import { succeededDescendants } from "./retry/succeeded-descendants.ts";

/**
 * The nodes of a workflow as a new one takes them over that need not repeat what succeeded: its pods count as
 * skipped, everything else is to run. `now` is when they start, in milliseconds.
 */
export function memoizedNodes(workflow: WorkflowObject, name: string, now: number): Nodes {
  const { nodes } = workflow.status;
  const oldName = workflow.metadata.name;
  const rename = (nodeName: string) =>
    nodeName.startsWith(oldName) ? name + nodeName.slice(oldName.length) : nodeName;
  const convert = (id: string) => nodeID(name, rename(nodes.get(id)?.name ?? ""));
  const hasSucceededDescendant = succeededDescendants(nodes, new Set());
  const taken: NodeStatus[] = [];
  for (const [, node] of nodes.entries()) {
    if (node.name.startsWith(onExitNodeName(oldName))) continue;
    if (node.type === "Skipped" && !hasSucceededDescendant(node)) continue;
    const { boundaryID, children, outboundNodes } = node;
    const id = nodeID(name, rename(node.name));
    const references = {
      ...(boundaryID === undefined ? {} : { boundaryID: convert(boundaryID) }),
      ...(children && { children: children.map(convert) }),
      ...(outboundNodes && { outboundNodes: outboundNodes.map(convert) }),
    };
    taken.push({ ...restarted(node, now), id, name: rename(node.name), ...references });
  }
  return nodesFrom(taken);
}

function restarted(node: NodeStatus, now: number): NodeStatus {
  const rest = withoutFields(node, "message", "startedAt", "finishedAt");
  const times = { startedAt: now, finishedAt: now };
  if (node.type !== "Pod") return { ...rest, ...times, phase: "Pending" };
  if (isFailedOrError(node.phase)) return { ...rest, phase: "Pending" };
  return { ...rest, ...times, type: "Skipped", phase: "Skipped", message: `original pod: ${node.id}` };
}
