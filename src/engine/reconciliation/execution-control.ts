import { isExitNode, isFulfilled } from "../model/node-predicates.ts";
import type { NodeStatus } from "../model/node-status.ts";
import { nodesOfWorkflow } from "../model/open-order.ts";
import type { Pod } from "../model/pod.ts";
import { nestedChildren } from "../reconcile/nodes/children.ts";
import { markNodePhase } from "../reconcile/nodes/mark-node-phase.ts";
import type { Operation } from "../reconcile/operation.ts";
import { endOfNodeWithoutPod } from "../shutdown/shutdown-of-nodes.ts";
import { endOfPod } from "../shutdown/shutdown-of-pods.ts";
import { isPastWorkflowDeadline, isShuttingDown } from "../shutdown/shutdown-strategy.ts";

/** Ends pods that the shutdown or the workflow's deadline forbids, and fails their nodes (`applyExecutionControl`). */
export function applyExecutionControl(operation: Operation, pod: Pod): void {
  const node = operation.nodes.get(pod.nodeID);
  if (node === undefined || isFulfilled(node)) return;
  if (pod.status.phase !== "Pending" && pod.status.phase !== "Running") return;
  const message = endOfPod(operation, pod);
  if (message !== undefined) endPod(operation, pod, node, message);
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
  if (!isShuttingDown(operation) && !isPastWorkflowDeadline(operation)) return;
  for (const node of operation.ports.order(nodesOfWorkflow, operation.name, operation.nodes.those("unfulfilled"))) {
    if (isFulfilled(node)) continue;
    const message = endOfNodeWithoutPod(operation, node);
    if (message !== undefined) markNodePhase(operation, node.name, "Failed", message);
  }
}
