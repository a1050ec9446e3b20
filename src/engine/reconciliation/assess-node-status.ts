import type { Artifact, Template } from "../../manifest/types.ts";
import { isCompletedPhase, isFailedOrError, isFulfilled } from "../model/node-predicates.ts";
import type { NodePhase, NodeStatus } from "../model/node-status.ts";
import type { ContainerStatus, Pod } from "../model/pod.ts";
import { mainContainerNames } from "../model/template-type.ts";
import { markNodeError, markNodePhase } from "../reconcile/nodes/mark-node-phase.ts";
import { templateOfNode } from "../reconcile/nodes/template-of-node.ts";
import type { Operation } from "../reconcile/operation.ts";
import { isProgressValid } from "../reconcile/progress/progress-parts.ts";
import { restartFailedPod, withoutRestart } from "./auto-restart.ts";
import { inferFailedReason, namedMessage } from "./infer-failed-reason.ts";
import { markTaskResultComplete } from "./task-results.ts";

/**
 * What a pod says about its node (`assessNodeStatus`): the changed record, or undefined when nothing changed. Nodes
 * of the containers of a container set are changed on the way.
 */
export function assessNodeStatus(operation: Operation, pod: Pod, old: NodeStatus): NodeStatus | undefined {
  const resolved = templateOfNode(operation, old);
  if (!resolved.ok) {
    markNodeError(operation, old.name, resolved.error);
    return undefined;
  }
  const template = resolved.template;
  const phased = assessPhase(operation, pod, old, template);
  if (phased === undefined) return undefined;
  assessContainers(operation, pod, old);
  const { hostNodeName } = pod.status;
  let updated: NodeStatus = hostNodeName === phased.hostNodeName ? phased : ({ ...phased, hostNodeName } as NodeStatus);
  if (!isProgressValid(updated.progress)) updated = { ...updated, progress: "0/1" };
  const exitCode = mainExitCode(pod);
  if (exitCode !== undefined && updated.outputs?.exitCode !== exitCode) {
    updated = { ...updated, outputs: { ...updated.outputs, exitCode } };
  }
  if (operation.has("init-container-failure-fails-node") && hasInitContainerFailed(pod)) {
    updated = { ...updated, phase: "Failed" };
  }
  updated = assessExecutor(operation, pod, old, updated);
  if (updated.phase === "Succeeded" && !outputsReady(operation, template, updated)) {
    updated = { ...updated, phase: old.phase };
  }
  if (losesPendingMessage(operation, old, updated)) updated = { ...updated, message: "" };
  if (isFulfilled(updated) && updated.finishedAt === undefined) {
    const finishedAt = latestFinishedAt(operation, pod);
    if (finishedAt !== undefined) updated = { ...updated, finishedAt };
  }
  return isSameNode(old, updated) ? undefined : updated;
}

function hasInitContainerFailed(pod: Pod): boolean {
  return pod.status.initContainerStatuses.some(({ state }) => state.kind === "terminated" && state.exitCode !== 0);
}

/** Whether the message tells why the node was pending, which it is no more. */
function losesPendingMessage(operation: Operation, old: NodeStatus, updated: NodeStatus): boolean {
  if (old.phase !== "Pending" || updated.phase === "Pending") return false;
  if (isFailedOrError(updated.phase) && !operation.has("failure-clears-pending-message")) return false;
  return (old.message ?? "") === (updated.message ?? "");
}

function assessPhase(
  operation: Operation,
  pod: Pod,
  old: NodeStatus,
  template: Template | undefined,
): NodeStatus | undefined {
  const isDaemon = template?.daemon === true;
  const daemonSucceeds = operation.has("failed-daemon-succeeds");
  switch (pod.status.phase) {
    case "Pending":
      return { ...old, phase: "Pending", message: pendingReason(pod), daemoned: false };
    case "Succeeded":
      return withoutRestart({ ...old, phase: isDaemon && !daemonSucceeds ? "Failed" : "Succeeded", daemoned: false });
    case "Failed":
      if (isDaemon && daemonSucceeds) return { ...old, phase: "Succeeded", daemoned: false };
      return assessFailed(operation, pod, old, template);
    case "Running": {
      const assessed = assessRunning(pod, old, isDaemon);
      const running = assessed && withoutRestart(assessed);
      if (running !== undefined && template !== undefined && needsTermination(pod, template)) {
        operation.ports.queues.queuePodForCleanup(operation.namespace, pod.metadata.name, "terminateContainers", 0);
      }
      return running;
    }
    default:
      return { ...old, phase: "Error", message: `Unexpected pod phase for ${pod.metadata.name}: ${pod.status.phase}` };
  }
}

function assessFailed(
  operation: Operation,
  pod: Pod,
  old: NodeStatus,
  template: Template | undefined,
): NodeStatus | undefined {
  const failed = { ...old, ...inferFailedReason(pod, template ?? {}, operation.ports.release), daemoned: false };
  const restart = restartFailedPod(operation, pod, old, template);
  if (restart.kind === "underWay") return undefined;
  return restart.kind === "restarted" ? { ...failed, ...restart.fields } : failed;
}

