import type { Release } from "../ports.ts";
import type { WorkflowObject } from "../status/workflow-object.ts";
import { semaphoreReferences } from "./lock-requests.ts";

/**
 * Whether a workflow has a semaphore whose limit stands in this ConfigMap (`GetSemaphoreKeys`). Like upstream, looks
 * for it in the workflow's own namespace, also when the semaphore names another.
 */
export function usesSemaphoreConfigMap(
  { metadata, spec, status }: WorkflowObject,
  namespace: string,
  configMapName: string,
  release: Release,
): boolean {
  if (metadata.namespace !== namespace) return false;
  const effective = spec.workflowTemplateRef === undefined ? spec : status.storedWorkflowTemplateSpec;
  const blocks = [
    effective?.synchronization,
    ...(effective?.templates ?? []).map((template) => template.synchronization),
  ];
  return blocks.some(
    (synchronization) =>
      synchronization !== undefined &&
      semaphoreReferences(synchronization, release).some(
        (semaphore) => semaphore.configMapKeyRef?.name === configMapName,
      ),
  );
}
