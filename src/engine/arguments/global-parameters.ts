import { BoundedCache } from "../../expression/bounded-cache.ts";
import { marshalJson } from "../../expression/go-format.ts";
import { STRFTIME_LETTERS, strftime } from "../../expression/strftime.ts";
import { fromPlain } from "../../expression/value.ts";
import { workflowSpec } from "../../manifest/schema/workflow.ts";
import type { ConfigMap, Parameter, WorkflowMetadata, WorkflowSpec } from "../../manifest/types.ts";
import type { NodeOutputs } from "../model/node-status.ts";
import type { StoredMeta, WorkflowStatus } from "../model/workflow-object.ts";
import { hasTags, substitute } from "../substitution/substitute.ts";
import { hasValue } from "../variables/global-outputs.ts";
import type { GlobalVariables } from "../variables/global-variables.ts";
import { parametersJson } from "../variables/parameters-json.ts";
import { formatTimestamp } from "../variables/timestamps.ts";
import { fail, succeed, type TextVariables, type ValueContext, type ValueResult } from "../variables/variables.ts";
import { configMapValue } from "./config-map-value.ts";

/** Annotation of a workflow that a CronWorkflow made. */
const scheduledTimeAnnotation = "workflows.argoproj.io/scheduled-time";

/** Everything that the variables of a workflow are made of. */
export interface GlobalSources {
  readonly metadata: StoredMeta;
  /** The spec that is executed, before its own tags are replaced. */
  readonly spec: WorkflowSpec;
  readonly outputs: NodeOutputs | undefined;
  /** The ConfigMap of this name in the workflow's namespace, as the controller's cache shows it. */
  readonly configMap: (name: string) => ConfigMap | undefined;
}

/** The variables of a workflow but for those of its run: `workflow.name`, `workflow.parameters.<name>` ... (`setGlobalParameters`). */
export function globalParameters(sources: GlobalSources, context: ValueContext): ValueResult<Map<string, string>> {
  const { metadata, spec } = sources;
  const globals = new Map<string, string>([
    ["workflow.name", metadata.name],
    ["workflow.namespace", metadata.namespace],
    ["workflow.mainEntrypoint", spec.entrypoint ?? ""],
    ["workflow.serviceAccountName", spec.serviceAccountName ?? ""],
    ["workflow.uid", metadata.uid],
  ]);
  const scheduledTime = metadata.annotations?.[scheduledTimeAnnotation];
  if (scheduledTime !== undefined) globals.set("workflow.scheduledTime", scheduledTime);
  if (spec.priority !== undefined) globals.set("workflow.priority", String(spec.priority));
  addCreationTimestamps(globals, metadata.creationTimestamp, context);
  const parametersText = parametersJson(spec.arguments?.parameters);
  globals.set("workflow.parameters", parametersText);
  globals.set("workflow.parameters.json", parametersText);
  for (const parameter of spec.arguments?.parameters ?? []) {
    const value = workflowParameter(parameter, sources, context);
    if (!value.ok) return value;
    globals.set(`workflow.parameters.${parameter.name}`, value.value);
  }
  for (const parameter of sources.outputs?.parameters ?? []) {
    if (!hasValue(parameter)) continue;
    globals.set(`workflow.outputs.parameters.${parameter.name}`, parameter.value ?? parameter.default ?? "");
  }
  addMetadata(globals, metadata, spec.workflowMetadata);
  return succeed(globals);
}

/** By wall-clock second: workflows are created at a few moments, and reconciled at many. */
const creationTimestamps = new BoundedCache<number, readonly (readonly [string, string])[]>(1_000);

function addCreationTimestamps(globals: Map<string, string>, created: number, context: ValueContext): void {
  const wallClock = context.epoch + created;
  let variables = creationTimestamps.get(wallClock);
  if (variables === undefined) {
    variables = creationTimestampVariables(formatTimestamp(created, context), wallClock);
    creationTimestamps.set(wallClock, variables);
  }
  for (const [name, value] of variables) globals.set(name, value);
}

