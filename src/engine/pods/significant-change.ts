import type { ContainerState, ContainerStatus, Pod, PodStatus } from "../model/pod.ts";

type Labels = Readonly<Record<string, string>>;

/** Whether a pod changed in a way that its workflow must hear of (`significantPodChange`). */
export function isSignificantPodChange(from: Pod, to: Pod): boolean {
  return (
    from.metadata.deletionTimestamp !== to.metadata.deletionTimestamp ||
    haveChanged(from.metadata.annotations ?? {}, to.metadata.annotations ?? {}) ||
    haveChanged(from.metadata.labels ?? {}, to.metadata.labels ?? {}) ||
    isSignificantStatusChange(from.status, to.status)
  );
}

function isSignificantStatusChange(from: PodStatus, to: PodStatus): boolean {
  if (from === to) return false;
  return (
    from.phase !== to.phase ||
    from.message !== to.message ||
    from.podIP !== to.podIP ||
    haveContainersChanged(from.containerStatuses, to.containerStatuses) ||
    haveContainersChanged(from.initContainerStatuses, to.initContainerStatuses) ||
    haveConditionsChanged(from.conditions ?? [], to.conditions ?? [])
  );
}

function haveChanged(from: Labels, to: Labels): boolean {
  if (from === to) return false;
  const keys = Object.keys(from);
  return keys.length !== Object.keys(to).length || keys.some((key) => from[key] !== to[key]);
}

function haveContainersChanged(from: readonly ContainerStatus[], to: readonly ContainerStatus[]): boolean {
  if (from === to) return false;
  if (from.length !== to.length) return true;
  return to.some((container) => {
    const before = from.find(({ name }) => name === container.name);
    return before?.ready !== container.ready || hasStateChanged(before.state, container.state);
  });
}

/** Reason and message of a waiting container may change; a running or terminated one stays as it is. */
function hasStateChanged(from: ContainerState, to: ContainerState): boolean {
  if (from.kind !== to.kind) return true;
  return from.kind === "waiting" && to.kind === "waiting" && (from.reason !== to.reason || from.message !== to.message);
}

function haveConditionsChanged(
  from: NonNullable<PodStatus["conditions"]>,
  to: NonNullable<PodStatus["conditions"]>,
): boolean {
  return (
    from.length !== to.length ||
    from.some(({ message, reason }, index) => message !== to[index]?.message || reason !== to[index]?.reason)
  );
}
