import { saveMemoizedOutputs } from "../memoization/save-outputs.ts";
import { markNodeError } from "../nodes/mark-node-phase.ts";
import type { Operation } from "../operation.ts";
import type { Pod } from "../pod.ts";
import { isFulfilled, isPhaseFulfilled } from "../status/node-predicates.ts";
import type { NodeStatus } from "../status/node-status.ts";
import { agentPodName, updateAgentPodStatus } from "../task-set/agent.ts";
import { addOutputsToGlobalScope } from "../workflow/global-outputs.ts";
import { assessNodeStatus } from "./assess-node-status.ts";
import { applyExecutionControl } from "./execution-control.ts";
import { isTaskResultIncomplete } from "./task-results.ts";

/** How long a running node may be without a pod before the pod counts as deleted, in milliseconds. */
const recentlyStartedPod = 10_000;

/**
 * Brings nodes up to date with the pods that the informer shows (`podReconciliation`). Answers false when a pod has
 * succeeded whose executor has not reported: the reconcile then stops and comes back.
 */
export function reconcilePods(operation: Operation): boolean {
  const { caches, order } = operation.ports;
  const pods = order("podReconciliation", [...caches.podsOfWorkflow(operation.namespace, operation.name)]);
  const seen = new Set<string>();
  let someRunning = false;
  let complete = true;
  for (const pod of pods) {
    if (pod.metadata.name === agentPodName(operation)) {
      updateAgentPodStatus(operation, pod);
      continue;
    }
    seen.add(pod.nodeID);
    const assessed = performAssessment(operation, pod);
    if (assessed === "incomplete") complete = false;
    if (assessed === "running") someRunning = true;
    applyExecutionControl(operation, pod);
  }
  if (!complete) return false;
  operation.upsertCondition({ type: "PodRunning", status: someRunning ? "True" : "False" });
  for (const node of operation.nodes.those("unfulfilled")) {
    if (!seen.has(node.id)) reconcileMissingPod(operation, node);
  }
  return true;
}

function performAssessment(operation: Operation, pod: Pod): "unchanged" | "changed" | "running" | "incomplete" {
  const node = operation.nodes.get(pod.nodeID);
  if (node === undefined) return "unchanged";
  let assessed = assessNodeStatus(operation, pod, node);
  if (assessed === undefined) return "unchanged";
  if (pod.metadata.deletionTimestamp !== undefined && isFulfilled(assessed)) operation.updated = true;
  if (assessed.phase === "Succeeded" && isTaskResultIncomplete(operation, node.id)) return "incomplete";
  addOutputsToGlobalScope(operation, assessed.outputs);
  if (assessed.memoizationStatus !== undefined && assessed.phase === "Succeeded") {
    const error = saveMemoizedOutputs(operation, assessed);
    if (error !== undefined) assessed = { ...assessed, phase: "Error", message: error };
  }
  operation.nodes.set(assessed);
  operation.updated = true;
  return assessed.phase === "Running" ? "running" : "changed";
}

/** Marks a node whose pod is gone (`podReconciliation`, second half). */
function reconcileMissingPod(operation: Operation, node: NodeStatus): void {
  if (node.type !== "Pod" || isPhaseFulfilled(node) || node.startedAt === undefined) return;
  if (node.phase === "Pending") return;
  if (operation.now - node.startedAt <= recentlyStartedPod) {
    operation.requeue();
    return;
  }
  markNodeError(operation, node.name, "pod deleted");
  markContainersDeleted(operation, node.id);
}

function markContainersDeleted(operation: Operation, nodeID: string): void {
  for (const childID of operation.nodes.get(nodeID)?.children ?? []) {
    const child = operation.nodes.get(childID);
    if (child?.type !== "Container") continue;
    markNodeError(operation, child.name, "container deleted");
    if (!operation.has("deleted-pod-leaves-dependent-containers")) markContainersDeleted(operation, childID);
  }
}
