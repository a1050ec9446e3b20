import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import type { Synchronization } from "../../manifest/types.ts";

/** Whether an unfinished workflow has a semaphore whose limit a ConfigMap gives (`WorkflowSemaphoreKeysIndexFunc`). */
export function usesSemaphoreConfigMap(workflow: WorkflowObject, namespace: string, configMap: string): boolean {
  const { metadata, spec, status } = workflow;
  if (metadata.labels?.["workflows.argoproj.io/completed"] === "true") return false;
  const executed = status.storedWorkflowTemplateSpec ?? spec;
  const candidates = [spec.synchronization, executed.synchronization];
  for (const { synchronization } of executed.templates ?? []) candidates.push(synchronization);
  return candidates.some((synchronization) =>
    semaphoresOf(synchronization).some(
      (semaphore) =>
        semaphore.configMapKeyRef?.name === configMap && (semaphore.namespace ?? metadata.namespace) === namespace,
    ),
  );
}

function semaphoresOf({
  semaphore,
  semaphores = [],
}: Synchronization = {}): NonNullable<Synchronization["semaphores"]> {
  return semaphore === undefined ? semaphores : [semaphore, ...semaphores];
}
