import type { JsonObject, StringMap } from "./json.ts";
import type { ObjectMeta } from "./object-meta.ts";
import type { WorkflowSpec } from "./workflow-spec.ts";

/** A run of templates. Its status is the engine's to write and is not typed here. */
export interface Workflow {
  readonly apiVersion: string;
  readonly kind: "Workflow";
  readonly metadata: ObjectMeta;
  readonly spec: WorkflowSpec;
  readonly status?: unknown;
}

/** Templates that the workflows of one namespace share. */
export interface WorkflowTemplate {
  readonly apiVersion: string;
  readonly kind: "WorkflowTemplate";
  readonly metadata: ObjectMeta;
  readonly spec: WorkflowSpec;
}

/** Templates that the workflows of the whole cluster share. */
export interface ClusterWorkflowTemplate {
  readonly apiVersion: string;
  readonly kind: "ClusterWorkflowTemplate";
  readonly metadata: ObjectMeta;
  readonly spec: WorkflowSpec;
}

/** `corev1.Namespace`, whose label can limit how many workflows run in it. */
export interface Namespace {
  readonly apiVersion: string;
  readonly kind: "Namespace";
  readonly metadata: ObjectMeta;
  readonly spec?: JsonObject;
  readonly status?: unknown;
}

/** `corev1.ConfigMap`: values for parameters, semaphore limits, memoized outputs. */
export interface ConfigMap {
  readonly apiVersion: string;
  readonly kind: "ConfigMap";
  readonly metadata: ObjectMeta;
  readonly data?: StringMap;
  readonly binaryData?: StringMap;
  readonly immutable?: boolean;
}
