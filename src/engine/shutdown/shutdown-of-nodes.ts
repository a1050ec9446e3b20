import { isActiveSuspendNode, isTaskSetNode } from "../model/node-predicates.ts";
import type { NodeStatus } from "../model/node-status.ts";
import type { Operation } from "../reconcile/operation.ts";
import { isPartOfExitHandler } from "./exit-handler-membership.ts";
import {
  isPastWorkflowDeadline,
  isShuttingDown,
  messageOfShutdown,
  shouldExecute,
  shutdownStrategy,
} from "./shutdown-strategy.ts";

/**
 * Why an unfinished node must end for which no pod can speak: one that is suspended, waits for a lock or for the agent,
 * or is still without a pod. Undefined when it need not.
 */
export function endOfNodeWithoutPod(operation: Operation, node: NodeStatus): string | undefined {
  if (isRefused(operation, node) && isEndedByShutdown(operation, node)) return messageOfShutdown(operation);
  if (!isPastWorkflowDeadline(operation) || (node.phase !== "Pending" && !isActiveSuspendNode(node))) return undefined;
  const isSpared = !operation.has("deadline-fails-exit-handler-nodes") && isPartOfExitHandler(operation.nodes, node);
  return isSpared ? undefined : "Step exceeded its deadline";
}

function isRefused(operation: Operation, node: NodeStatus): boolean {
  if (!isShuttingDown(operation)) return false;
  if (operation.has("shutdown-fails-every-suspend-node")) return true;
  return !shouldExecute(shutdownStrategy(operation), isPartOfExitHandler(operation.nodes, node));
}

function isEndedByShutdown(operation: Operation, node: NodeStatus): boolean {
  if (isActiveSuspendNode(node)) return true;
  if (isTaskSetNode(node)) return !operation.has("shutdown-leaves-task-set-nodes");
  if (node.phase === "Pending" && node.synchronizationStatus?.waiting) {
    return !operation.has("shutdown-leaves-nodes-waiting-for-lock");
  }
  return node.type === "Retry" && !operation.has("shutdown-leaves-retry-nodes") && operation.nodes.isDoneBelow(node);
}

/** Whether a DAG fails at once, whatever its tasks have come to, now that their exit handlers are done. */
export function isDAGCutShort(operation: Operation, isExitHandler: boolean): boolean {
  const isSpared = isExitHandler && !operation.has("shutdown-fails-exit-handler-dag");
  return isShuttingDown(operation) && !isSpared;
}

/** Whether the agent is given HTTP and plugin tasks. */
export function mayAgentGetWork(operation: Operation): boolean {
  return !isShuttingDown(operation) || operation.has("task-set-reconciled-during-shutdown");
}

/** Whether a workflow that waits for its own locks need not wait any longer. */
export function endsWaitForLocks(operation: Operation): boolean {
  return shutdownStrategy(operation) === "Terminate" && operation.phase === "Pending";
}
