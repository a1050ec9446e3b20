import { decodeOver } from "../../manifest/decode-over.ts";
import { normalise } from "../../manifest/normalise.ts";
import { template as templateStruct } from "../../manifest/schema/template.ts";
import type {
  Arguments,
  Artifact,
  JsonObject,
  ObjectMeta,
  Parameter,
  Template,
  TemplateWork,
  WorkflowSpec,
} from "../../manifest/types.ts";
import type { Release } from "../../releases/release.ts";
import { templateType } from "../model/template-type.ts";
import { type MergeSchema, strategicMerge } from "./strategic-merge.ts";

/**
 * The spec that a Workflow with a `workflowTemplateRef` executes (`util.JoinWorkflowSpec`): its own spec over the
 * referenced template's over the controller's `workflowDefaults`.
 */
export function joinWorkflowSpec(
  spec: WorkflowSpec,
  templateSpec: WorkflowSpec | undefined,
  defaults: WorkflowSpec | undefined,
  release: Pick<Release, "has">,
): WorkflowSpec {
  const withTemplate = templateSpec === undefined ? spec : mergeWorkflowSpec(templateSpec, spec);
  const merged = defaults === undefined ? withTemplate : mergeWorkflowSpec(defaults, withTemplate);
  const { suspend: _, ...rest } = merged;
  return {
    ...rest,
    // Whether a workflow is suspended is its own matter alone; otherwise it could not be resumed.
    ...(spec.suspend !== undefined && { suspend: spec.suspend }),
    ...(merged.arguments && { arguments: joinArguments(merged.arguments, [spec, templateSpec], release) }),
  };
}

/** Adds labels and annotations that the metadata does not have yet (`util.JoinWorkflowMetaData`). */
export function withDefaultMetadata<Target extends Pick<ObjectMeta, "labels" | "annotations">>(
  metadata: Target,
  defaults: Partial<ObjectMeta> | undefined,
): Target {
  return {
    ...metadata,
    ...(defaults?.labels && { labels: { ...defaults.labels, ...metadata.labels } }),
    ...(defaults?.annotations && { annotations: { ...defaults.annotations, ...metadata.annotations } }),
  };
}

/** Lays `target` over `defaults` (`util.MergeTo`); hooks and `labelsFrom` are taken whole, by their name. */
export function mergeWorkflowSpec(defaults: WorkflowSpec, target: WorkflowSpec): WorkflowSpec {
  const merged: WorkflowSpec = merge(withoutWhole(defaults), target, workflowSpecSchema);
  const labelsFrom = { ...defaults.workflowMetadata?.labelsFrom, ...target.workflowMetadata?.labelsFrom };
  return {
    ...merged,
    ...(defaults.hooks && { hooks: { ...defaults.hooks, ...target.hooks } }),
    ...(defaults.workflowMetadata?.labelsFrom && { workflowMetadata: { ...merged.workflowMetadata, labelsFrom } }),
  };
}

function withoutWhole({ hooks: _, workflowMetadata, ...spec }: WorkflowSpec): WorkflowSpec {
  if (workflowMetadata === undefined) return spec;
  const { labelsFrom: __, ...rest } = workflowMetadata;
  return { ...spec, workflowMetadata: rest };
}

/**
 * A template laid over `spec.templateDefaults` (`mergedTemplateDefaultsInto`). Of the defaults' kinds of work only
 * the template's own applies.
 */
export function withTemplateDefaults(
  template: Template,
  defaults: Template | undefined,
  release: Pick<Release, "has">,
): Template {
  if (defaults === undefined) return template;
  const type = templateType(template);
  // Releases with the defect clear only the older kinds of work, and only from templates of these kinds.
  const removed: ReadonlySet<string> = !release.has("template-defaults-of-other-types")
    ? allWork
    : olderWork.has(type)
      ? olderWork
      : new Set();
  const applicable = Object.entries(asRead(defaults)).filter(([field]) => field === type || !removed.has(field));
  const merged = merge(Object.fromEntries(applicable) as Template, template, templateSchema);
  // Upstream reads the result into the template itself, where elements of lists may have moved.
  return decodeOver(template as unknown as JsonObject, merged as unknown as JsonObject) as unknown as Template;
}

const readDefaults = new WeakMap<Template, Template>();

