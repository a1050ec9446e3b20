import type {
  ClusterWorkflowTemplate,
  ConfigMap,
  CronWorkflow,
  CronWorkflowSpec,
  LabelValueFrom,
  Namespace,
  ObjectMeta,
  PodGC,
  StopStrategy,
  TTLStrategy,
  VolumeClaimGC,
  Workflow,
  WorkflowMetadata,
  WorkflowSpec,
  WorkflowTemplate,
  WorkflowTemplateRef,
} from "../types.ts";
import { artifactRepositoryRef, workflowLevelArtifactGC } from "./artifact.ts";
import { lifecycleHooks, metrics, retryStrategy, synchronization } from "./behaviour.ts";
import {
  boolean,
  flag,
  integer,
  json,
  list,
  map,
  object,
  objects,
  required,
  requiredString,
  string,
  stringMap,
  strings,
  struct,
  written,
} from "./field-type.ts";
import { labelSelector, localObjectReference, metadata, objectMeta, objectMetaFields } from "./kubernetes.ts";
import { argumentsType } from "./parameter.ts";
import {
  affinity,
  dnsConfig,
  hostAliases,
  podResourceClaims,
  podSecurityContext,
  resourceRequirements,
  tolerations,
} from "./passed-on.ts";
import { executorConfig, template } from "./template.ts";
import { volumeClaimTemplates, volumes } from "./volume.ts";

const ttlStrategy = struct<TTLStrategy>("TTLStrategy", {
  secondsAfterCompletion: integer,
  secondsAfterSuccess: integer,
  secondsAfterFailure: integer,
});

const podGC = struct<PodGC>("PodGC", { strategy: string, labelSelector, deleteDelayDuration: string });

const workflowMetadata = struct<WorkflowMetadata>("WorkflowMetadata", {
  labels: stringMap,
  annotations: stringMap,
  labelsFrom: map(struct<LabelValueFrom>("LabelValueFrom", { expression: requiredString })),
});

const workflowTemplateRef = struct<WorkflowTemplateRef>("WorkflowTemplateRef", { name: string, clusterScope: flag });

export const workflowSpec = struct<WorkflowSpec>("WorkflowSpec", {
  templates: list(template),
  entrypoint: string,
  arguments: written(argumentsType),
  serviceAccountName: string,
  automountServiceAccountToken: boolean,
  executor: executorConfig,
  volumes,
  volumeClaimTemplates,
  parallelism: integer,
  artifactRepositoryRef,
  suspend: boolean,
  nodeSelector: stringMap,
  affinity,
  tolerations,
  imagePullSecrets: list(localObjectReference),
  hostNetwork: boolean,
  dnsPolicy: string,
  dnsConfig,
  onExit: string,
  ttlStrategy,
  activeDeadlineSeconds: integer,
  priority: integer,
  schedulerName: string,
  podGC,
  podPriorityClassName: string,
  podPriority: integer,
  hostAliases,
  securityContext: podSecurityContext,
  podSpecPatch: string,
  podDisruptionBudget: object,
  metrics,
  shutdown: string,
  workflowTemplateRef,
  synchronization,
  volumeClaimGC: struct<VolumeClaimGC>("VolumeClaimGC", { strategy: string }),
  retryStrategy,
  podMetadata: metadata,
  templateDefaults: template,
  archiveLogs: boolean,
  hooks: lifecycleHooks,
  workflowMetadata,
  artifactGC: workflowLevelArtifactGC,
  executorPlugins: objects,
  podResources: resourceRequirements,
  resourceClaims: podResourceClaims,
});

const typeMeta = { apiVersion: requiredString, kind: requiredString, metadata: required(objectMeta) };

export const workflow = struct<Workflow>("Workflow", { ...typeMeta, spec: required(workflowSpec), status: json });

export const workflowTemplate = struct<WorkflowTemplate>("WorkflowTemplate", {
  ...typeMeta,
  spec: required(workflowSpec),
});

export const clusterWorkflowTemplate = struct<ClusterWorkflowTemplate>("ClusterWorkflowTemplate", {
  ...typeMeta,
  spec: required(workflowSpec),
});

const cronWorkflowSpec = struct<CronWorkflowSpec>("CronWorkflowSpec", {
  workflowSpec: required(workflowSpec),
  schedule: string,
  schedules: strings,
  concurrencyPolicy: string,
  suspend: boolean,
  startingDeadlineSeconds: integer,
  successfulJobsHistoryLimit: integer,
  failedJobsHistoryLimit: integer,
  timezone: string,
  workflowMetadata: struct<Partial<ObjectMeta>>("ObjectMeta", { ...objectMetaFields, name: string }),
  stopStrategy: struct<StopStrategy>("StopStrategy", { expression: requiredString }),
  when: string,
});

export const cronWorkflow = struct<CronWorkflow>("CronWorkflow", {
  ...typeMeta,
  spec: required(cronWorkflowSpec),
  status: json,
});

export const namespace = struct<Namespace>("Namespace", { ...typeMeta, spec: object, status: json });

export const configMap = struct<ConfigMap>("ConfigMap", {
  ...typeMeta,
  data: stringMap,
  binaryData: stringMap,
  immutable: boolean,
});
