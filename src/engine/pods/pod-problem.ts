import type { JsonValue, Template } from "../../manifest/types.ts";
import { parseYamlText } from "../../manifest/yaml-document.ts";
import type { Operation } from "../reconcile/operation.ts";
import { substituteParameters } from "../substitution/substitute-parameters.ts";

/** Why no pod can be built from a template, if so (`podBuilder.build`). */
export function podProblem(operation: Operation, template: Template, podName: string): string | undefined {
  return (
    unknownVolume(operation, template) ??
    unknownArtifactDriver(operation, template) ??
    podSpecPatchProblem(operation, template, podName)
  );
}

/** A mounted volume must be one of the template, of the workflow, or of its claims (`addVolumeReferences`). */
function unknownVolume(operation: Operation, template: Template): string | undefined {
  const { container, script, containerSet, initContainers = [], sidecars = [], volumes = [] } = template;
  const main = container ?? script ?? containerSet;
  const mounts = [main, ...initContainers, ...sidecars].flatMap((mounting) => mounting?.volumeMounts ?? []);
  if (mounts.length === 0) return undefined;
  const claims = new Set(operation.status.persistentVolumeClaims);
  const unknown = mounts.find(
    ({ name }) =>
      ![...volumes, ...operation.volumes].some((volume) => volume.name === name) &&
      !claims.has(`${operation.name}-${name}`),
  );
  return unknown && `volume '${unknown.name}' not found in workflow spec`;
}

/** Output artifacts of a plugin need its driver in the controller's configuration (`Config.GetArtifactDrivers`). */
function unknownArtifactDriver(operation: Operation, template: Template): string | undefined {
  if (operation.has("artifact-plugins-unknown")) return undefined;
  const known = operation.ports.configuration.artifactDrivers ?? [];
  const names = template.outputs?.artifacts?.map(
    ({ plugin }) => plugin?.name || (template.archiveLocation?.plugin?.name ?? ""),
  );
  const unknown = names?.find((name) => name !== "" && !known.some((driver) => driver.name === name));
  return unknown && `artifact driver ${unknown} not found`;
}

/** The patches of the workflow and the template, with their variables replaced, must be pod specs. */
function podSpecPatchProblem(operation: Operation, template: Template, podName: string): string | undefined {
  const variables = new Map([["pod.name", podName]]);
  const patches = [operation.executionSpec.podSpecPatch ?? "", template.podSpecPatch ?? ""].filter((text) => text);
  if (operation.has("patches-merged-before-substitution") && !patches.every(isPodSpec)) {
    return "Failed to merge the workflow PodSpecPatch with the template PodSpecPatch due to invalid format";
  }
  for (const podSpecPatch of patches) {
    const patched = { ...template, podSpecPatch };
    const substituted = substituteParameters(patched, operation.globals, variables, operation.valueContext);
    if (!substituted.ok) return "Failed to substitute the PodSpecPatch variables";
    if (!isPodSpec(substituted.value.podSpecPatch ?? "")) return "Error applying PodSpecPatch";
  }
  return undefined;
}

/** Whether a text is an object: in JSON if it begins like JSON, else in YAML (`util.ApplyPodSpecPatch`). */
function isPodSpec(text: string): boolean {
  const value = text.trim().startsWith("{") ? parseJson(text) : parseYaml(text);
  return typeof value === "object" && !Array.isArray(value);
}

function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function parseYaml(text: string): JsonValue | undefined {
  const { documents, diagnostics } = parseYamlText("podSpecPatch", text);
  return diagnostics.some(({ severity }) => severity === "error") ? undefined : documents[0]?.value;
}
