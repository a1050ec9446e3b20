import type { WorkflowObject } from "../engine/status/workflow-object.ts";
import type { ApiServer } from "./api-server.ts";
import type { ObjectStore, StoredObject } from "./object-store.ts";
import type { World } from "./world.ts";

/**
 * Deletes what has lost its owner, as Kubernetes does: the workflows of a CronWorkflow that is deleted, and the pods,
 * claims and reports of a workflow.
 */
export function collectGarbage(server: ApiServer, { ownedObjectsAreCollected }: World): void {
  const { cronWorkflows, workflows } = server;
  cronWorkflows.watch(({ type, object }) => {
    if (type !== "deleted") return;
    for (const { metadata } of [...workflows.list()]) {
      const isOrphan = metadata.ownerReferences?.some(({ uid }) => uid === object.metadata.uid);
      if (isOrphan) workflows.delete(metadata.namespace, metadata.name);
    }
  });
  if (!ownedObjectsAreCollected) return;
  workflows.watch(({ type, object }) => {
    if (type === "deleted") collectOwned(server, object);
  });
}

function collectOwned(server: ApiServer, { metadata: { namespace, name } }: WorkflowObject): void {
  const { pods, persistentVolumeClaims: claims, taskResults, taskSets } = server;
  collect(pods, namespace, ({ workflowName }) => workflowName === name);
  collect(claims, namespace, ({ owner }) => owner === name);
  collect(taskResults, namespace, ({ workflowName }) => workflowName === name);
  taskSets.delete(namespace, name);
}

function collect<Stored extends StoredObject>(
  store: ObjectStore<Stored>,
  namespace: string,
  isOwned: (object: Stored) => boolean,
): void {
  const orphans = [...store.list()].filter((object) => object.metadata.namespace === namespace && isOwned(object));
  for (const { metadata } of orphans) store.delete(namespace, metadata.name);
}
