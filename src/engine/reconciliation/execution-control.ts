import { isPartOfExitHandler } from "../exit-handlers/exit-handler-membership.ts";
import { isActiveSuspendNode, isExitNode, isFulfilled, isTaskSetNode } from "../model/node-predicates.ts";
import type { NodeStatus } from "../model/node-status.ts";
import { nodesOfWorkflow } from "../model/open-order.ts";
import type { Pod } from "../model/pod.ts";
import { nestedChildren } from "../reconcile/children.ts";
import { markNodePhase } from "../reconcile/mark-node-phase.ts";
import type { Operation } from "../reconcile/operation.ts";
import { isShuttingDown, shouldExecute, shutdownStrategy } from "../shutdown/shutdown-strategy.ts";
import { podNameOfNode } from "./pod-of-node.ts";

/** Whether the workflow has passed its own deadline. */
export function isPastWorkflowDeadline(operation: Operation): boolean {
  return operation.workflowDeadline !== undefined && operation.now > operation.workflowDeadline;
}

/** Ends pods that the shutdown or the workflow's deadline forbids, and fails their nodes (`applyExecutionControl`). */
export function applyExecutionControl(operation: Operation, pod: Pod): void {
  const node = operation.nodes.get(pod.nodeID);
  if (node === undefined || isFulfilled(node)) return;
  if (pod.status.phase !== "Pending" && pod.status.phase !== "Running") return;
  const isExitPod = pod.metadata.labels?.["workflows.argoproj.io/on-exit"] !== undefined;
  const strategy = shutdownStrategy(operation);
  if (!shouldExecute(strategy, isExitPod)) {
    endPod(operation, pod, node, `workflow shutdown with strategy:  ${strategy}`);
  } else if (isPastWorkflowDeadline(operation) && !isExitPod) {
    endPod(operation, pod, node, "Step exceeded its deadline");
  }
}

function endPod(operation: Operation, pod: Pod, node: NodeStatus, message: string): void {
  const { namespace, name } = pod.metadata;
  operation.ports.queues.queuePodForCleanup(namespace, name, "terminateContainers", 0);
  markNodePhase(operation, node.name, "Failed", message);
  const parent = operation.nodes.get(node.id) ?? node;
  // The containers of a container set would otherwise stay Pending once their pod is gone.
  const sparesExitNodes = operation.has("shutdown-leaves-exit-nodes-of-pod");
  for (const child of nestedChildren(operation.nodes, parent)) {
    if (!isFulfilled(child) && !(sparesExitNodes && isExitNode(child)))
      markNodePhase(operation, child.name, "Failed", message);
  }
}

/**
 * Fails the nodes that no pod can speak for: suspended, waiting for a lock, or still without a pod when the workflow
 * shuts down or passes its deadline (`failNodesWithoutCreatedPodsAfterDeadlineOrShutdown`).
 */
export function failNodesWithoutPods(operation: Operation): void {
  const strategy = shutdownStrategy(operation);
  const pastDeadline = isPastWorkflowDeadline(operation);
  if (!isShuttingDown(operation) && !pastDeadline) return;
  for (const node of operation.ports.order(nodesOfWorkflow, operation.name, operation.nodes.those("unfulfilled"))) {
    if (isFulfilled(node)) continue;
    if (isRefused(operation, node) && isEndedByShutdown(operation, node)) {
      markNodePhase(operation, node.name, "Failed", `Stopped with strategy '${strategy}'`);
    } else if (pastDeadline && (node.phase === "Pending" || isActiveSuspendNode(node))) {
      const spared = !operation.has("deadline-fails-exit-handler-nodes") && isPartOfExitHandler(operation.nodes, node);
      if (!spared) markNodePhase(operation, node.name, "Failed", "Step exceeded its deadline");
    }
  }
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

/** Ends the daemons of a Steps or DAG node that is done; `""` stands for the workflow (`killDaemonedChildren`). */
export function killDaemonedChildren(operation: Operation, boundaryID: string): void {
  for (const node of operation.nodes.those("daemoned")) {
    if ((node.boundaryID ?? "") !== boundaryID) continue;
    const name = podNameOfNode(operation, node);
    operation.ports.queues.queuePodForCleanup(operation.namespace, name, "terminateContainers", 0);
    operation.updateNode(node, { phase: "Succeeded", daemoned: false });
  }
}
