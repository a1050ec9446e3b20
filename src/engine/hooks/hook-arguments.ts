import { argumentsType } from "../../manifest/schema/parameter.ts";
import type { Arguments, Invocation, LifecycleHook, WorkflowSpec } from "../../manifest/types.ts";
import { markAbsentArguments } from "../arguments/resolve-references.ts";
import { resolveArtifact } from "../arguments/resolve-variable.ts";
import { Panic } from "../model/errors/execution-error.ts";
import type { NodeOutputs } from "../model/node-status.ts";
import { evaluateCondition } from "../substitution/expressions.ts";
import { substitute } from "../substitution/substitute.ts";
import type { NodeReference, Scope } from "../variables/scope.ts";
import { fail, succeed, type TextVariables, type ValueContext, type ValueResult } from "../variables/variables.ts";

/**
 * The exit handler of a step, task or workflow: its `onExit`, else its hook `exit` (`GetExitHook`).
 *
 * @param workflowArguments - the arguments of the workflow, which an exit handler without its own is given
 */
export function exitHook(
  holder: Pick<Invocation & WorkflowSpec, "onExit" | "hooks">,
  workflowArguments: Arguments | undefined,
): LifecycleHook | undefined {
  if (holder.onExit) return { template: holder.onExit, ...(workflowArguments && { arguments: workflowArguments }) };
  const hook = holder.hooks?.exit;
  if (hook === undefined || hasArguments(hook.arguments) || workflowArguments === undefined) return hook;
  return { ...hook, arguments: workflowArguments };
}

export function hasArguments(passed: Arguments | undefined): passed is Arguments {
  return (passed?.parameters?.length ?? 0) > 0 || (passed?.artifacts?.length ?? 0) > 0;
}

/**
 * Whether the expression of a hook holds.
 *
 * @param scope - that of the steps or DAG template around; none for a hook of the workflow
 */
export function evaluateHookExpression(
  expression: string,
  scope: Scope | undefined,
  globals: TextVariables,
  context: ValueContext,
): ValueResult<boolean> {
  return evaluateCondition(expression, scope?.parameters(globals) ?? globals, context);
}

/**
 * The arguments of a hook or exit handler, which see the outputs of the step or task it belongs to. The outputs are
 * added to the scope (`resolveExitTmplArgument`).
 *
 * @param outputs - those of the node the hook belongs to, or of its last attempt
 * @throws Panic on releases that take the value of an output that has none
 */
export function resolveExitArguments(
  passed: Arguments,
  reference: NodeReference,
  name: string,
  outputs: NodeOutputs | undefined,
  scope: Scope,
  globals: TextVariables,
  context: ValueContext,
): ValueResult<Arguments> {
  const prefix = `${reference}.${name}.outputs`;
  for (const parameter of outputs?.parameters ?? []) {
    if (parameter.value === undefined && context.release.has("exit-arguments-need-values")) {
      throw new Panic("runtime error: invalid memory address or nil pointer dereference");
    }
    scope.set(`${prefix}.parameters.${parameter.name}`, parameter.value ?? "");
  }
  for (const artifact of outputs?.artifacts ?? []) scope.set(`${prefix}.artifacts.${artifact.name}`, artifact);
  const marked = markAbsentArguments({ arguments: passed }, scope).arguments;
  const substituted = substitute(argumentsType, marked, scope.parameters(globals), "none", context);
  return substituted.ok ? resolveArtifacts(substituted.value, scope, context) : substituted;
}

/** Unlike a step's, a hook's optional artifact that is not there is passed on as it stands. */
function resolveArtifacts(passed: Arguments, scope: Scope, context: ValueContext): ValueResult<Arguments> {
  if (passed.artifacts === undefined) return succeed(passed);
  const artifacts = [...passed.artifacts];
  for (const [index, artifact] of artifacts.entries()) {
    const resolved = resolveArtifact(artifact, scope, context);
    if (!resolved.ok && artifact.optional !== true) return fail(`unable to resolve references: ${resolved.error}`);
    if (resolved.ok && resolved.value !== undefined) artifacts[index] = { ...resolved.value, name: artifact.name };
  }
  return succeed({ ...passed, artifacts });
}
