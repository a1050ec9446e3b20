import type { CronWorkflowObject } from "../engine/cron/cron-workflow-object.ts";
import type { ApiResult } from "../engine/ports.ts";
import { nodesFrom } from "../engine/status/nodes.ts";
import type { WorkflowObject } from "../engine/status/workflow-object.ts";
import type { LoadedObject } from "../manifest/load-manifests.ts";
import type { CronWorkflow, ObjectMeta, Workflow } from "../manifest/types.ts";
import { type ApiServer, manifestDraft } from "./api-server.ts";
import type { Draft, DraftMeta } from "./object-store.ts";

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
  }
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
