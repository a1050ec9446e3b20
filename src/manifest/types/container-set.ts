import type { Container, VolumeMount } from "./container.ts";
import type { IntOrString } from "./json.ts";

/** Several containers of one pod, run in the order of their dependencies. */
export interface ContainerSetTemplate {
  readonly containers: readonly ContainerNode[];
  readonly volumeMounts?: readonly VolumeMount[];
  readonly retryStrategy?: ContainerSetRetryStrategy;
}

/** A container of a container set. */
export interface ContainerNode extends Container {
  readonly dependencies?: readonly string[];
}

/** Retries that the executor makes inside the pod. */
export interface ContainerSetRetryStrategy {
  readonly duration?: string;
  readonly retries?: IntOrString;
}
