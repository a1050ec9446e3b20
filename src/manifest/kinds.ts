import type { StructType } from "./schema/field-type.ts";
import {
  clusterWorkflowTemplate,
  configMap,
  cronWorkflow,
  namespace,
  workflow,
  workflowTemplate,
} from "./schema/workflow.ts";
import type {
  ClusterWorkflowTemplate,
  ConfigMap,
  CronWorkflow,
  Namespace,
  Workflow,
  WorkflowTemplate,
} from "./types.ts";

/** The kinds of objects that drydock plays, with their types. */
export interface ManifestObjects {
  readonly Workflow: Workflow;
  readonly WorkflowTemplate: WorkflowTemplate;
  readonly ClusterWorkflowTemplate: ClusterWorkflowTemplate;
  readonly CronWorkflow: CronWorkflow;
  readonly ConfigMap: ConfigMap;
  readonly Namespace: Namespace;
}

/** A kind of object that drydock plays. */
export type ManifestKind = keyof ManifestObjects;

/** The API group and field table of each kind. */
export const manifestKinds: { readonly [Kind in ManifestKind]: { readonly group: string; readonly type: StructType } } =
  {
    Workflow: { group: "argoproj.io", type: workflow },
    WorkflowTemplate: { group: "argoproj.io", type: workflowTemplate },
    ClusterWorkflowTemplate: { group: "argoproj.io", type: clusterWorkflowTemplate },
    CronWorkflow: { group: "argoproj.io", type: cronWorkflow },
    ConfigMap: { group: "", type: configMap },
    Namespace: { group: "", type: namespace },
  };

/** Kinds whose objects lie in no namespace. */
export const clusterScopedKinds: ReadonlySet<ManifestKind> = new Set(["ClusterWorkflowTemplate", "Namespace"]);

/** Argo's other kinds: well known, but nothing that a workflow's course depends on here. */
export const otherArgoKinds: ReadonlySet<string> = new Set([
  "AnalysisRun",
  "AnalysisTemplate",
  "AppProject",
  "Application",
  "ApplicationSet",
  "ClusterAnalysisTemplate",
  "EventBus",
  "EventSource",
  "Experiment",
  "Rollout",
  "Sensor",
  "WorkflowArtifactGCTask",
  "WorkflowEventBinding",
  "WorkflowTaskResult",
  "WorkflowTaskSet",
]);

export function isManifestKind(kind: string): kind is ManifestKind {
  return Object.hasOwn(manifestKinds, kind);
}
