import type { ContainerState, ContainerStatus, PodPhase, PodSpec, PodStatus } from "../engine/pod.ts";

/** The status of an agent's pod, which nothing more is told about. */
export const agentPodStatus: PodStatus = newPodStatus("Pending");

/** How all containers of a pod, but for `wait`, ended. */
export interface ContainerEnd {
  readonly exitCode: number;
  readonly reason: string;
  readonly message?: string;
}

/** The status of a pod that no kubelet has taken up yet. */
export function newPodStatus(phase: PodPhase): PodStatus {
  return { phase, initContainerStatuses: [], containerStatuses: [] };
}

export function stuckPodStatus(spec: PodSpec, reason: string, message: string | undefined): PodStatus {
  const state: ContainerState = { kind: "waiting", reason, ...(message !== undefined && { message }) };
  return {
    phase: "Pending",
    initContainerStatuses: containers(spec.initContainers, state),
    containerStatuses: containers(containerNames(spec), state),
  };
}

export function runningPodStatus(spec: PodSpec, now: number): PodStatus {
  return {
    phase: "Running",
    podIP: anyPodIP,
    initContainerStatuses: containers(spec.initContainers, terminated(completed, now)),
    containerStatuses: containers(containerNames(spec), { kind: "running" }),
  };
}

export function endedPodStatus(spec: PodSpec, status: PodStatus, end: ContainerEnd, now: number): PodStatus {
  const phase: PodPhase = end.exitCode === 0 ? "Succeeded" : "Failed";
  const waitStatuses = spec.hasWaitContainer ? containers([waitContainer], terminated(completed, now)) : [];
  return {
    ...status,
    phase,
    containerStatuses: [...containers(userContainerNames(spec), terminated(end, now)), ...waitStatuses],
  };
}

/** The containers keep their last state: the kubelet of the node says nothing more. */
export function evictedPodStatus(status: PodStatus): PodStatus {
  return { ...status, phase: "Failed", reason: "Evicted", message: "The node was low on resource: memory." };
}

/** All pods have this address: nothing in the model tells them apart by it. */
const anyPodIP = "10.0.0.1";

/** Name of the executor's container. */
export const waitContainer = "wait";

const completed: ContainerEnd = { exitCode: 0, reason: "Completed" };

function terminated({ exitCode, reason, message }: ContainerEnd, now: number): ContainerState {
  return { kind: "terminated", exitCode, reason, finishedAt: now, ...(message !== undefined && { message }) };
}

function userContainerNames({ mainContainers, sidecars }: PodSpec): readonly string[] {
  return sidecars.length === 0 ? mainContainers : [...mainContainers, ...sidecars];
}

function containerNames(spec: PodSpec): readonly string[] {
  const names = userContainerNames(spec);
  return spec.hasWaitContainer ? [...names, waitContainer] : names;
}

function containers(names: readonly string[], state: ContainerState): ContainerStatus[] {
  const ready = state.kind === "running";
  return names.map((name) => ({ name, state, ready }));
}
