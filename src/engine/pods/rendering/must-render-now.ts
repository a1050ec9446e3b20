import type { Template, WorkflowSpec } from "../../../manifest/types.ts";
import type { ControllerConfiguration } from "../../model/ports.ts";
import { containsTags } from "../../substitution/substitute.ts";
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
  if (hasPodSpecPatch(inputs) || isTaggedOrLong(template) || containsTags(volumes)) return true;
  if (isSpecTagged(spec) || isConfigurationTagged(configuration)) return true;
  if (boundaryTemplate === undefined) return false;
  const { nodeSelector, affinity, tolerations } = boundaryTemplate;
  return containsTags(nodeSelector) || containsTags(affinity) || containsTags(tolerations);
}

/** A template of this length may be too long in JSON, where a character may take six. */
const longestTemplate = longestVariable / 6;

/** Looked at once for each pod, and not remembered: there is a template for each pod, and a memory for each costs more. */
function isTaggedOrLong(template: Template): boolean {
  return lengthOf(template) > longestTemplate;
}

/** Roughly how long the JSON of a value is; without end where there is a tag in it. */
function lengthOf(value: unknown): number {
  if (typeof value === "string") return value.includes("{{") ? Number.POSITIVE_INFINITY : value.length + 3;
  if (typeof value !== "object" || value === null) return 6;
  let length = 2;
  for (const key in value) {
    if (key.includes("{{")) return Number.POSITIVE_INFINITY;
    length += key.length + 4 + lengthOf((value as Readonly<Record<string, unknown>>)[key]);
  }
  return length;
}

/** Fields of a workflow that do not go into its pods, or only with a template. */
const fieldsApart: ReadonlySet<string> = new Set(["templates", "templateDefaults", "hooks", "arguments", "metrics"]);

/** The pods of a reconcile share one spec, and those of a run one configuration. */
let knownSpec: { readonly spec: WorkflowSpec; readonly isTagged: boolean } | undefined;

/** Whether anything of the workflow's own that goes into its pods has tags. */
function isSpecTagged(spec: WorkflowSpec): boolean {
  if (knownSpec?.spec !== spec) knownSpec = { spec, isTagged: specContainsTags(spec) };
  return knownSpec.isTagged;
}

function specContainsTags(spec: WorkflowSpec): boolean {
  for (const field in spec) {
    if (!fieldsApart.has(field) && containsTags(spec[field as keyof WorkflowSpec])) return true;
  }
  return false;
}

let knownConfiguration: { readonly of: ControllerConfiguration; readonly isTagged: boolean } | undefined;

/** The default key of artifacts has tags, too, but none that could be unknown. */
function isConfigurationTagged(of: ControllerConfiguration): boolean {
  if (knownConfiguration?.of !== of) {
    const { executor, mainContainer, kubeConfig, artifactRepository, images } = of;
    const parts = [executor, mainContainer, kubeConfig, artifactRepository, images];
    knownConfiguration = { of, isTagged: parts.some(containsTags) };
  }
  return knownConfiguration.isTagged;
}
