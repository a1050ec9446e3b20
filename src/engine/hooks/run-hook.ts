import type { Arguments, LifecycleHook } from "../../manifest/types.ts";
import { executeTemplate } from "../execution/execute-template.ts";
import type { Execution } from "../reconcile/execution.ts";
import { lastAttemptOf } from "../reconcile/nodes/children.ts";
import type { Operation } from "../reconcile/operation.ts";
import type { TemplateContext } from "../templates/template-resolution.ts";
import type { Scope } from "../variables/scope.ts";
import { succeed, type ValueResult } from "../variables/variables.ts";
import { evaluateHookExpression, hasArguments, resolveExitArguments } from "./hook-arguments.ts";
import type { HookOwner } from "./hook-owner.ts";

/** A lifecycle hook or exit handler that is due. */
export interface DueHook {
  readonly hook: LifecycleHook;
  /** Name of the node that it gets. */
  readonly nodeName: string;
  readonly arguments: Arguments;
  readonly context: TemplateContext;
  /** Empty for a hook of the workflow. */
  readonly boundaryID: string;
  /** Whether it is an exit handler, or part of one: a stopped workflow still runs it. */
  readonly isExitHandler: boolean;
}

/** Runs the template of a hook or exit handler: those of steps, tasks and workflows alike. */
export function runHook(operation: Operation, due: DueHook): Execution {
  const { hook, nodeName, context, boundaryID, isExitHandler } = due;
  return executeTemplate(operation, {
    nodeName,
    holder: referenceOf(hook),
    reference: "steps",
    context,
    arguments: due.arguments,
    options: { boundaryID, ...(isExitHandler && { isExitTemplate: true }), nodeFlag: { hooked: true } },
  });
}

/** Whether the expression of a hook holds now; one without an expression always is due. */
export function isDue(operation: Operation, { expression }: LifecycleHook, scope?: Scope): ValueResult<boolean> {
  if (!expression) return succeed(true);
  return evaluateHookExpression(expression, scope, operation.globals, operation.valueContext);
}

/** The outputs that a hook of a step or task can refer to: those of its node, or of the last attempt. */
export function outputsForHooks(operation: Operation, { parent }: HookOwner) {
  return (lastAttemptOf(operation.nodes, parent) ?? parent).outputs;
}

/** The arguments of a hook of a step or task, with its outputs put in. */
export function argumentsOfHook(operation: Operation, hook: LifecycleHook, owner: HookOwner): ValueResult<Arguments> {
  const { arguments: passed = {} } = hook;
  if (!hasArguments(passed)) return succeed(passed);
  const { reference, invocation, scope } = owner;
  const outputs = outputsForHooks(operation, owner);
  const { globals, valueContext } = operation;
  return resolveExitArguments(passed, reference, invocation.name, outputs, scope, globals, valueContext);
}

/** The template that a hook names. */
function referenceOf(hook: LifecycleHook): Pick<LifecycleHook, "template" | "templateRef"> {
  return {
    ...(hook.template === undefined ? {} : { template: hook.template }),
    ...(hook.templateRef === undefined ? {} : { templateRef: hook.templateRef }),
  };
}
