import { otherError } from "../model/errors/execution-error.ts";
import { hookNodeName } from "../model/node-identity.ts";
import { isFulfilled } from "../model/node-predicates.ts";
import type { NodeStatus } from "../model/node-status.ts";
import { addChildNode } from "../reconcile/nodes/children.ts";
import type { Operation } from "../reconcile/operation.ts";
import { reconcileTaskSet, requiresTaskSet } from "../task-set/task-set.ts";
import type { TemplateContext } from "../templates/template-resolution.ts";
import { isDue, runHook } from "./run-hook.ts";
import { type HooksExecution, lifecycleHooks } from "./template-hooks.ts";

/** Runs the lifecycle hooks of the workflow, all but its exit hook (`executeWfLifeCycleHook`). */
export function executeWorkflowHooks(operation: Operation, context: TemplateContext): HooksExecution {
  const triggered: NodeStatus[] = [];
  const hooks = Object.entries(operation.executionSpec.hooks ?? {}).filter(([name]) => name !== "exit");
  for (const [hookName, hook] of operation.ports.order(lifecycleHooks, operation.name, hooks)) {
    const nodeName = hookNodeName(operation.name, hookName);
    if (!hook.expression) return { completed: true, error: otherError(`Expression required for hook ${nodeName}`) };
    const due = isDue(operation, hook);
    if (!due.ok) return { completed: true, error: otherError(due.error) };
    if (!due.value && operation.nodes.byName(nodeName) === undefined) continue;
    const { node, error } = runHook(operation, {
      hook,
      nodeName,
      arguments: hook.arguments ?? {},
      context,
      boundaryID: "",
      isExitHandler: false,
    });
    if (error !== undefined) return { completed: true, error };
    addChildNode(operation, operation.name, nodeName);
    if (node === undefined) continue;
    triggered.push(node);
    if (requiresTaskSet(operation, node.name)) reconcileTaskSet(operation);
  }
  return { completed: triggered.every(isFulfilled) };
}

/** Whether every hook and exit handler below a node is done (`CheckAllHooksFullfilled`). */
export function areHooksFulfilled(operation: Operation, node: NodeStatus): boolean {
  for (const id of node.children ?? []) {
    const child = operation.nodes.get(id);
    if (child?.nodeFlag?.hooked === true && !isFulfilled(child)) return false;
  }
  return true;
}