function assessRunning(pod: Pod, old: NodeStatus, isDaemon: boolean): NodeStatus | undefined {
  if (!isDaemon) return { ...old, phase: "Running" };
  if (isFulfilled(old)) return old;
  // A daemon counts once all of its containers are ready.
  if (pod.status.containerStatuses.some(({ ready }) => !ready)) return undefined;
  const { podIP } = pod.status;
  return { ...old, phase: "Running", daemoned: true, ...(podIP !== undefined && { podIP }) };
}

/** Whether the other containers must end: a main container failed, or all of them ended (`cleanUpPod`). */
function needsTermination(pod: Pod, template: Template): boolean {
  const names = new Set(mainContainerNames(template));
  const mains = pod.status.containerStatuses.filter(({ name }) => names.has(name));
  if (mains.some(({ state }) => state.kind === "terminated" && state.exitCode !== 0)) return true;
  return mains.every(({ state }) => state.kind === "terminated");
}

function pendingReason(pod: Pod): string {
  for (const { state } of pod.status.containerStatuses) {
    if (state.kind === "waiting") return state.message ? `${state.reason}: ${state.message}` : state.reason;
  }
  const unschedulable = pod.status.conditions?.find(({ reason }) => reason === "Unschedulable");
  if (unschedulable === undefined) return "";
  return unschedulable.message ? `Unschedulable: ${unschedulable.message}` : "Unschedulable";
}

/** Carries the state of each container of a container set to its node. */
function assessContainers(operation: Operation, pod: Pod, old: NodeStatus): void {
  for (const container of pod.status.containerStatuses) {
    const name = `${old.name}.${container.name}`;
    if (operation.nodes.byName(name) === undefined) continue;
    const { phase, message } = assessContainer(operation, pod, container);
    markNodePhase(operation, name, phase, message);
  }
}

function assessContainer(
  operation: Operation,
  pod: Pod,
  { name, state }: ContainerStatus,
): { phase: NodePhase; message?: string } {
  if (state.kind === "terminated") {
    if (state.exitCode === 0) return { phase: "Succeeded" };
    const end = `${state.reason} (exit code ${state.exitCode}): ${state.message ?? ""}`;
    return {
      phase: state.exitCode === 64 ? "Error" : "Failed",
      message: namedMessage(name, end, operation.ports.release),
    };
  }
  if (pod.status.phase === "Failed" && !operation.has("failed-pod-awaits-its-containers"))
    return { phase: "Failed", message: "Pod Failed whilst container running" };
  return { phase: state.kind === "waiting" ? "Pending" : "Running" };
}

function mainExitCode(pod: Pod): string | undefined {
  const state = pod.status.containerStatuses.find(({ name }) => name === "main")?.state;
  return state?.kind === "terminated" ? String(state.exitCode) : undefined;
}

/** Waits for the executor's own container, and gives its report up when it ended badly or is gone. */
function assessExecutor(operation: Operation, pod: Pod, old: NodeStatus, assessed: NodeStatus): NodeStatus {
  let updated = assessed;
  const waitsForExecutor = pod.status.phase !== "Failed" || operation.has("failed-pod-awaits-its-containers");
  const givesUp = !operation.has("failed-executor-still-awaited");
  const executors = pod.status.containerStatuses.filter(({ name }) => name === "wait" || name === "supervisor");
  for (const { state } of executors) {
    if (state.kind === "running" && isCompletedPhase(updated.phase) && waitsForExecutor) {
      updated = { ...updated, phase: old.phase };
    } else if (state.kind === "terminated" && state.exitCode !== 0 && givesUp) {
      markTaskResultComplete(operation, pod.nodeID);
    }
  }
  if (pod.status.phase === "Failed" && pod.status.reason === "Evicted" && executors.length === 0 && givesUp) {
    markTaskResultComplete(operation, pod.nodeID);
  }
  return updated;
}

/** Whether the outputs that the template declares have been reported. */
function outputsReady(operation: Operation, template: Template | undefined, node: NodeStatus): boolean {
  if (operation.has("outputs-not-awaited")) return true;
  const declared = template?.outputs;
  const outputs = node.outputs;
  const declares = (declared?.parameters?.length ?? 0) > 0 || (declared?.artifacts?.length ?? 0) > 0;
  if (declared === undefined || outputs === undefined || !declares) return true;
  if (declared.parameters !== undefined && outputs.parameters === undefined) return false;
  return !(hasRequiredArtifact(declared.artifacts) && outputs.artifacts === undefined);
}

function hasRequiredArtifact(artifacts: readonly Artifact[] | undefined): boolean {
  return artifacts?.some(({ optional }) => optional !== true) ?? false;
}

/** When the last container ended; now, while one still runs. */
function latestFinishedAt(operation: Operation, pod: Pod): number | undefined {
  let latest: number | undefined;
  for (const { state } of [...pod.status.initContainerStatuses, ...pod.status.containerStatuses]) {
    if (state.kind === "running") latest = operation.now;
    else if (state.kind === "terminated" && state.finishedAt > (latest ?? -1)) latest = state.finishedAt;
  }
  return latest;
}

function isSameNode(left: NodeStatus, right: NodeStatus): boolean {
  return (
    left.phase === right.phase &&
    (left.message ?? "") === (right.message ?? "") &&
    (left.daemoned ?? false) === (right.daemoned ?? false) &&
    left.progress === right.progress &&
    left.outputs === right.outputs &&
    left.restartingPodUID === right.restartingPodUID &&
    left.finishedAt === right.finishedAt
  );
}
