import type { Template, WorkflowSpec } from "../../../manifest/types.ts";
import type { ControllerConfiguration } from "../../model/ports.ts";
import { hasTags } from "../../substitution/substitute.ts";
import { longestVariable } from "./offloading.ts";
import type { PodInputs } from "./pod-inputs.ts";
import { hasPodSpecPatch } from "./pod-spec-patch.ts";

/**
 * Whether a pod has to be rendered when it is created, because that may fail, or has effects: patches, tags that are
 * left for the last pass over the pod's text, and texts so long that they go into a ConfigMap. All other pods are
 * rendered when somebody looks at them.
 */
export function mustRenderNow(inputs: PodInputs): boolean {
  const { template, spec, volumes, configuration, boundaryTemplate } = inputs;
  if (hasPodSpecPatch(inputs)) return true;
  const { isLong, isTagged } = textsOf(template);
  if (isLong || isTagged || hasTags(volumes)) return true;
  const { nodeSelector, affinity, tolerations } = boundaryTemplate ?? {};
  return (
    isSpecTagged(spec) || isTaggedConfiguration(configuration) || [nodeSelector, affinity, tolerations].some(hasTags)
  );
}

interface Texts {
  readonly isLong: boolean;
  readonly isTagged: boolean;
}

const textsOfTemplate = new WeakMap<Template, Texts>();

function textsOf(template: Template): Texts {
  let texts = textsOfTemplate.get(template);
  if (texts === undefined) {
    // A character may take six in JSON.
    texts = { isLong: lengthOf(template) > longestVariable / 6, isTagged: hasTags(template) };
    textsOfTemplate.set(template, texts);
  }
  return texts;
}

/** Roughly how long the JSON of a value is. */
function lengthOf(value: unknown): number {
  if (typeof value === "string") return value.length + 3;
  if (typeof value !== "object" || value === null) return 6;
  let length = 2;
  for (const key in value) length += key.length + 4 + lengthOf((value as Readonly<Record<string, unknown>>)[key]);
  return length;
}

const taggedSpecs = new WeakMap<WorkflowSpec, boolean>();

/** Whether anything of the workflow's own that goes into its pods has tags. */
function isSpecTagged(spec: WorkflowSpec): boolean {
  let isTagged = taggedSpecs.get(spec);
  if (isTagged === undefined) {
    const { templates: _, hooks: __, arguments: ___, templateDefaults: ____, ...others } = spec;
    isTagged = Object.values(others).some(hasTags);
    taggedSpecs.set(spec, isTagged);
  }
  return isTagged;
}

const taggedConfigurations = new WeakMap<ControllerConfiguration, boolean>();

/** The default key of artifacts has tags, too, but none that could be unknown. */
function isTaggedConfiguration(configuration: ControllerConfiguration): boolean {
  let isTagged = taggedConfigurations.get(configuration);
  if (isTagged === undefined) {
    const { executor, mainContainer, kubeConfig, artifactRepository, images } = configuration;
    isTagged = [executor, mainContainer, kubeConfig, artifactRepository, images].some(hasTags);
    taggedConfigurations.set(configuration, isTagged);
  }
  return isTagged;
}
