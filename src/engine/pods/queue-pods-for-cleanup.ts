import { parseDuration } from "../../expression/go-duration.ts";
import type { PodGC } from "../../manifest/types.ts";
import type { NodeStatus } from "../model/node-status.ts";
import type { Pod } from "../model/pod.ts";
import { isWorkflowCompleted } from "../reconcile/mark-workflow-phase.ts";
import type { Operation } from "../reconcile/operation.ts";
import { decidePodCleanup } from "./cleanup-decision.ts";

/** Delay of `podGC` where neither the workflow nor the controller's configuration gives one, in milliseconds. */
const defaultDeleteDelay = 5_000;

/**
 * Queues the pods of fulfilled nodes for deletion or for their last label (`queuePodsForCleanup`).
 *
 * @param finishedNode finds a node that is fulfilled, by its id
 */
export function queuePodsForCleanup(
  operation: Operation,
  finishedNode: (nodeID: string) => NodeStatus | undefined,
): void {
  const { caches, queues } = operation.ports;
  const { namespace, name } = operation;
  const { podGC } = operation.executionSpec;
  let delay: number | undefined;
  const pods = isWorkflowCompleted(operation.phase) ? caches.podsOfWorkflow(namespace, name) : unsettledPods(operation);
  for (const pod of pods) {
    // Pods of the controller's own, such as the agent's, are not collected.
    if (pod.spec.component !== undefined || finishedNode(pod.nodeID) === undefined) continue;
    const decision = decidePodCleanup(podGC, operation.phase, pod);
    if (decision === "keep") continue;
    delay ??= deleteDelay(operation, podGC);
    queues.queuePodForCleanup(namespace, pod.metadata.name, decision, decision === "deletePod" ? delay : 0);
  }
}

/** The pods that something may have happened to; all others are labelled, or stay until the workflow ends. */
function* unsettledPods(operation: Operation): Generator<Pod> {
  for (const id of new Set([...operation.memory.unsettled.ids, ...operation.nodes.changed])) {
    const pod = operation.ports.caches.podOfNode(operation.namespace, id);
    if (pod?.workflowName === operation.name) yield pod;
  }
}

function deleteDelay(operation: Operation, podGC: PodGC | undefined): number {
  const configured = operation.ports.configuration.podGCDeleteDelay ?? defaultDeleteDelay;
  if (!podGC?.deleteDelayDuration) return configured;
  const parsed = parseDuration(podGC.deleteDelayDuration);
  return parsed.ok && parsed.milliseconds >= 0 ? parsed.milliseconds : configured;
}
