import type { Container, JsonObject, JsonValue, Volume } from "../../manifest/types.ts";

/** A pod as the controller sends it to the API server: what differs from pod to pod of its metadata, and its spec. */
export interface RenderedPod {
  readonly metadata: RenderedMetadata;
  readonly spec: RenderedPodSpec;
  /** Data of the ConfigMap that goes with the pod and holds what is too long for it. */
  readonly offloaded?: Readonly<Record<string, string>>;
}

export interface RenderedMetadata {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
}

/** `corev1.PodSpec`. */
export interface RenderedPodSpec {
  readonly volumes: readonly Volume[];
  readonly initContainers: readonly Container[];
  readonly containers: readonly Container[];
  readonly activeDeadlineSeconds?: number;
  readonly terminationGracePeriodSeconds?: number;
  readonly affinity?: JsonObject;
  readonly [field: string]: JsonValue | readonly Container[] | undefined;
}
