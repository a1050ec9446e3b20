import type { NodeStatus } from "../model/node-status.ts";
import type { Pod } from "../model/pod.ts";
import { isWorkflowCompleted } from "../model/workflow-predicates.ts";
import { UnsettledNodes } from "../reconcile/nodes/unsettled-nodes.ts";
import type { Operation } from "../reconcile/operation.ts";
import { decidePodCleanup } from "./cleanup-decision.ts";
import { deleteDelay } from "./delete-delay.ts";

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
    delay ??= deleteDelay(operation.ports.configuration, podGC);
    queues.queuePodForCleanup(namespace, pod.metadata.name, decision, decision === "deletePod" ? delay : 0);
  }
}

/** The pods that something may have happened to; all others are labelled, or stay until the workflow ends. */
function* unsettledPods(operation: Operation): Generator<Pod> {
  for (const id of new Set([...operation.memory.of(UnsettledNodes).ids, ...operation.nodes.changed])) {
    const pod = operation.ports.caches.podOfNode(operation.namespace, id);
    if (pod?.workflowName === operation.name) yield pod;
  }
}
