import { string } from "../../manifest/schema/field-type.ts";
import { step as stepType, task as taskType } from "../../manifest/schema/template.ts";
import { volumes as volumesType } from "../../manifest/schema/volume.ts";
import type { Artifact, DAGTask, Invocation, Volume, WorkflowStep } from "../../manifest/types.ts";
import type { Strictness } from "../substitution/replace-tags.ts";
import { type SubstitutionResult, substitute } from "../substitution/substitute.ts";
import { absentArgument, type Scope } from "../variables/scope.ts";
import {
  fail,
  succeed,
  type TextVariables,
  type ValueContext,
  type ValueResult,
  type Variables,
} from "../variables/variables.ts";
import { resolveArtifact } from "./resolve-variable.ts";
import { evaluateWhen } from "./should-execute.ts";

/**
 * `missing`: an output that a step or task refers to is not there (yet); the controller queues the workflow again and
 * leaves the node alone. `error`: it never will be, or an expression is wrong.
 */
export type Resolution<T> =
  | { readonly kind: "resolved"; readonly value: T }
  | { readonly kind: "missing"; readonly message: string }
  | { readonly kind: "error"; readonly message: string };

/** Puts outputs of earlier groups into the steps of a group (`steps.go: resolveReferences`). */
export function resolveStepReferences(
  steps: readonly WorkflowStep[],
  scope: Scope,
  globals: TextVariables,
  context: ValueContext,
): Resolution<readonly WorkflowStep[]> {
  const variables = scope.parameters(globals);
  const resolved = [...steps];
  for (const [index, step] of inOrderOfResolution(steps, context)) {
    const resolution = resolveInvocation(step, "step", scope, variables, context);
    if (resolution.kind !== "resolved") return failureOfGroup(resolution, context);
    resolved[index] = resolution.value;
  }
  return { kind: "resolved", value: resolved };
}

/** The first failure counts. Steps are resolved at the same time, and Go runs first what was started last. */
function inOrderOfResolution(
  steps: readonly WorkflowStep[],
  { release }: ValueContext,
): readonly (readonly [number, WorkflowStep])[] {
  const indexed = [...steps.entries()];
  if (release.has("steps-resolved-one-by-one")) return indexed;
  return [...indexed.slice(-1), ...indexed.slice(0, -1)];
}

type Failure = Exclude<Resolution<never>, { readonly kind: "resolved" }>;

function failureOfGroup(failure: Failure, context: ValueContext): Failure {
  return failure.kind === "missing" ? failure : { kind: "error", message: wrapped(failure.message, context) };
}

function wrapped(message: string, { release }: ValueContext): string {
  if (release.has("steps-resolved-one-by-one")) return message;
  return `${release.has("error-texts-capitalised") ? "Failed" : "failed"} to resolve references: ${message}`;
}

/** Puts outputs of its dependencies into a task (`dag.go: resolveDependencyReferences`). */
export function resolveTaskReferences(
  task: DAGTask,
  scope: Scope,
  globals: TextVariables,
  context: ValueContext,
): Resolution<DAGTask> {
  return resolveInvocation(task, "task", scope, scope.parameters(globals), context);
}

/** Replaces the tags of the workflow's volumes, before each look at references (`substituteParamsInVolumes`). */
export function substituteVolumes(
  volumes: readonly Volume[],
  scope: Scope,
  context: ValueContext,
): ValueResult<readonly Volume[]> {
  return substitute(volumesType, volumes, scope.parameters(), "none", context);
}

type InvocationKind = "step" | "task";

function resolveInvocation<T extends Invocation>(
  invocation: T,
  kind: InvocationKind,
  scope: Scope,
  variables: Variables,
  context: ValueContext,
): Resolution<T> {
  const { release } = context;
  if (!release.has("when-resolved-after-arguments")) {
    const skipped = resolveWhen(invocation, variables, context);
    if (skipped.kind !== "proceed") return skipped;
  }
  const marked = release.has("skipped-outputs-unknown") ? invocation : markAbsentArguments(invocation, scope);
  const substituted = substituteInvocation(marked, kind, variables, context);
  if (!substituted.ok) return failureOf(substituted);
  if (release.has("when-resolved-after-arguments")) {
    const proceeds = proceedsOnWhen(substituted.value);
    if (!proceeds.ok) return { kind: "error", message: proceeds.error };
    if (!proceeds.value) return { kind: "resolved", value: substituted.value };
  }
  const resolved = resolveArtifacts(substituted.value, kind, scope, context);
  return resolved.ok ? { kind: "resolved", value: resolved.value } : { kind: "error", message: resolved.error };
}

function failureOf(result: SubstitutionResult<unknown> & { readonly ok: false }): Resolution<never> {
  return result.missingVariable ? { kind: "missing", message: result.error } : { kind: "error", message: result.error };
}

