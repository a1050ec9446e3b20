import type { LifecycleHook } from "../../manifest/types.ts";
import { executeTemplate } from "../execution/execute-template.ts";
import { type ExecutionError, otherError } from "../model/execution-error.ts";
import { hookNodeName } from "../model/node-identity.ts";
import { isFulfilled } from "../model/node-predicates.ts";
import type { NodeStatus } from "../model/node-status.ts";
import { keyOf, type OpenOrder } from "../model/open-order.ts";
import { addChildNode, lastAttemptOf } from "../reconcile/children.ts";
import type { Operation } from "../reconcile/operation.ts";
import { evaluateHookExpression, hasArguments, resolveExitArguments } from "./hook-arguments.ts";
import type { HookOwner } from "./hook-call.ts";

/** `completed`: whether every hook that was triggered is done. */
export interface HooksExecution {
  readonly completed: boolean;
  readonly error?: ExecutionError;
}

/** Hooks of a step, task or workflow; their map is copied with the workflow that they stand in. */
export const lifecycleHooks: OpenOrder<readonly [string, unknown]> = {
  what: "lifecycle hooks",
  nameOf: keyOf,
  goes: "roundByName",
};

/** Runs the lifecycle hooks of a step or task, all but its exit hook (`executeTmplLifeCycleHook`). */
export function executeTemplateHooks(operation: Operation, owner: HookOwner): HooksExecution {
  const hooks = owner.invocation.hooks;
  if (hooks === undefined) return { completed: true };
  const triggered: NodeStatus[] = [];
  const entries = Object.entries(hooks).filter(([name]) => name !== "exit");
  for (const [hookName, hook] of operation.ports.order(lifecycleHooks, owner.parent.name, entries)) {
    const execution = executeTemplateHook(operation, owner, hookName, hook);
    if (execution.error !== undefined) return { completed: false, error: execution.error };
    if (execution.node !== undefined) triggered.push(execution.node);
  }
  return { completed: triggered.every(isFulfilled) };
}

interface HookExecution {
  readonly node?: NodeStatus;
  readonly error?: ExecutionError;
}

function executeTemplateHook(
  operation: Operation,
  owner: HookOwner,
  hookName: string,
  hook: LifecycleHook,
): HookExecution {
  const { parent, scope } = owner;
  const nodeName = hookNodeName(parent.name, hookName);
  if (!hook.expression) return { error: otherError(`Expression required for hook ${nodeName}`) };
  const { globals, valueContext } = operation;
  const evaluated = evaluateHookExpression(hook.expression, scope, globals, valueContext);
  if (!evaluated.ok) return { error: otherError(evaluated.error) };
  if (!evaluated.value && operation.nodes.byName(nodeName) === undefined) return {};
  const outputs = (lastAttemptOf(operation.nodes, parent) ?? parent).outputs;
  let hookArguments = hook.arguments ?? {};
  if (outputs !== undefined && hasArguments(hookArguments)) {
    const resolved = resolveExitArguments(
      hookArguments,
      owner.reference,
      owner.invocation.name,
      outputs,
      scope,
      globals,
      valueContext,
    );
    if (!resolved.ok) return { error: otherError(resolved.error) };
    hookArguments = resolved.value;
  }
  const execution = executeTemplate(operation, {
    nodeName,
    holder: referenceOf(hook),
    reference: "steps",
    context: owner.templateContext,
    arguments: hookArguments,
    options: { boundaryID: owner.boundaryID, nodeFlag: { hooked: true } },
  });
  if (execution.error !== undefined) return { error: execution.error };
  addChildNode(operation, parent.name, nodeName);
  return execution.node === undefined ? {} : { node: execution.node };
}

/** The template that a hook names. */
export function referenceOf(hook: LifecycleHook): Pick<LifecycleHook, "template" | "templateRef"> {
  return {
    ...(hook.template === undefined ? {} : { template: hook.template }),
    ...(hook.templateRef === undefined ? {} : { templateRef: hook.templateRef }),
  };
}
