import type { Artifact, ArtifactLocation } from "./artifact.ts";
import type { Container, ScriptTemplate, UserContainer } from "./container.ts";
import type { ContainerSetTemplate } from "./container-set.ts";
import type { HTTP } from "./http.ts";
import type { DAGTemplate, ParallelSteps } from "./invocation.ts";
import type { IntOrString, JsonObject, StringMap } from "./json.ts";
import type { Memoize } from "./memoize.ts";
import type { Metrics } from "./metrics.ts";
import type { Metadata } from "./object-meta.ts";
import type { Inputs, Outputs } from "./parameter.ts";
import type { RetryStrategy } from "./retry-strategy.ts";
import type { Synchronization } from "./synchronization.ts";

/** A template: what is to be done, with which inputs, and what comes out. Exactly one kind of work is given. */
export interface Template extends TemplateWork {
  readonly name?: string;
  readonly inputs?: Inputs;
  readonly outputs?: Outputs;
  readonly nodeSelector?: StringMap;
  readonly affinity?: JsonObject;
  readonly metadata?: Metadata;
  readonly daemon?: boolean;
  readonly volumes?: readonly Volume[];
  readonly initContainers?: readonly UserContainer[];
  readonly sidecars?: readonly UserContainer[];
  readonly archiveLocation?: ArtifactLocation;
  readonly activeDeadlineSeconds?: IntOrString;
  readonly retryStrategy?: RetryStrategy;
  readonly parallelism?: number;
  readonly failFast?: boolean;
  readonly tolerations?: readonly JsonObject[];
  readonly schedulerName?: string;
  readonly priorityClassName?: string;
  /** Read by controllers up to v3.6. */
  readonly priority?: number;
  readonly serviceAccountName?: string;
  readonly automountServiceAccountToken?: boolean;
  readonly executor?: ExecutorConfig;
  readonly hostAliases?: readonly JsonObject[];
  readonly securityContext?: JsonObject;
  readonly podSpecPatch?: string;
  readonly metrics?: Metrics;
  readonly synchronization?: Synchronization;
  readonly memoize?: Memoize;
  readonly timeout?: string;
  readonly pendingTimeout?: string;
  readonly annotations?: StringMap;
  readonly podResources?: JsonObject;
  readonly resourceClaims?: readonly JsonObject[];
}

/** The kinds of work a template can be. */
export interface TemplateWork {
  readonly steps?: readonly ParallelSteps[];
  readonly dag?: DAGTemplate;
  readonly container?: Container;
  readonly containerSet?: ContainerSetTemplate;
  readonly script?: ScriptTemplate;
  readonly resource?: ResourceTemplate;
  readonly suspend?: SuspendTemplate;
  readonly data?: Data;
  readonly http?: HTTP;
  readonly plugin?: Plugin;
}

/** Waits for `duration` (a Go duration or a number of seconds), or until somebody resumes it. */
export interface SuspendTemplate {
  readonly duration?: string;
}

/** Work on a Kubernetes object (`kubectl create`, `apply`, ...). */
export interface ResourceTemplate {
  readonly action: string;
  readonly mergeStrategy?: string;
  readonly manifest?: string;
  readonly manifestFrom?: { readonly artifact?: Artifact };
  readonly setOwnerReference?: boolean;
  readonly successCondition?: string;
  readonly failureCondition?: string;
  readonly flags?: readonly string[];
}

/** A list of artifact paths, filtered and mapped by expressions. */
export interface Data {
  readonly source: { readonly artifactPaths?: Artifact };
  readonly transformation: readonly { readonly expression: string }[];
}

/** The configuration of one executor plugin, under the plugin's name. */
export type Plugin = JsonObject;

export interface ExecutorConfig {
  readonly serviceAccountName?: string;
}

/** `corev1.Volume`: its name and its source as it was written. */
export interface Volume {
  readonly name: string;
  readonly [source: string]: JsonObject | string;
}
