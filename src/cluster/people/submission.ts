import type { CronWorkflowObject } from "../../engine/model/cron-workflow-object.ts";
import { nodesFrom } from "../../engine/model/nodes.ts";
import type { ApiResult } from "../../engine/model/ports.ts";
import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import type { LoadedObject } from "../../manifest/load-manifests.ts";
import type { CronWorkflow, ObjectMeta, Workflow } from "../../manifest/types.ts";
import { type ApiServer, type ManifestObject, manifestDraft, type StoredManifest } from "../api-server/api-server.ts";
import type { Draft, DraftMeta, ObjectStore } from "../api-server/object-store.ts";

/** Creates an object of a manifest, as `argo submit` and `kubectl create` do. */
export function createObject(server: ApiServer, object: LoadedObject): ApiResult<unknown> {
  switch (object.kind) {
    case "Workflow":
      return server.createWorkflow(workflowDraft(object.value, object.namespace));
    case "WorkflowTemplate":
      return server.workflowTemplates.create(manifestDraft(object.value));
    case "ClusterWorkflowTemplate":
      return server.clusterWorkflowTemplates.create(manifestDraft(object.value));
    case "CronWorkflow":
      return server.cronWorkflows.create(cronWorkflowDraft(object.value, object.namespace));
    case "ConfigMap":
      return server.configMaps.create(manifestDraft(object.value));
    case "Namespace":
      return server.namespaces.create(manifestDraft(object.value));
  }
}

/** What `kubectl apply` can change: everything but workflows, whose spec is fixed once they run. */
export type ApplicableObject = Exclude<LoadedObject, { readonly kind: "Workflow" }>;

/** Replaces an object by that of a manifest, or creates it, as `kubectl apply` does. */
export function applyObject(server: ApiServer, object: ApplicableObject): ApiResult<unknown> {
  const replaced = replaceObject(server, object);
  return replaced.ok ? replaced : createObject(server, object);
}

function replaceObject(server: ApiServer, object: ApplicableObject): ApiResult<unknown> {
  const { namespace, name } = object;
  switch (object.kind) {
    case "WorkflowTemplate":
      return replaceManifest(server.workflowTemplates, namespace, object.value);
    case "ClusterWorkflowTemplate":
      return replaceManifest(server.clusterWorkflowTemplates, namespace, object.value);
    case "ConfigMap":
      return replaceManifest(server.configMaps, namespace, object.value);
    case "Namespace":
      return replaceManifest(server.namespaces, namespace, object.value);
    case "CronWorkflow":
      return server.cronWorkflows.modify(namespace, name, (stored) => ({ ...stored, spec: object.value.spec }));
  }
}

function replaceManifest<Manifest extends ManifestObject>(
  store: ObjectStore<StoredManifest<Manifest>>,
  namespace: string,
  manifest: Manifest,
): ApiResult<unknown> {
  const { labels, annotations } = manifest.metadata;
  return store.modify(namespace, manifest.metadata.name, (stored) => ({
    metadata: { ...stored.metadata, ...(labels && { labels }), ...(annotations && { annotations }) },
    manifest,
  }));
}

/** A workflow that nobody has run yet. */
function workflowDraft({ metadata, spec }: Workflow, namespace: string): Draft<WorkflowObject> {
  return { metadata: draftMeta(metadata, namespace), spec, status: newWorkflowStatus() };
}

/** The status of a workflow that no controller has seen yet. */
export function newWorkflowStatus(): WorkflowObject["status"] {
  return { phase: "", nodes: nodesFrom() };
}

/** A CronWorkflow that has not run yet. */
function cronWorkflowDraft({ metadata, spec }: CronWorkflow, namespace: string): Draft<CronWorkflowObject> {
  const status = { active: [], conditions: [], succeeded: 0, failed: 0, phase: "" } as const;
  return { metadata: draftMeta(metadata, namespace), spec, status };
}

/** What a manifest says about versions and times was true of another cluster. */
function draftMeta(metadata: ObjectMeta, namespace: string): DraftMeta {
  const { resourceVersion: _version, creationTimestamp: _created, deletionTimestamp: _deleted, ...kept } = metadata;
  return { ...kept, namespace };
}
