import { parseJson } from "../../../expression/go/json-parse.ts";
import { parseTagTemplate } from "../../../expression/tag-template.ts";
import { artifactLocation } from "../../../manifest/schema/artifact.ts";
import { pod as podType } from "../../../manifest/schema/pod-spec.ts";
import type { Container, Template } from "../../../manifest/types.ts";
import { replaceTagsInJson } from "../../substitution/replace-tags.ts";
import { structJson } from "../../substitution/struct-json.ts";
import { LayeredVariables } from "../../variables/layered-variables.ts";
import { fail, succeed, type ValueResult } from "../../variables/variables.ts";
import { templateVariable } from "./containers/environment.ts";
import { has, type PodInputs } from "./pod-inputs.ts";
import { containerDraft, type PodDraft } from "./rendered-pod.ts";

/**
 * Replaces the tags that are left in the JSON text of the whole pod (`substitutePodParams`), among them those of the
 * workflow's own fields that name inputs, and of the archive location.
 */
export function substitutePod(draft: PodDraft, inputs: PodInputs): ValueResult<PodDraft> {
  const json = structJson(podType, draft, inputs.context.release);
  if (!json.includes("{{")) return succeed(draftOf(json));
  const own = new Map<string, string>();
  for (const { name, value = "" } of inputs.template.inputs?.parameters ?? [])
    own.set(`inputs.parameters.${name}`, value);
  own.set("pod.name", inputs.name);
  const replaced = replaceTagsInJson(json, new LayeredVariables(own, inputs.globals), "none", inputs.context);
  return replaced.ok ? succeed(draftOf(replaced.value)) : fail(replaced.error);
}

/** A pod as it is read from JSON; containers get lists of their own again. */
function draftOf(json: string): PodDraft {
  const { metadata, spec } = JSON.parse(json) as PodDraft;
  const { volumes = [], initContainers = [], containers = [], ...rest } = spec as Partial<PodDraft["spec"]>;
  const drafts = (list: readonly Container[]) => list.map((container) => containerDraft(container));
  return {
    metadata,
    spec: { ...rest, volumes, initContainers: drafts(initContainers), containers: drafts(containers) },
  };
}

/**
 * The template as the executor will read it, or what is wrong with it: a value that was put in last may have broken its
 * JSON, and its archive location may have unknown variables.
 */
export function executorTemplate({ spec }: PodDraft, template: Template, inputs: PodInputs): ValueResult<Template> {
  const containers = has(inputs, "template-in-every-container") ? spec.containers : spec.initContainers;
  let read = template;
  for (const { env } of containers) {
    for (const { name, value = "" } of env) {
      if (name !== templateVariable) continue;
      const parsed = parseJson(value);
      if (!parsed.ok) return parsed;
      read = { ...template, ...(JSON.parse(value) as Template), inputs: inputsOf(value, template) };
      const unresolved = unresolvedTag(read, inputs);
      if (unresolved !== undefined) return fail(unresolved);
    }
  }
  return succeed(read);
}

/** Go reads the JSON over what is there: parameters that it does not name stay. */
function inputsOf(json: string, { inputs }: Template): NonNullable<Template["inputs"]> {
  return { ...inputs, ...(JSON.parse(json) as Template).inputs };
}

function unresolvedTag({ archiveLocation }: Template, { context }: PodInputs): string | undefined {
  if (archiveLocation === undefined) return undefined;
  const parsed = parseTagTemplate(structJson(artifactLocation, archiveLocation, context.release));
  if (!parsed.ok) return parsed.error;
  const tag = parsed.tags.find(({ kind }) => kind === "simple");
  return tag && `failed to resolve {{${tag.text}}}`;
}
