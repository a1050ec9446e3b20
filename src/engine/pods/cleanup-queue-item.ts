import type { Pod } from "../model/pod.ts";
import type { PodCleanupAction } from "../model/ports.ts";

/** One item of the pod clean-up queue. */
export interface PodCleanupItem {
  readonly namespace: string;
  readonly podName: string;
  readonly action: PodCleanupAction;
  /** Goes with `deletePodByUID`: another pod of that name must stay. */
  readonly uid?: string;
}

export const SIGKILL = 9;
export const SIGTERM = 15;

/** What the worker of the pod clean-up queue does about an item. */
export type PodCleanupStep =
  | { readonly kind: "nothing" }
  | { readonly kind: "label" }
  | { readonly kind: "delete"; readonly uid?: string }
  | {
      readonly kind: "signal";
      readonly signal: number;
      readonly containers: readonly string[];
      /** Milliseconds until the containers that still run are killed; absent when they are not. */
      readonly killAfter?: number;
    }
  /** Adds another item for the same pod. */
  | { readonly kind: "queue"; readonly action: PodCleanupAction };

/**
 * Decides what an item of the pod clean-up queue comes to (`processNextPodCleanupItem`).
 *
 * @param pod the pod as the informer shows it; absent when it is gone or labelled completed
 */
export function decidePodCleanupStep({ action, uid }: PodCleanupItem, pod: Pod | undefined): PodCleanupStep {
  switch (action) {
    case "deletePod":
      return { kind: "delete" };
    case "deletePodByUID":
      return uid === undefined ? { kind: "delete" } : { kind: "delete", uid };
    case "labelPodCompleted":
      return { kind: pod === undefined ? "nothing" : "label" };
    case "terminateContainers":
      return terminate(pod);
    case "killContainers":
      return pod === undefined
        ? { kind: "nothing" }
        : { kind: "signal", signal: SIGKILL, containers: runningContainers(pod) };
  }
}

/** A pod without running containers has nobody to signal: it is deleted. */
function terminate(pod: Pod | undefined): PodCleanupStep {
  if (pod === undefined) return { kind: "nothing" };
  if (pod.status.phase === "Pending") return { kind: "queue", action: "deletePod" };
  const step = { kind: "signal", signal: SIGTERM, containers: runningContainers(pod) } as const;
  const grace = pod.spec.terminationGracePeriodSeconds * 1000;
  return grace > 0 ? { ...step, killAfter: grace } : step;
}

function runningContainers(pod: Pod): string[] {
  return pod.status.containerStatuses.filter(({ state }) => state.kind === "running").map(({ name }) => name);
}
