import type { LifecycleHook } from "../../manifest/types.ts";
import { type ExecutionError, otherError } from "../model/errors/execution-error.ts";
import { hookNodeName } from "../model/node-identity.ts";
import { isFulfilled } from "../model/node-predicates.ts";
import type { NodeStatus } from "../model/node-status.ts";
import { keyOf, type OpenOrder } from "../model/open-order.ts";
import { addChildNode } from "../reconcile/nodes/children.ts";
import type { Operation } from "../reconcile/operation.ts";
import { succeed } from "../variables/variables.ts";
import type { HookOwner } from "./hook-owner.ts";
import { argumentsOfHook, isDue, outputsForHooks, runHook } from "./run-hook.ts";

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
  const { parent, scope, boundaryID, templateContext } = owner;
  const nodeName = hookNodeName(parent.name, hookName);
  if (!hook.expression) return { error: otherError(`Expression required for hook ${nodeName}`) };
  const due = isDue(operation, hook, scope);
  if (!due.ok) return { error: otherError(due.error) };
  if (!due.value && operation.nodes.byName(nodeName) === undefined) return {};
  // Where the step or task has no outputs, its arguments are passed on as they are written.
  const resolved =
    outputsForHooks(operation, owner) === undefined
      ? succeed(hook.arguments ?? {})
      : argumentsOfHook(operation, hook, owner);
  if (!resolved.ok) return { error: otherError(resolved.error) };
  const execution = runHook(operation, {
    hook,
    nodeName,
    arguments: resolved.value,
    context: templateContext,
    boundaryID,
    isExitHandler: false,
  });
  if (execution.error !== undefined) return { error: execution.error };
  addChildNode(operation, parent.name, nodeName);
  return execution.node === undefined ? {} : { node: execution.node };
}
