import type { Operation } from "../operation.ts";

/** Whether any executor has yet to report (`TaskResultsInProgress`). */
export function areTaskResultsInProgress(operation: Operation): boolean {
  if (operation.nodes.some("unreported")) return true;
  const tracked = operation.status.taskResultsCompletionStatus;
  return tracked !== undefined && Object.values(tracked).includes(false);
}

/** Whether the executor of this node has yet to report (`IsTaskResultIncomplete`). */
export function isTaskResultIncomplete(operation: Operation, nodeID: string): boolean {
  const tracked = operation.status.taskResultsCompletionStatus;
  if (operation.has("task-result-of-every-pod-awaited")) return tracked?.[nodeID] !== true;
  if (tracked !== undefined) return tracked[nodeID] === false;
  const node = operation.nodes.get(nodeID);
  return node === undefined || node.taskResultSynced === false;
}
