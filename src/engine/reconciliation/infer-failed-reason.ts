import type { Template } from "../../manifest/types.ts";
import type { Release } from "../../releases/release.ts";
import type { NodePhase } from "../model/node-status.ts";
import type { ContainerStatus, Pod } from "../model/pod.ts";
import { mainContainerNames } from "../model/template-type.ts";

/** Exit code of a main container that never ran because the supervisor failed first. */
const exitCodeSupervisorPreMainFailure = 65;

export interface FailedReason {
  readonly phase: NodePhase;
  readonly message: string;
}

/** Why a failed pod failed: the phase and message that its node gets (`inferFailedReason`). */
export function inferFailedReason(pod: Pod, template: Template, release: Release): FailedReason {
  if (pod.status.message) return { phase: "Failed", message: pod.status.message };
  const mains = new Set(mainContainerNames(template));
  const containers = [...pod.status.initContainerStatuses, ...inOrderOfBlame(pod.status.containerStatuses, mains)];
  if (containers.length === 0) {
    const { name, namespace } = pod.metadata;
    return { phase: "Failed", message: `can't find failed message for pod ${name} namespace ${namespace}` };
  }
  let mainSucceeded = false;
  let waitSucceeded = false;
  for (const { name, state } of containers) {
    if (state.kind === "waiting") {
      const message = `Pod failed before ${name} container starts due to ${state.reason}: ${state.message ?? ""}`;
      return { phase: "Error", message };
    }
    if (state.kind === "running") continue;
    if (state.exitCode === 0) {
      if (mains.has(name)) mainSucceeded = true;
      else if (isExecutor(name)) waitSucceeded = true;
      continue;
    }
    const end = `${state.reason} (exit code ${state.exitCode})`;
    const message = namedMessage(name, state.message ? `${end}: ${state.message}` : end, release);
    if (mains.has(name)) return { phase: "Failed", message };
    if (name === "init" || isExecutor(name)) return { phase: "Error", message };
    // A sidecar that was killed once the main container had ended is no failure.
    if (state.exitCode !== 137 && state.exitCode !== 143) return { phase: "Failed", message };
  }
  if (release.has("killed-pod-succeeds")) return { phase: "Succeeded", message: "" };
  return withoutExitCode(mainSucceeded, waitSucceeded);
}

/** How a container ended, after its name. */
export function namedMessage(container: string, message: string, release: Release): string {
  return release.has("failure-message-lacks-container-name") ? message : `${container}: ${message}`;
}

function withoutExitCode(mainSucceeded: boolean, waitSucceeded: boolean): FailedReason {
  if (mainSucceeded && waitSucceeded) return { phase: "Succeeded", message: "" };
  if (mainSucceeded) return { phase: "Failed", message: "pod failed: wait container did not complete successfully" };
  if (waitSucceeded) return { phase: "Failed", message: "pod failed: main container did not complete successfully" };
  return { phase: "Failed", message: "pod failed: neither main nor wait container completed successfully" };
}

function isExecutor(name: string): boolean {
  return name === "wait" || name === "supervisor";
}

/** Main containers first, then the executor, then sidecars; a supervisor that failed before main comes first. */
function inOrderOfBlame(statuses: readonly ContainerStatus[], mains: ReadonlySet<string>): ContainerStatus[] {
  const supervisorFirst = statuses.some(
    ({ name, state }) =>
      mains.has(name) && state.kind === "terminated" && state.exitCode === exitCodeSupervisorPreMainFailure,
  );
  const rank = ({ name }: ContainerStatus): number => {
    if (name === "supervisor") return supervisorFirst ? 0 : 2;
    if (mains.has(name)) return 1;
    return name === "wait" ? 2 : 3;
  };
  return statuses.toSorted((left, right) => rank(left) - rank(right));
}
