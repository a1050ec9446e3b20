import type { Pod, PodToCreate } from "../model/pod.ts";
import type { ApiResult } from "../model/ports.ts";
import type { Operation } from "../reconcile/operation.ts";

/** Creates a pod; one of that name that exists already is taken for it (`createPodFromBuild`). */
export function createPod(operation: Operation, pod: PodToCreate): ApiResult<Pod> {
  const { api } = operation.ports;
  const created = api.createPod(pod);
  if (created.ok || created.error.reason !== "AlreadyExists") {
    if (created.ok && pod.spec.component === undefined) operation.activePods++;
    return created;
  }
  return api.getPod(pod.namespace, pod.name);
}
