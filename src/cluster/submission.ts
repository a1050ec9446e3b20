import type { ApiResult } from "../engine/ports.ts";
import { nodesFrom } from "../engine/status/nodes.ts";
import type { WorkflowObject } from "../engine/status/workflow-object.ts";
import type { LoadedObject } from "../manifest/load-manifests.ts";
import type { Workflow } from "../manifest/types.ts";
import { type ApiServer, manifestDraft } from "./api-server.ts";
import type { Draft } from "./object-store.ts";

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
      return server.cronWorkflows.create(manifestDraft(object.value));
    case "ConfigMap":
      return server.configMaps.create(manifestDraft(object.value));
  }
}

/** A workflow that nobody has run yet. */
function workflowDraft({ metadata, spec }: Workflow, namespace: string): Draft<WorkflowObject> {
  const { resourceVersion: _version, creationTimestamp: _created, deletionTimestamp: _deleted, ...kept } = metadata;
  return {
    metadata: { ...kept, namespace },
    spec,
    status: { phase: "", nodes: nodesFrom() },
  };
}
