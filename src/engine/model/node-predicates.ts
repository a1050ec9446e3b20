import type { NodePhase, NodeStatus } from "./node-status.ts";

/** Whether a phase is Failed or Error. */
export function isFailedOrError(phase: NodePhase): boolean {
  return phase === "Failed" || phase === "Error";
}

/** Whether a phase is Succeeded, Failed or Error: the template ran (a skipped one did not). */
export function isCompletedPhase(phase: NodePhase): boolean {
  return phase === "Succeeded" || isFailedOrError(phase);
}

/** Whether a phase is final, given whether the executor has reported (`NodePhase.Fulfilled`). */
export function isPhaseFulfilled(node: Pick<NodeStatus, "phase" | "taskResultSynced">): boolean {
  const { phase } = node;
  return (isCompletedPhase(phase) && node.taskResultSynced !== false) || phase === "Skipped" || phase === "Omitted";
}

/** Whether a node counts as done for its parent: final, or a daemon that has started (`NodeStatus.Fulfilled`). */
export function isFulfilled(node: NodeStatus): boolean {
  return isPhaseFulfilled(node) || (isDaemoned(node) && node.phase !== "Pending");
}

/** Whether a node ran to its end and its executor has reported (`NodeStatus.Completed`). */
export function isCompleted(node: NodeStatus): boolean {
  return isCompletedPhase(node.phase) && node.taskResultSynced !== false;
}

export function isDaemoned(node: NodeStatus): boolean {
  return node.daemoned === true;
}

/** Whether a node is a suspend template that waits (`NodeStatus.IsActiveSuspendNode`). */
export function isActiveSuspendNode(node: NodeStatus): boolean {
  return node.type === "Suspend" && node.phase === "Running";
}

/** Whether the agent does the node's work (`NodeStatus.IsTaskSetNode`). */
export function isTaskSetNode(node: NodeStatus): boolean {
  return node.type === "HTTP" || node.type === "Plugin";
}

/** Whether a node is the root of an exit handler (`NodeStatus.IsExitNode`). */
export function isExitNode(node: NodeStatus): boolean {
  return node.displayName.endsWith(".onExit");
}

/** Milliseconds between start and end; 0 while the node runs (`NodeStatus.GetDuration`). */
export function nodeDuration(node: NodeStatus): number {
  return node.finishedAt === undefined ? 0 : node.finishedAt - (node.startedAt ?? 0);
}
