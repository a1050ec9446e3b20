import type { ApiServer } from "./api-server.ts";

/**
 * Deletes the workflows of each CronWorkflow that is deleted, as Kubernetes does for what has lost its owner. What a
 * workflow owned stays, as it does where timelines are recorded.
 */
export function collectGarbage({ cronWorkflows, workflows }: ApiServer): void {
  cronWorkflows.watch(({ type, object }) => {
    if (type !== "deleted") return;
    for (const { metadata } of [...workflows.list()]) {
      const isOrphan = metadata.ownerReferences?.some(({ uid }) => uid === object.metadata.uid);
      if (isOrphan) workflows.delete(metadata.namespace, metadata.name);
    }
  });
}
