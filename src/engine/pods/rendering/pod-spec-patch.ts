import { isDecodable } from "../../../manifest/decodable.ts";
import { podSpec } from "../../../manifest/schema/pod-spec.ts";
import type { Container, JsonObject, JsonValue, Template } from "../../../manifest/types.ts";
import { parseYamlText } from "../../../manifest/yaml-document.ts";
import { processArguments } from "../../arguments/process-arguments.ts";
import { readStructJson, structJson } from "../../substitution/struct-json.ts";
import { containerSchema } from "../../templates/spec-merge.ts";
import { type MergeSchema, strategicMergePatch } from "../../templates/strategic-merge.ts";
import { fail, succeed, type ValueResult } from "../../variables/variables.ts";
import { has, type PodInputs } from "./pod-inputs.ts";
import { containerDraft, type PodDraft, type PodSpecDraft } from "./rendered-pod.ts";

const byName = { key: "name", element: {} };
const containers = { key: "name", element: containerSchema };

/** The lists of a pod's spec that are merged element by element. */
const podSpecSchema: MergeSchema = {
  lists: {
    volumes: byName,
    initContainers: containers,
    containers,
    ephemeralContainers: containers,
    imagePullSecrets: byName,
    hostAliases: { key: "ip", element: {} },
    topologySpreadConstraints: { key: "topologyKey", element: {} },
    schedulingGates: byName,
    resourceClaims: byName,
  },
};

/** Whether the workflow or the template patches the pods it makes. */
export function hasPodSpecPatch({ template, spec }: Pick<PodInputs, "template" | "spec">): boolean {
  return !!template.podSpecPatch || !!spec.podSpecPatch;
}

/** The pod with the patches of the workflow and of the template, in this order (`processPodSpecPatch`). */
export function patchPod(draft: PodDraft, template: Template, inputs: PodInputs): ValueResult<PodDraft> {
  const patches = substitutedPatches(template, inputs);
  if (!patches.ok) return patches;
  let spec = draftAsJson(draft.spec, inputs);
  for (const text of patches.value) {
    const patched = applyPodSpecPatch(spec, text);
    if (patched === undefined) return fail("Error applying PodSpecPatch");
    spec = patched;
  }
  return succeed({
    metadata: draft.metadata,
    spec: draftOf(readStructJson(podSpec, JSON.stringify(spec)) as JsonObject),
  });
}

/** The patches with their variables replaced, each as if it were the template's. */
function substitutedPatches(template: Template, inputs: PodInputs): ValueResult<readonly string[]> {
  const { name, globals, configMap, context, spec, ownSpec } = inputs;
  const ofWorkflow = spec.podSpecPatch ?? "";
  const ofTemplate = template.podSpecPatch ?? "";
  const merged = has(inputs, "patches-merged-before-substitution");
  const texts = merged ? mergedPatches(ownSpec.podSpecPatch ?? "", ofTemplate) : [ofWorkflow, ofTemplate];
  if (texts === undefined) {
    return fail("Failed to merge the workflow PodSpecPatch with the template PodSpecPatch due to invalid format");
  }
  const sources = { globals, locals: new Map([["pod.name", name]]), configMap };
  const patches: string[] = [];
  const isFinal = has(inputs, "template-patch-not-substituted-again");
  for (const [index, podSpecPatch] of texts.entries()) {
    if (podSpecPatch === "") continue;
    if (isFinal && index === 1) {
      patches.push(podSpecPatch);
      continue;
    }
    const processed = processArguments({ ...template, podSpecPatch }, undefined, sources, context);
    if (!processed.ok) return fail("Failed to substitute the PodSpecPatch variables");
    patches.push(processed.value.podSpecPatch ?? "");
  }
  return succeed(patches);
}

/** One patch of both, the template's over the workflow's own (`PodSpecPatchMerge`). */
function mergedPatches(ofWorkflow: string, ofTemplate: string): readonly string[] | undefined {
  const [original, patch] = [ofWorkflow, ofTemplate].map((text) => readPatch(text) ?? null);
  if (!isObjectOrNull(original, ofWorkflow) || !isObjectOrNull(patch, ofTemplate)) return undefined;
  const merged = strategicMergePatch(original ?? {}, patch ?? {}, podSpecSchema);
  return merged && [JSON.stringify(merged)];
}

function isObjectOrNull(value: JsonValue | undefined, text: string): value is JsonObject | null {
  return readPatch(text) !== undefined && (value === null || isObject(value as JsonValue));
}

/** Undefined when the patch is no pod spec, or cannot be merged (`util.ApplyPodSpecPatch`). */
export function applyPodSpecPatch(spec: JsonObject, text: string): JsonObject | undefined {
  const patch = readPatch(text);
  if (patch === undefined || !isDecodable(podSpec, patch)) return undefined;
  return strategicMergePatch(spec, (patch ?? {}) as JsonObject, podSpecSchema);
}

/** A patch is JSON if it begins like it, else YAML; undefined when it is neither (`ConvertYAMLToJSON`). */
function readPatch(text: string): JsonValue | undefined {
  if (text.trim().startsWith("{")) {
    try {
      return JSON.parse(text) as JsonValue;
    } catch {
      return undefined;
    }
  }
  const { documents, diagnostics } = parseYamlText("podSpecPatch", text);
  const isWrong = diagnostics.some(({ severity, code }) => severity === "error" && code !== "empty-file");
  return isWrong ? undefined : (documents[0]?.value ?? null);
}

/** A pod's spec as Go writes it. */
export function draftAsJson(spec: PodSpecDraft, { context }: Pick<PodInputs, "context">): JsonObject {
  return JSON.parse(structJson(podSpec, spec, context.release)) as JsonObject;
}

function draftOf({ volumes, initContainers, containers, ...rest }: JsonObject): PodSpecDraft {
  const drafts = (list: JsonValue | undefined) =>
    ((list ?? []) as unknown as readonly Container[]).map((container) => containerDraft(container));
  return {
    ...rest,
    volumes: (volumes ?? []) as unknown as PodSpecDraft["volumes"],
    initContainers: drafts(initContainers),
    containers: drafts(containers),
  };
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
