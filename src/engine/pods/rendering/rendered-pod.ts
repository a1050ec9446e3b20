import type { Container, EnvVar, JsonObject, Volume, VolumeMount } from "../../../manifest/types.ts";
import type { RenderedPod } from "../../model/rendered-pod.ts";

/** A pod in the making. */
export interface PodDraft {
  readonly metadata: {
    name: string;
    namespace: string;
    labels: Record<string, string>;
    annotations: Record<string, string>;
    finalizers?: string[];
  };
  readonly spec: PodSpecDraft;
}

export interface PodSpecDraft {
  volumes: Volume[];
  initContainers: ContainerDraft[];
  containers: ContainerDraft[];
  activeDeadlineSeconds?: number;
  terminationGracePeriodSeconds?: number;
  affinity?: JsonObject;
  [field: string]: unknown;
}

/** A container in the making, with lists of its own that may grow. */
export interface ContainerDraft extends Omit<Container, "env" | "volumeMounts"> {
  name: string;
  command?: readonly string[];
  args?: readonly string[];
  env: EnvVar[];
  volumeMounts: VolumeMount[];
}

/** A copy of a container that may be changed. */
export function containerDraft(container: Container, name = container.name ?? ""): ContainerDraft {
  return { ...container, name, env: [...(container.env ?? [])], volumeMounts: [...(container.volumeMounts ?? [])] };
}

export type RenderResult =
  | { readonly ok: true; readonly pod: RenderedPod }
  /** Why no pod can be built; it ends the node. */
  | { readonly ok: false; readonly error: string };

/** Names of the containers that the controller adds, and of the one that runs a template's work. */
export const containerNames = { init: "init", wait: "wait", main: "main" } as const;
