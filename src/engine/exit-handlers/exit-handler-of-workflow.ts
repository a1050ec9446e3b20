import { exitHook } from "../hooks/hook-arguments.ts";
import { runHook } from "../hooks/run-hook.ts";
import type { ExecutionError } from "../model/errors/execution-error.ts";
import { onExitNodeName } from "../model/node-identity.ts";
import { isFulfilled } from "../model/node-predicates.ts";
import type { NodeStatus } from "../model/node-status.ts";
import type { Operation } from "../reconcile/operation.ts";
import { mayExitHandlerOfWorkflowRun } from "../shutdown/shutdown-of-exit-handlers.ts";
import { reconcileTaskSet, requiresTaskSet } from "../task-set/task-set.ts";
import type { TemplateContext } from "../templates/template-resolution.ts";

/** How far the exit handler of a workflow is. `done` has no node where there is no exit handler, or none may run. */
export type WorkflowExitHandler =
  | { readonly kind: "unfinished" }
  | { readonly kind: "error"; readonly error: ExecutionError }
  | { readonly kind: "done"; readonly node: NodeStatus | undefined };

/** Runs the exit handler of a workflow whose entrypoint has ended (the end of `operate`). */
export function runExitHandlerOfWorkflow(operation: Operation, context: TemplateContext): WorkflowExitHandler {
  const hook = exitHook(operation.executionSpec, operation.executionSpec.arguments);
  const nodeName = onExitNodeName(operation.name);
  if (hook === undefined || !mayExitHandlerOfWorkflowRun(operation, nodeName)) return { kind: "done", node: undefined };
  const { node, error } = runHook(operation, {
    hook,
    nodeName,
    arguments: hook.arguments ?? {},
    context,
    boundaryID: "",
    isExitHandler: true,
  });
  if (error !== undefined) return { kind: "error", error };
  if (node !== undefined && requiresTaskSet(operation, node.name)) reconcileTaskSet(operation);
  return node === undefined || !isFulfilled(node) ? { kind: "unfinished" } : { kind: "done", node };
}
