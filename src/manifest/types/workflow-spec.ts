import type { ArtifactRepositoryRef, WorkflowLevelArtifactGC } from "./artifact.ts";
import type { JsonObject, StringMap } from "./json.ts";
import type { LifecycleHooks } from "./lifecycle-hook.ts";
import type { Metrics } from "./metrics.ts";
import type { LabelSelector, Metadata } from "./object-meta.ts";
import type { Arguments } from "./parameter.ts";
import type { RetryStrategy } from "./retry-strategy.ts";
import type { LocalObjectReference } from "./selectors.ts";
import type { Synchronization } from "./synchronization.ts";
import type { ExecutorConfig, Template, Volume } from "./template.ts";
import type { WorkflowTemplateRef } from "./template-ref.ts";

/** The spec of a Workflow, WorkflowTemplate or ClusterWorkflowTemplate. */
export interface WorkflowSpec {
  readonly templates?: readonly Template[];
  readonly entrypoint?: string;
  readonly arguments?: Arguments;
  readonly serviceAccountName?: string;
  readonly automountServiceAccountToken?: boolean;
  readonly executor?: ExecutorConfig;
  readonly volumes?: readonly Volume[];
  readonly volumeClaimTemplates?: readonly JsonObject[];
  readonly parallelism?: number;
  readonly artifactRepositoryRef?: ArtifactRepositoryRef;
  readonly suspend?: boolean;
  readonly nodeSelector?: StringMap;
  readonly affinity?: JsonObject;
  readonly tolerations?: readonly JsonObject[];
  readonly imagePullSecrets?: readonly LocalObjectReference[];
  readonly hostNetwork?: boolean;
  readonly dnsPolicy?: string;
  readonly dnsConfig?: JsonObject;
  readonly onExit?: string;
  readonly ttlStrategy?: TTLStrategy;
  readonly activeDeadlineSeconds?: number;
  readonly priority?: number;
  readonly schedulerName?: string;
  readonly podGC?: PodGC;
  readonly podPriorityClassName?: string;
  /** Read by controllers up to v3.6. */
  readonly podPriority?: number;
  readonly hostAliases?: readonly JsonObject[];
  readonly securityContext?: JsonObject;
  readonly podSpecPatch?: string;
  readonly podDisruptionBudget?: JsonObject;
  readonly metrics?: Metrics;
  /** `Stop`, `Terminate`, or absent. */
  readonly shutdown?: string;
  readonly workflowTemplateRef?: WorkflowTemplateRef;
  readonly synchronization?: Synchronization;
  readonly volumeClaimGC?: VolumeClaimGC;
  readonly retryStrategy?: RetryStrategy;
  readonly podMetadata?: Metadata;
  readonly templateDefaults?: Template;
  readonly archiveLogs?: boolean;
  readonly hooks?: LifecycleHooks;
  readonly workflowMetadata?: WorkflowMetadata;
  readonly artifactGC?: WorkflowLevelArtifactGC;
  readonly executorPlugins?: readonly JsonObject[];
  readonly podResources?: JsonObject;
  readonly resourceClaims?: readonly JsonObject[];
}

/** After how many seconds a completed workflow is deleted. */
export interface TTLStrategy {
  readonly secondsAfterCompletion?: number;
  readonly secondsAfterSuccess?: number;
  readonly secondsAfterFailure?: number;
}

/** When pods are deleted; `deleteDelayDuration` is a Go duration. */
export interface PodGC {
  readonly strategy?: string;
  readonly labelSelector?: LabelSelector;
  readonly deleteDelayDuration?: string;
}

export interface VolumeClaimGC {
  readonly strategy?: string;
}

/** Labels and annotations that the controller gives the workflow itself. */
export interface WorkflowMetadata {
  readonly labels?: StringMap;
  readonly annotations?: StringMap;
  readonly labelsFrom?: { readonly [label: string]: LabelValueFrom };
}

export interface LabelValueFrom {
  readonly expression: string;
}
