import { Panic } from "../../model/errors/execution-error.ts";
import type { NodeStatus } from "../../model/node-status.ts";
import { loggedPanic } from "../logged-panic.ts";
import type { Operation } from "../operation.ts";
import type { NodeTable } from "./node-table.ts";

/** Records a node as child of another, once; the child need not exist yet (`addChildNode`). */
export function addChildNode(operation: Operation, parentName: string, childName: string): void {
  const parentID = operation.nodes.id(parentName);
  if (!operation.nodes.has(parentID)) {
    throw loggedPanic(operation, "was unable to obtain node for nodeID", `was unable to obtain node for ${parentID}`);
  }
  if (operation.nodes.addChild(parentID, operation.nodes.id(childName))) operation.updated = true;
}

/** Every node below a node, breadth first (`NestedChildrenStatus`). */
export function nestedChildren(nodes: NodeTable, parent: NodeStatus): NodeStatus[] {
  const found: NodeStatus[] = [];
  const queue = [parent];
  for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
    for (const id of node.children ?? []) {
      const child = nodes.get(id);
      if (child !== undefined) queue.push(child);
    }
    if (node.id !== parent.id) found.push(node);
  }
  return found;
}

function childOrPanic(nodes: NodeTable, node: NodeStatus, id: string): NodeStatus {
  const child = nodes.get(id);
  if (child === undefined) throw new Panic(`could not find node named "${id}" in Children of node ${node.name}`);
  return child;
}

/** The attempts of a Retry node, in order (`getChildNodeIdsRetried`). */
export function attemptsOf(nodes: NodeTable, node: NodeStatus): NodeStatus[] {
  const children = (node.children ?? []).map((id) => childOrPanic(nodes, node, id));
  return children.filter((child) => child.nodeFlag?.retried === true);
}

/** What a DAG looks at below a Retry node: hooks, and the children of its attempts (`getRetryNodeChildrenIds`). */
export function childrenBelowRetry(nodes: NodeTable, node: NodeStatus): string[] {
  const ids: string[] = [];
  for (const id of (node.children ?? []).toReversed()) {
    const child = childOrPanic(nodes, node, id);
    if (child.nodeFlag?.hooked === true) ids.push(child.id);
    else ids.push(...(child.children ?? []));
  }
  return ids;
}

/** The last attempt of a Retry node whose outputs stand for it (`possiblyGetRetryChildNode`). */
export function lastAttemptOf(nodes: NodeTable, node: NodeStatus): NodeStatus | undefined {
  if (node.type !== "Retry" || node.memoizationStatus?.hit === true) return undefined;
  for (const id of (node.children ?? []).toReversed()) {
    const child = childOrPanic(nodes, node, id);
    if (child.nodeFlag?.hooked !== true) return child;
  }
  return undefined;
}