function creationTimestampVariables(timestamp: string, wallClock: number): readonly (readonly [string, string])[] {
  return [
    ["workflow.creationTimestamp", timestamp],
    ...STRFTIME_LETTERS.map(
      (letter) => [`workflow.creationTimestamp.${letter}`, strftime(`%${letter}`, wallClock)] as const,
    ),
    ["workflow.creationTimestamp.s", String(Math.floor(wallClock / 1000))],
    ["workflow.creationTimestamp.RFC3339", timestamp],
  ];
}

function workflowParameter(parameter: Parameter, sources: GlobalSources, context: ValueContext): ValueResult<string> {
  const { name, value, valueFrom } = parameter;
  const reference = valueFrom?.configMapKeyRef;
  const takesConfigMapFirst = context.release.has("config-map-over-value");
  if (value !== undefined && !(takesConfigMapFirst && reference !== undefined)) return succeed(value);
  if (reference === undefined) {
    return fail(`either value or valueFrom must be specified in order to set global parameter ${name}`);
  }
  const configMapName = reference.name ?? "";
  const found = configMapValue(sources.configMap(configMapName), configMapName, reference.key);
  if (found.ok) return succeed(found.value);
  if (valueFrom?.default !== undefined) return succeed(valueFrom.default);
  return fail(
    `failed to set global parameter ${name} from configmap with name ${configMapName} and key ${reference.key}: ${found.error}`,
  );
}

function addMetadata(globals: Map<string, string>, metadata: StoredMeta, declared: WorkflowMetadata | undefined): void {
  for (const kind of ["annotations", "labels"] as const) {
    const text = metadata[kind] === undefined ? "null" : marshalJson(fromPlain(metadata[kind]));
    globals.set(`workflow.${kind}`, text);
    globals.set(`workflow.${kind}.json`, text);
    for (const [name, value] of Object.entries({ ...metadata[kind], ...declared?.[kind] })) {
      // A label that an expression will give is not known before that expression is evaluated.
      if (kind === "labels" && declared?.labelsFrom?.[name] !== undefined) continue;
      globals.set(`workflow.${kind}.${name}`, value);
    }
  }
}

/**
 * Adds the variables of the run itself, which change with every reconcile and are not put into the spec
 * (`setGlobalRuntimeParameters`).
 *
 * @param now - virtual milliseconds
 */
export function addRuntimeParameters(
  globals: GlobalVariables,
  status: Pick<WorkflowStatus, "phase" | "startedAt" | "finishedAt">,
  now: number,
  context: Pick<ValueContext, "release">,
): void {
  globals.set("workflow.status", status.phase);
  globals.set("workflow.duration", workflowDuration(status, now, context).toFixed(6));
}

/** Seconds from the start of a workflow to its end, or to now; 0 before the start. */
function workflowDuration(
  { phase, startedAt, finishedAt }: Pick<WorkflowStatus, "phase" | "startedAt" | "finishedAt">,
  now: number,
  { release }: Pick<ValueContext, "release">,
): number {
  if (startedAt === undefined) return 0;
  const isCompleted = phase === "Succeeded" || phase === "Failed" || phase === "Error";
  const end = isCompleted && !release.has("workflow-duration-runs-on") ? (finishedAt ?? now) : now;
  return (end - startedAt) / 1000;
}

/** Replaces the tags of a spec but for its templates, which get theirs when they run (`substituteGlobalVariables`). */
export function substituteSpec(
  spec: WorkflowSpec,
  variables: TextVariables,
  context: ValueContext,
): ValueResult<WorkflowSpec> {
  if (!hasTagsOutsideTemplates(spec)) return succeed(spec);
  const { templates, ...rest } = spec;
  const substituted = substitute(workflowSpec, rest, variables, "none", context);
  if (!substituted.ok || templates === undefined) return substituted;
  return succeed({ ...substituted.value, templates });
}

function hasTagsOutsideTemplates(spec: WorkflowSpec): boolean {
  return Object.entries(spec).some(([field, value]) => field !== "templates" && hasTags(value));
}