/** The defaults as JSON has them: texts that have become empty are not there. */
function asRead(defaults: Template): Template {
  let read = readDefaults.get(defaults);
  if (read === undefined) {
    read = normalise(templateStruct, defaults as unknown as JsonObject, []).value as unknown as Template;
    readDefaults.set(defaults, read);
  }
  return read;
}

const olderWork: ReadonlySet<string> = new Set<keyof TemplateWork>([
  "steps",
  "dag",
  "container",
  "script",
  "resource",
  "data",
  "suspend",
]);
const allWork: ReadonlySet<string> = new Set([...olderWork, "containerSet", "http", "plugin"]);

/** Specs from the highest to the lowest precedence. */
type Sources = readonly (WorkflowSpec | undefined)[];

function joinArguments(merged: Arguments, sources: Sources, release: Pick<Release, "has">): Arguments {
  const { parameters, artifacts } = merged;
  return {
    ...merged,
    ...(parameters && {
      parameters: release.has("argument-sources-merged")
        ? parameters
        : parameters.map((parameter) => ownParameter(parameter, sources)),
    }),
    ...(artifacts && {
      artifacts: release.has("argument-artifact-locations-merged")
        ? artifacts
        : artifacts.map((artifact) => ownArtifact(artifact, sources)),
    }),
  };
}

/** The parameter as the first source that gives it any value has it, so that sources do not mix. */
function ownParameter(merged: Parameter, sources: Sources): Parameter {
  if (!hasValue(merged)) return merged;
  for (const source of sources) {
    // Of parameters with one name the last one counts, as in Go's map.
    const own = source?.arguments?.parameters?.findLast(({ name, ...rest }) => name === merged.name && hasValue(rest));
    if (own !== undefined) return own;
  }
  return merged;
}

function hasValue({ value, default: byDefault, valueFrom }: Omit<Parameter, "name">): boolean {
  return value !== undefined || byDefault !== undefined || valueFrom !== undefined;
}

/** The artifact as the first source has it; fields of a location in the same store are still inherited. */
function ownArtifact(merged: Artifact, sources: Sources): Artifact {
  for (const source of sources) {
    const own = source?.arguments?.artifacts?.findLast(({ name }) => name === merged.name);
    if (own === undefined) continue;
    const store = storeOf(own);
    return store === undefined || store !== storeOf(merged) ? own : { ...own, [store]: merged[store] };
  }
  return merged;
}

/** In the order in which `ArtifactLocation.Get` looks for them. */
const stores = ["artifactory", "azure", "git", "gcs", "hdfs", "http", "oss", "raw", "s3", "plugin"] as const;

function storeOf(artifact: Artifact): (typeof stores)[number] | undefined {
  return stores.find((store) => artifact[store] !== undefined);
}

function merge<Type extends object>(defaults: Type, target: Type, schema: MergeSchema): Type {
  // Manifest objects are JSON objects; their interfaces merely lack the index signature.
  return strategicMerge(defaults as unknown as JsonObject, target as unknown as JsonObject, schema) as unknown as Type;
}

const byName = { key: "name", element: {} };
const byKey = { key: "key", element: {} };
const byIP = { key: "ip", element: {} };

/** The lists of a container that are merged element by element. */
export const containerSchema: MergeSchema = {
  lists: {
    env: byName,
    ports: { key: "containerPort", element: {} },
    volumeMounts: { key: "mountPath", element: {} },
    volumeDevices: { key: "devicePath", element: {} },
  },
};

const userContainers = { key: "name", element: containerSchema };
const parametersAndArtifacts: MergeSchema = { lists: { parameters: byName, artifacts: byName } };

const templateSchema: MergeSchema = {
  lists: {
    volumes: byName,
    initContainers: userContainers,
    sidecars: userContainers,
    tolerations: byKey,
    hostAliases: byIP,
  },
  objects: {
    inputs: parametersAndArtifacts,
    outputs: parametersAndArtifacts,
    container: containerSchema,
    script: containerSchema,
    dag: { lists: { tasks: { key: "name", element: { objects: { arguments: parametersAndArtifacts } } } } },
  },
};

const workflowSpecSchema: MergeSchema = {
  lists: {
    templates: { key: "name", element: templateSchema },
    volumes: byName,
    tolerations: byKey,
    imagePullSecrets: byName,
    hostAliases: byIP,
  },
  objects: { arguments: parametersAndArtifacts, templateDefaults: templateSchema },
};
