import { saveMemoizedOutputs } from "../memoization/save-outputs.ts";
import { agentPodName } from "../model/node-identity.ts";
import { isFulfilled, isPhaseFulfilled } from "../model/node-predicates.ts";
import type { NodeStatus } from "../model/node-status.ts";
import type { OpenOrder } from "../model/open-order.ts";
import type { Pod } from "../model/pod.ts";
import { decidePodCleanup, isLabelledCompleted } from "../pods/cleanup-decision.ts";
import { addOutputsToGlobalScope } from "../reconcile/global-scope.ts";
import { markNodeError } from "../reconcile/nodes/mark-node-phase.ts";
import { podOfNode } from "../reconcile/nodes/pod-of-node.ts";
import { UnsettledNodes } from "../reconcile/nodes/unsettled-nodes.ts";
import type { Operation } from "../reconcile/operation.ts";
import { isTaskResultIncomplete } from "../reconcile/progress/task-result-progress.ts";
import { updateAgentPodStatus } from "../task-set/agent.ts";
import { assessNodeStatus } from "./assess-node-status.ts";
import { applyExecutionControl } from "./execution-control.ts";
import { isReportSettled } from "./task-results.ts";

/** How long a running node may be without a pod before the pod counts as deleted, in milliseconds. */
const recentlyStartedPod = 10_000;

/** Each pod is looked at in a goroutine of its own. */
const pods: OpenOrder<Pod> = { what: "pods", nameOf: ({ nodeName }) => nodeName, goes: "any" };

/**
 * Brings nodes up to date with the pods that the informer shows (`podReconciliation`). Answers false when a pod has
 * succeeded whose executor has not reported: the reconcile then stops and comes back.
 */
export function reconcilePods(operation: Operation): boolean {
  const { ids } = operation.memory.of(UnsettledNodes);
  let someRunning = false;
  let complete = true;
  for (const pod of operation.ports.order(pods, operation.name, podsOfNodes(operation, ids))) {
    if (pod.metadata.name === agentPodName(operation.name)) {
      updateAgentPodStatus(operation, pod);
      continue;
    }
    const assessed = performAssessment(operation, pod);
    if (assessed === "incomplete") complete = false;
    if (assessed === "running") someRunning = true;
    applyExecutionControl(operation, pod);
  }
  if (!complete) return false;
  operation.upsertCondition({ type: "PodRunning", status: someRunning ? "True" : "False" });
  for (const node of operation.nodes.those("unfulfilled")) {
    if (podOfNode(operation, node) === undefined) reconcileMissingPod(operation, node);
  }
  for (const id of ids) if (isSettled(operation, id)) operation.memory.of(UnsettledNodes).settle(id);
  return true;
}

function podsOfNodes({ ports, namespace, name }: Operation, ids: readonly string[]): Pod[] {
  const pods = ids.map((id) => ports.caches.podOfNode(namespace, id));
  return pods.filter((pod): pod is Pod => pod?.workflowName === name);
}

/** Whether the node's pod and report have nothing more to say, and its pod need not be cleaned up before the end. */
function isSettled(operation: Operation, id: string): boolean {
  if (operation.nodes.changed.has(id) || !isReportSettled(operation, id)) return false;
  const pod = operation.ports.caches.podOfNode(operation.namespace, id);
  if (pod === undefined) return true;
  const node = operation.nodes.get(id);
  if (node === undefined || !isPhaseFulfilled(node) || pod.metadata.deletionTimestamp !== undefined) return false;
  const { phase } = pod.status;
  if (phase !== "Succeeded" && phase !== "Failed") return false;
  return isLabelledCompleted(pod) || decidePodCleanup(operation.executionSpec.podGC, operation.phase, pod) === "keep";
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
    operation.notice(node.name, "Workflow pod is missing");
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
