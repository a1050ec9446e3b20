import type { LifecycleHook } from "../../manifest/types.ts";
import { executeTemplate } from "../execution/execute-template.ts";
import { evaluateHookExpression, hasArguments, resolveExitArguments } from "../hooks/hook-arguments.ts";
import type { HookOwner } from "../hooks/hook-call.ts";
import { referenceOf } from "../hooks/template-hooks.ts";
import { type ExecutionError, otherError } from "../model/execution-error.ts";
import { onExitNodeName } from "../model/node-identity.ts";
import type { NodeStatus } from "../model/node-status.ts";
import { addChildNode, lastAttemptOf } from "../reconcile/children.ts";
import type { Operation } from "../reconcile/operation.ts";
import { shouldExecute, shutdownStrategy } from "../shutdown/shutdown-strategy.ts";

/** `exists`: whether there is an exit handler that must be done before its owner counts as done. */
export interface ExitExecution {
  readonly exists: boolean;
  readonly node?: NodeStatus;
  readonly error?: ExecutionError;
}

/** Runs the exit handler of a step or task that has ended (`runOnExitNode`). */
export function runOnExitNode(operation: Operation, hook: LifecycleHook | undefined, owner: HookOwner): ExitExecution {
  if (hook === undefined || !shouldExecute(shutdownStrategy(operation), true)) return { exists: false };
  const { parent, scope } = owner;
  const { globals, valueContext } = operation;
  if (hook.expression) {
    const evaluated = evaluateHookExpression(hook.expression, scope, globals, valueContext);
    if (!evaluated.ok) return { exists: true, error: otherError(evaluated.error) };
    if (!evaluated.value) return { exists: false };
  }
  let hookArguments = hook.arguments ?? {};
  if (hasArguments(hookArguments)) {
    const { outputs } = lastAttemptOf(operation.nodes, parent) ?? parent;
    const { reference, invocation } = owner;
    const resolved = resolveExitArguments(
      hookArguments,
      reference,
      invocation.name,
      outputs,
      scope,
      globals,
      valueContext,
    );
    if (!resolved.ok) return { exists: true, error: otherError(resolved.error) };
    hookArguments = resolved.value;
  }
  const nodeName = onExitNodeName(parent.name);
  const { node, error } = executeTemplate(operation, {
    nodeName,
    holder: referenceOf(hook),
    reference: "steps",
    context: owner.templateContext,
    arguments: hookArguments,
    options: { boundaryID: owner.boundaryID, isExitTemplate: true, nodeFlag: { hooked: true } },
  });
  addChildNode(operation, parent.name, nodeName);
  return { exists: true, ...(node === undefined ? {} : { node }), ...(error === undefined ? {} : { error }) };
}
