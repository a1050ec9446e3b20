import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import type { World } from "../world.ts";
import type { ApiServer } from "./api-server.ts";
import type { ObjectStore, StoredObject } from "./object-store.ts";

/**
 * Deletes what has lost its owner, as Kubernetes does: the workflows of a CronWorkflow that is deleted, and the pods,
 * claims, reports and workflows of a workflow.
 */
export function collectGarbage(server: ApiServer, { ownedObjectsAreCollected }: World): void {
  const { cronWorkflows, workflows, artifactGCTasks, pods } = server;
  cronWorkflows.watch(({ type, object }) => {
    if (type === "deleted") collectReferring(workflows, object);
  });
  if (!ownedObjectsAreCollected) return;
  workflows.watch(({ type, object }) => {
    if (type === "deleted") collectOwned(server, object);
  });
  artifactGCTasks.watch(({ type, object }) => {
    if (type === "deleted") pods.delete(object.metadata.namespace, object.podName);
  });
}

function collectOwned(server: ApiServer, workflow: WorkflowObject): void {
  const { namespace, name, uid } = workflow.metadata;
  const { artifactGCTasks, pods, persistentVolumeClaims: claims, taskResults, taskSets, workflows } = server;
  collect(pods, namespace, ({ workflowName }) => workflowName === name);
  collect(claims, namespace, ({ owner }) => owner === uid);
  collect(taskResults, namespace, ({ workflowName }) => workflowName === name);
  taskSets.delete(namespace, name);
  collectReferring(artifactGCTasks, workflow);
  collectReferring(workflows, workflow);
}

/** Those that name the owner themselves. */
function collectReferring<Stored extends StoredObject>(store: ObjectStore<Stored>, { metadata }: StoredObject): void {
  collect(store, metadata.namespace, (object) => {
    const owners = object.metadata.ownerReferences ?? [];
    return owners.some(({ uid }) => uid === metadata.uid);
  });
}

function collect<Stored extends StoredObject>(
  store: ObjectStore<Stored>,
  namespace: string,
  isOwned: (object: Stored) => boolean,
): void {
  const orphans = [...store.list()].filter((object) => object.metadata.namespace === namespace && isOwned(object));
  for (const { metadata } of orphans) store.delete(namespace, metadata.name);
}
