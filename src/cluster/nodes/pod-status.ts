import type { ContainerState, ContainerStatus, PodPhase, PodSpec, PodStatus } from "../../engine/model/pod.ts";
import { type ContainerEnd, completed, exitCodeOfPod } from "./container-ends.ts";
import { waitContainer } from "./wait-container.ts";

/** The status of an agent's pod, which nothing more is told about. */
export const agentPodStatus: PodStatus = newPodStatus("Pending");

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

export function runningPodStatus(spec: PodSpec, hostNodeName: string, now: number): PodStatus {
  return {
    phase: "Running",
    podIP: anyPodIP,
    hostNodeName,
    initContainerStatuses: containers(spec.initContainers, terminated(completed, now)),
    containerStatuses: containers(containerNames(spec), { kind: "running" }),
  };
}

export function endedPodStatus(status: PodStatus, ends: ReadonlyMap<string, ContainerEnd>, now: number): PodStatus {
  const phase: PodPhase = exitCodeOfPod(ends) === 0 ? "Succeeded" : "Failed";
  const containerStatuses = [...ends].map(([name, end]) => containerStatus(name, terminated(end, now)));
  return { ...status, phase, containerStatuses };
}

/** The pod's init container has failed, so that no other container was started. */
export function initFailedPodStatus(
  spec: PodSpec,
  hostNodeName: string,
  failed: { readonly name: string; readonly end: ContainerEnd },
  now: number,
): PodStatus {
  const waiting: ContainerState = { kind: "waiting", reason: "PodInitializing" };
  const before = spec.initContainers.slice(0, spec.initContainers.indexOf(failed.name));
  const after = spec.initContainers.slice(before.length + 1);
  return {
    phase: "Failed",
    podIP: anyPodIP,
    hostNodeName,
    initContainerStatuses: [
      ...containers(before, terminated(completed, now)),
      ...containers([failed.name], terminated(failed.end, now)),
      ...containers(after, waiting),
    ],
    containerStatuses: containers(containerNames(spec), waiting),
  };
}

/** The containers are as they are. */
export function evictedPodStatus(status: PodStatus): PodStatus {
  return { ...status, phase: "Failed", reason: "Evicted", message: "The node was low on resource: memory." };
}

/** The containers that run are killed at once. */
export function killedPodStatus(status: PodStatus, now: number): PodStatus {
  const end = terminated({ exitCode: 137, reason: "Error" }, now);
  const containerStatuses = status.containerStatuses.map(({ name, state }) =>
    containerStatus(name, state.kind === "running" ? end : state),
  );
  return { ...status, containerStatuses };
}

/** Its `activeDeadlineSeconds` are over. The containers are as they are. */
export function overduePodStatus(status: PodStatus): PodStatus {
  const message = "Pod was active on the node longer than the specified deadline";
  return { ...status, phase: "Failed", reason: "DeadlineExceeded", message };
}

/** All pods have this address: nothing in the model tells them apart by it. */
const anyPodIP = "10.0.0.1";

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
  return names.map((name) => containerStatus(name, state));
}

function containerStatus(name: string, state: ContainerState): ContainerStatus {
  return { name, state, ready: state.kind === "running" };
}
