import { hasLocationOrKey } from "../../engine/arguments/artifact-location.ts";
import type { PodSpec } from "../../engine/model/pod.ts";
import type { Template } from "../../manifest/types.ts";
import type { World } from "../world.ts";
import type { PodBehaviour } from "./pod-behaviour.ts";
import { waitContainer } from "./wait-container.ts";
import { executorFailure } from "./workflow-creation.ts";

/** How a container ended. */
export interface ContainerEnd {
  readonly exitCode: number;
  readonly reason: string;
  readonly message?: string;
}

export const completed: ContainerEnd = { exitCode: 0, reason: "Completed" };

/**
 * How the containers of a pod end by themselves, by name. Of a container set, those that depend on one that failed do
 * not run their command (`argoexec emissary`).
 */
export function containerEnds(spec: PodSpec, behaviour: PodBehaviour): ReadonlyMap<string, ContainerEnd> {
  const ends = new Map<string, ContainerEnd>();
  for (const name of [...spec.mainContainers, ...spec.sidecars]) ends.set(name, endOf(name, behaviour));
  // A rule that gives all containers an exit code means those that depend on others, too.
  const dependants = (behaviour.exitCode ?? 0) === 0 ? (spec.template.containerSet?.containers ?? []) : [];
  // A container set has no cycles, and no longer chain than it has containers.
  for (const _ of dependants) {
    for (const { name = "", dependencies = [] } of dependants) {
      const failed = dependencies.find((dependency) => exitCodeOf(ends, dependency) !== 0);
      if (failed !== undefined) ends.set(name, dependencyFailed(failed, exitCodeOf(ends, failed)));
    }
  }
  if (spec.hasWaitContainer) ends.set(waitContainer, endOf(waitContainer, { containers: behaviour.containers ?? {} }));
  return ends;
}

/** The init container that fails, with how it does. */
export function failedInitContainer(
  { initContainers, template }: PodSpec,
  behaviour: PodBehaviour,
  { inputArtifactsAreRequired }: Pick<World, "inputArtifactsAreRequired">,
): { readonly name: string; readonly end: ContainerEnd } | undefined {
  for (const name of initContainers) {
    const end = endOf(name, { containers: behaviour.containers ?? {} });
    if (end.exitCode !== 0) return { name, end };
    const missing = inputArtifactsAreRequired && name === "init" ? missingArtifact(template) : undefined;
    if (missing !== undefined) {
      const message = `required artifact '${missing}' not supplied`;
      return { name, end: { exitCode: executorFailure, reason: "Error", message } };
    }
  }
  return undefined;
}

/** An input artifact that the executor can neither find nor do without, because its argument had no location. */
function missingArtifact({ inputs }: Template): string | undefined {
  return inputs?.artifacts?.find((artifact) => artifact.optional !== true && !hasLocationOrKey(artifact))?.name;
}

/** All containers that ran the user's work end in the same way; the executor ends well. */
export function sameEnd({ mainContainers, sidecars, hasWaitContainer }: PodSpec, end: ContainerEnd) {
  const ends = new Map<string, ContainerEnd>();
  for (const name of [...mainContainers, ...sidecars]) ends.set(name, end);
  if (hasWaitContainer) ends.set(waitContainer, completed);
  return ends;
}

/** The exit code of the first container that failed, or 0. */
export function exitCodeOfPod(ends: ReadonlyMap<string, ContainerEnd>): number {
  for (const { exitCode } of ends.values()) if (exitCode !== 0) return exitCode;
  return 0;
}

function endOf(name: string, { containers = {}, ...ofPod }: PodBehaviour): ContainerEnd {
  const { exitCode = 0, reason, message } = containers[name] ?? ofPod;
  const usual = exitCode === 0 ? completed.reason : "Error";
  // The kubelet gives no other reason to a container that ended well.
  return { exitCode, reason: exitCode === 0 ? usual : (reason ?? usual), ...(message !== undefined && { message }) };
}

function exitCodeOf(ends: ReadonlyMap<string, ContainerEnd>, name: string): number {
  return ends.get(name)?.exitCode ?? 0;
}

function dependencyFailed(name: string, exitCode: number): ContainerEnd {
  const message = `dependency "${name}" exited with non-zero code: ${exitCode}`;
  return { exitCode: executorFailure, reason: "Error", message };
}
