import type { Pod, PodToCreate } from "../model/pod.ts";
import type { ApiResult } from "../model/ports.ts";
import type { Operation } from "../reconcile/operation.ts";

/**
 * Creates a pod; one of that name that exists already is taken for it (`createPodFromBuild`).
 *
 * @param offloaded data of the ConfigMap that the pod mounts, and that has to be there first
 */
export function createPod(
  operation: Operation,
  pod: PodToCreate,
  offloaded?: Readonly<Record<string, string>> | undefined,
): ApiResult<Pod> {
  const { api } = operation.ports;
  if (offloaded !== undefined) {
    const { name, namespace } = pod;
    const metadata = { name, namespace, labels: { "workflows.argoproj.io/workflow": operation.name } };
    const stored = api.createConfigMap({ apiVersion: "v1", kind: "ConfigMap", metadata, data: offloaded });
    if (!stored.ok && stored.error.reason !== "AlreadyExists") return stored;
  }
  const created = api.createPod(pod);
  if (created.ok || created.error.reason !== "AlreadyExists") {
    if (created.ok && pod.spec.component === undefined) operation.activePods++;
    return created;
  }
  return api.getPod(pod.namespace, pod.name);
}
