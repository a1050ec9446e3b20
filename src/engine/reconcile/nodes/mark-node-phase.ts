import { isFailedOrError, isFulfilled } from "../../model/node-predicates.ts";
import { type NodePhase, type NodeStatus, withoutFields } from "../../model/node-status.ts";
import type { Operation } from "../operation.ts";

/**
 * Sets the phase of a node, and its message when one is given (`markNodePhase`). Never refused, not even for a node
 * that is done. A node that was not Running and fails can no longer be reported on by an executor, so its task result
 * counts as arrived.
 */
export function markNodePhase(operation: Operation, name: string, phase: NodePhase, message?: string): NodeStatus {
  const found = operation.nodes.byName(name);
  if (found === undefined) throw new Error(`no node named ${name}`);
  let node = found;
  if (node.phase !== "Running" && isFailedOrError(phase) && node.taskResultSynced === false) {
    node = { ...node, taskResultSynced: true };
  }
  if (node.phase !== phase) {
    node = { ...node, phase };
    operation.updated = true;
  }
  if (message !== undefined && message !== (node.message ?? "")) {
    node = { ...node, message };
    operation.updated = true;
  }
  if (isFulfilled(node) && node.finishedAt === undefined) {
    node = { ...node, finishedAt: operation.now };
    operation.updated = true;
  }
  if (node !== found) operation.nodes.set(node);
  return node;
}

/** Marks a node as Error with a message (`markNodeError`). */
export function markNodeError(operation: Operation, name: string, message: string): NodeStatus {
  return markNodePhase(operation, name, "Error", message);
}

/** Marks a node as waiting for a lock, or, given no lock, as waiting no more (`markNodeWaitingForLock`). */
export function markNodeWaitingForLock(
  operation: Operation,
  name: string,
  waiting?: { readonly lock: string; readonly message: string },
): NodeStatus {
  const node = operation.nodes.byName(name);
  if (node === undefined) throw new Error(`no node named ${name}`);
  const changed: NodeStatus =
    waiting === undefined
      ? { ...withoutFields(node, "synchronizationStatus"), message: "" }
      : { ...node, synchronizationStatus: { waiting: waiting.lock }, message: waiting.message || (node.message ?? "") };
  operation.nodes.set(changed);
  operation.updated = true;
  return changed;
}