/**
 * Looks at `when` alone: a step that will not run need not have arguments that resolve. It is answered with its
 * `when` replaced, which is then part of the node's message.
 */
function resolveWhen<T extends Invocation>(
  invocation: T,
  variables: Variables,
  context: ValueContext,
): Resolution<T> | { readonly kind: "proceed" } {
  if (!invocation.when) return { kind: "proceed" };
  const when = substitute(string, invocation.when, variables, referenceStrictness(context), context);
  if (!when.ok) return failureOf(when);
  const withWhen = { ...invocation, when: when.value };
  const proceeds = proceedsOnWhen(withWhen);
  if (!proceeds.ok) return { kind: "error", message: proceeds.error };
  return proceeds.value ? { kind: "proceed" } : { kind: "resolved", value: withWhen };
}

/** A loop's `when` may need an `item`, which is not known before the loop is expanded; it proceeds until then. */
function proceedsOnWhen(invocation: Invocation): ValueResult<boolean> {
  const proceeds = evaluateWhen(invocation.when);
  return !proceeds.ok && isLoop(invocation) ? succeed(true) : proceeds;
}

/** Whether a step or task is expanded over items (`ShouldExpand`). */
export function isLoop({ withItems, withParam, withSequence }: Invocation): boolean {
  return (withItems?.length ?? 0) > 0 || !!withParam || withSequence !== undefined;
}

function referenceStrictness({ release }: ValueContext): Strictness {
  return release.has("unknown-outputs-left-unresolved") ? "none" : "references";
}

function substituteInvocation<T extends Invocation>(
  invocation: T,
  kind: InvocationKind,
  variables: Variables,
  context: ValueContext,
): SubstitutionResult<T> {
  const type = kind === "step" ? stepType : taskType;
  const strictness = referenceStrictness(context);
  const { hooks, ...withoutHooks } = invocation;
  if (hooks === undefined || context.release.has("hooks-resolved-with-their-step")) {
    return substitute(type, invocation, variables, strictness, context);
  }
  // Hooks may refer to the outputs of their own step, which has not run yet.
  const substituted = substitute(type, withoutHooks, variables, strictness, context);
  return substituted.ok ? { ok: true, value: { ...substituted.value, hooks } as unknown as T } : substituted;
}

/** Marks the arguments that are nothing but a reference to an absent output (`markAbsentOptionalArgs`). */
export function markAbsentArguments<T extends Pick<Invocation, "arguments">>(holder: T, scope: Scope): T {
  const parameters = holder.arguments?.parameters;
  const isAbsent = (value: string | undefined) => value !== undefined && scope.isAbsentReference(value);
  if (parameters === undefined || !parameters.some(({ value }) => isAbsent(value))) return holder;
  const marked = parameters.map((parameter) =>
    isAbsent(parameter.value) ? { ...parameter, value: absentArgument } : parameter,
  );
  return { ...holder, arguments: { ...holder.arguments, parameters: marked } };
}

function resolveArtifacts<T extends Invocation>(
  invocation: T,
  kind: InvocationKind,
  scope: Scope,
  context: ValueContext,
): ValueResult<T> {
  const { artifacts } = invocation.arguments ?? {};
  if (artifacts === undefined || artifacts.length === 0) return succeed(invocation);
  const resolved: Artifact[] = [];
  for (const artifact of artifacts) {
    const result = resolveArgumentArtifact(artifact, kind, scope, context);
    if (!result.ok) return result;
    if (result.value !== undefined) resolved.push(result.value);
  }
  return succeed({ ...invocation, arguments: { ...invocation.arguments, artifacts: resolved } });
}

/** The artifact to pass on; `undefined` for an optional one that is not there. */
function resolveArgumentArtifact(
  artifact: Artifact,
  kind: InvocationKind,
  scope: Scope,
  context: ValueContext,
): ValueResult<Artifact | undefined> {
  const keepsUnresolved = context.release.has("optional-artifacts-kept-unresolved");
  const { from, fromExpression } = artifact;
  if (!from && (!fromExpression || (kind === "task" && keepsUnresolved))) return succeed(artifact);
  const resolved = resolveArtifact(artifact, scope, context);
  if (resolved.ok) return succeed(resolved.value && { ...resolved.value, name: artifact.name });
  // A step's optional artifact forgives every error, a task's only that of an unknown variable.
  const isForgiven = artifact.optional === true && (kind === "step" || resolved.error.includes("Unable to resolve"));
  if (isForgiven) return succeed(keepsUnresolved ? artifact : undefined);
  return kind === "step" ? fail(`unable to resolve references: ${resolved.error}`) : resolved;
}
