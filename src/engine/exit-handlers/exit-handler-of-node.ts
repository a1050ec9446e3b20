import type { LifecycleHook } from "../../manifest/types.ts";
import type { HookOwner } from "../hooks/hook-owner.ts";
import { argumentsOfHook, isDue, runHook } from "../hooks/run-hook.ts";
import { type ExecutionError, otherError } from "../model/errors/execution-error.ts";
import { onExitNodeName } from "../model/node-identity.ts";
import type { NodeStatus } from "../model/node-status.ts";
import { addChildNode } from "../reconcile/nodes/children.ts";
import type { Operation } from "../reconcile/operation.ts";
import { mayExitHandlerOfNodeRun } from "../shutdown/shutdown-of-exit-handlers.ts";

/** `exists`: whether there is an exit handler that must be done before its owner counts as done. */
export interface ExitExecution {
  readonly exists: boolean;
  readonly node?: NodeStatus;
  readonly error?: ExecutionError;
}

/** Runs the exit handler of a step or task that has ended (`runOnExitNode`). */
export function runExitHandlerOfNode(
  operation: Operation,
  hook: LifecycleHook | undefined,
  owner: HookOwner,
): ExitExecution {
  if (hook === undefined || !mayExitHandlerOfNodeRun(operation)) return { exists: false };
  const { parent, scope, templateContext: context, boundaryID } = owner;
  const due = isDue(operation, hook, scope);
  if (!due.ok) return { exists: true, error: otherError(due.error) };
  if (!due.value) return { exists: false };
  const resolved = argumentsOfHook(operation, hook, owner);
  if (!resolved.ok) return { exists: true, error: otherError(resolved.error) };
  const nodeName = onExitNodeName(parent.name);
  const { node, error } = runHook(operation, {
    hook,
    nodeName,
    arguments: resolved.value,
    context,
    boundaryID,
    isExitHandler: true,
  });
  addChildNode(operation, parent.name, nodeName);
  return { exists: true, ...(node === undefined ? {} : { node }), ...(error === undefined ? {} : { error }) };
}
