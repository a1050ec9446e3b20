import type { Template } from "../../manifest/types.ts";
import { type NodeStatus, withoutFields } from "../model/node-status.ts";
import type { Pod } from "../model/pod.ts";
import { mainContainerNames } from "../model/template-type.ts";
import type { Operation } from "../reconcile/operation.ts";

const defaultMostRestarts = 3;

/** What the node says when the cluster, not the pod's work, is to blame. */
const restartableReasons = ["Evicted", "NodeShutdown", "NodeAffinity", "UnexpectedAdmissionError"];

/** What is done about a failed pod. */
export type PodRestart =
  | { readonly kind: "none" }
  /** The node waits for the new pod already: nothing changes. */
  | { readonly kind: "underWay" }
  /** The pod is deleted; the fields are those of the node that waits for another. */
  | { readonly kind: "restarted"; readonly fields: Partial<NodeStatus> };

/**
 * Replaces a pod that failed before its work began, where the controller is configured to (`shouldAutoRestartPod`).
 * The node waits as if the pod had yet to be created.
 */
export function restartFailedPod(
  operation: Operation,
  pod: Pod,
  node: NodeStatus,
  template: Template | undefined,
): PodRestart {
  if (operation.has("failed-pods-not-restarted")) return { kind: "none" };
  const { uid, name } = pod.metadata;
  if (uid === node.restartingPodUID && node.phase === "Pending") return { kind: "underWay" };
  if (!isRestarted(operation, pod, node, template)) return { kind: "none" };
  operation.ports.queues.queuePodForCleanup(operation.namespace, name, "deletePodByUID", 0, uid);
  if (uid === node.restartingPodUID) return { kind: "none" };
  const { reason = "", message = "" } = pod.status;
  return {
    kind: "restarted",
    fields: {
      phase: "Pending",
      message: `Pod auto-restarting due to ${reason}: ${message}`,
      failedPodRestarts: (node.failedPodRestarts ?? 0) + 1,
      restartingPodUID: uid,
    },
  };
}

/** The node of a pod that has got beyond the point at which pods are restarted. */
export function withoutRestart(node: NodeStatus): NodeStatus {
  return node.restartingPodUID === undefined ? node : withoutFields(node, "restartingPodUID");
}

function isRestarted(operation: Operation, pod: Pod, node: NodeStatus, template: Template | undefined): boolean {
  const { enabled = false, maxRestarts = defaultMostRestarts } = operation.ports.configuration.failedPodRestart ?? {};
  if (!enabled || !restartableReasons.includes(pod.status.reason ?? "")) return false;
  return !hasStarted(pod, template) && (node.failedPodRestarts ?? 0) < maxRestarts;
}

/** Whether any main container has run. */
function hasStarted({ status }: Pod, template: Template | undefined): boolean {
  const mains = mainContainerNames(template ?? {});
  return status.containerStatuses.some(({ name, state }) => mains.includes(name) && state.kind !== "waiting");
}
