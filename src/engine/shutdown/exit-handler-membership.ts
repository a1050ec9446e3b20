import { Panic } from "../model/errors/execution-error.ts";
import { isExitNode } from "../model/node-predicates.ts";
import type { NodeStatus } from "../model/node-status.ts";
import type { NodeTable } from "../reconcile/nodes/node-table.ts";

/** Whether a node or one of its boundaries is an exit handler (`NodeStatus.IsPartOfExitHandler`). */
export function isPartOfExitHandler(nodes: NodeTable, node: NodeStatus): boolean {
  let current = node;
  while (!isExitNode(current)) {
    if (current.boundaryID === undefined) return false;
    const boundary = nodes.get(current.boundaryID);
    if (boundary === undefined) throw new Panic("was unable to obtain node for boundaryID");
    current = boundary;
  }
  return true;
}
