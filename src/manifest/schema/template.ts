import type {
  ContainerNode,
  ContainerSetRetryStrategy,
  ContainerSetTemplate,
  ContinueOn,
  DAGTask,
  DAGTemplate,
  Data,
  ExecutorConfig,
  HTTP,
  HTTPHeader,
  ResourceTemplate,
  ScriptTemplate,
  SecretKeySelector,
  Sequence,
  SuspendTemplate,
  Template,
  UserContainer,
  WorkflowStep,
} from "../types.ts";
import { artifact, artifactLocation } from "./artifact.ts";
import { lifecycleHooks, memoize, metrics, retryStrategy, synchronization, templateRef } from "./behaviour.ts";
import {
  boolean,
  type FieldsOf,
  type FieldType,
  flag,
  integer,
  intOrString,
  json,
  list,
  required,
  requiredString,
  strictStruct,
  string,
  stringMap,
  strings,
  struct,
  written,
  writtenAsNull,
} from "./field-type.ts";
import { container, containerFields, metadata, secretKeySelector, volumeMount } from "./kubernetes.ts";
import { argumentsType, inputs, outputs } from "./parameter.ts";
import {
  affinity,
  hostAliases,
  podResourceClaims,
  podSecurityContext,
  resourceRequirements,
  tolerations,
} from "./passed-on.ts";
import { volumes } from "./volume.ts";

const callFields = () => ({
  name: requiredString,
  template: string,
  inline: template,
  arguments: written(argumentsType),
  templateRef,
});

const loopFields = {
  withItems: list(json),
  withParam: string,
  withSequence: struct<Sequence>("Sequence", {
    count: intOrString,
    start: intOrString,
    end: intOrString,
    format: string,
  }),
  when: string,
  continueOn: struct<ContinueOn>("ContinueOn", { error: flag, failed: flag }),
  onExit: string,
};

// Argo reads the steps, and only them, with a decoder that refuses fields it does not know.
export const step = strictStruct<WorkflowStep>("WorkflowStep", () => ({
  ...callFields(),
  ...loopFields,
  hooks: lifecycleHooks,
}));

export const task = struct<DAGTask>("DAGTask", () => ({
  ...callFields(),
  dependencies: strings,
  ...loopFields,
  depends: string,
  hooks: lifecycleHooks,
}));

const dag = struct<DAGTemplate>("DAGTemplate", {
  target: string,
  tasks: required(list(task)),
  failFast: boolean,
});

const containerSet = struct<ContainerSetTemplate>("ContainerSetTemplate", {
  containers: required(list(struct<ContainerNode>("ContainerNode", { ...containerFields, dependencies: strings }))),
  volumeMounts: list(volumeMount),
  retryStrategy: struct<ContainerSetRetryStrategy>("ContainerSetRetryStrategy", {
    duration: string,
    retries: writtenAsNull(intOrString),
  }),
});

const resource = struct<ResourceTemplate>("ResourceTemplate", {
  action: requiredString,
  mergeStrategy: string,
  manifest: string,
  manifestFrom: struct<{ artifact?: unknown }>("ManifestFrom", { artifact: writtenAsNull(artifact) }),
  setOwnerReference: flag,
  successCondition: string,
  failureCondition: string,
  flags: strings,
});

export const data = struct<Data>("Data", {
  source: required(struct<Data["source"]>("DataSource", { artifactPaths: artifact })),
  transformation: required(list(struct<{ expression: string }>("TransformationStep", { expression: requiredString }))),
});

const http = struct<HTTP>("HTTP", {
  method: string,
  url: requiredString,
  headers: list(
    struct<HTTPHeader>("HTTPHeader", {
      name: requiredString,
      value: string,
      valueFrom: struct<{ secretKeyRef?: SecretKeySelector }>("HTTPHeaderSource", { secretKeyRef: secretKeySelector }),
    }),
  ),
  timeoutSeconds: integer,
  successCondition: string,
  body: string,
  bodyFrom: struct<{ bytes?: string }>("HTTPBodySource", { bytes: string }),
  insecureSkipVerify: flag,
});

const userContainers = list(
  struct<UserContainer>("UserContainer", { ...containerFields, mirrorVolumeMounts: boolean }),
);

export const executorConfig = struct<ExecutorConfig>("ExecutorConfig", { serviceAccountName: string });

export const template: FieldType = struct<Template>("Template", () => templateFields);

const templateFields: FieldsOf<Template> = {
  name: string,
  inputs: written(inputs),
  outputs: written(outputs),
  nodeSelector: stringMap,
  affinity,
  metadata: written(metadata),
  daemon: boolean,
  steps: list(list(step)),
  container,
  containerSet,
  script: struct<ScriptTemplate>("ScriptTemplate", { ...containerFields, source: requiredString }),
  resource,
  dag,
  suspend: struct<SuspendTemplate>("SuspendTemplate", { duration: string }),
  data,
  http,
  plugin: { kind: "plugin" },
  volumes,
  initContainers: userContainers,
  sidecars: userContainers,
  archiveLocation: artifactLocation,
  activeDeadlineSeconds: intOrString,
  retryStrategy,
  parallelism: integer,
  failFast: boolean,
  tolerations,
  schedulerName: string,
  priorityClassName: string,
  priority: integer,
  serviceAccountName: string,
  automountServiceAccountToken: boolean,
  executor: executorConfig,
  hostAliases,
  securityContext: podSecurityContext,
  podSpecPatch: string,
  metrics,
  synchronization,
  memoize,
  timeout: string,
  annotations: stringMap,
  pendingTimeout: string,
  podResources: resourceRequirements,
  resourceClaims: podResourceClaims,
};
