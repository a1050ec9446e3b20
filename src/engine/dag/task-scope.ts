import type { DAGTask } from "../../manifest/types.ts";
import { addAggregateToScope } from "../arguments/aggregate-outputs.ts";
import type { NodeStatus } from "../model/node-status.ts";
import { lastAttemptOf } from "../reconcile/nodes/children.ts";
import { holderOfNode } from "../reconcile/nodes/template-of-node.ts";
import type { Operation } from "../reconcile/operation.ts";
import { addSkippedOutputs } from "../steps/skipped-outputs.ts";
import { hasTags } from "../substitution/substitute.ts";
import { addNodeToScope, addWorkflowOutputsToScope } from "../variables/node-scope.ts";
import { Scope } from "../variables/scope.ts";
import { fail, succeed, type ValueResult } from "../variables/variables.ts";
import type { DAGContext } from "./dag-context.ts";

/** Whether anything of a task may look at what its ancestors gave. */
function readsScope(operation: Operation, task: DAGTask): boolean {
  return (
    operation.volumes.length > 0 ||
    task.onExit !== undefined ||
    task.hooks !== undefined ||
    task.arguments?.artifacts !== undefined ||
    hasTags(task)
  );
}

/**
 * The variables that a task can refer to: the outputs of its ancestors (`buildLocalScopeFromTask`). A task that refers
 * to nothing gets its inputs only, because a long chain of tasks would otherwise collect all that came before it.
 */
export function scopeOfTask(operation: Operation, context: DAGContext, taskName: string): ValueResult<Scope> {
  const scope = new Scope(context.template);
  addWorkflowOutputsToScope(scope, operation.status.outputs);
  const missing = context.missingAncestor(taskName);
  if (missing !== undefined) return fail(`Ancestor task node ${missing} not found`);
  // The outputs of a loop are parsed to put them together, which may fail whether or not anything reads them.
  if (!context.graph.hasLoops && !readsScope(operation, context.task(taskName))) return succeed(scope);
  for (const ancestor of context.graph.ancestors(taskName)) {
    const node = context.taskNode(ancestor);
    if (node === undefined) throw new Error(`task ${ancestor} lost its node`);
    if (node.type === "TaskGroup") {
      const resolved = context.templateContext.resolveTemplate(holderOfNode(node));
      if (!resolved.ok) return resolved;
      if (resolved.stored) operation.updated = true;
      const aggregated = addAggregateToScope(
        scope,
        "tasks",
        ancestor,
        loopItems(operation, context, node),
        operation.valueContext,
      );
      if (!aggregated.ok) return aggregated;
    }
    addAncestor(operation, context, scope, ancestor, node);
  }
  return succeed(scope);
}

/** Makes what one task gave known under its name. */
export function addAncestor(
  operation: Operation,
  context: DAGContext,
  scope: Scope,
  taskName: string,
  node: NodeStatus,
): void {
  addNodeToScope(scope, "tasks", taskName, lastAttemptOf(operation.nodes, node) ?? node, operation.valueContext);
  addSkippedOutputs(operation, scope, "tasks", context.task(taskName), node, context.templateContext);
}

function loopItems(operation: Operation, context: DAGContext, group: NodeStatus): NodeStatus[] {
  const items: NodeStatus[] = [];
  for (const id of group.children ?? []) {
    const node = operation.nodes.get(id);
    if (node?.boundaryID === context.boundaryID && node.name.startsWith(`${group.name}(`)) items.push(node);
  }
  return items;
}
