import { addAggregateToScope } from "../arguments/aggregate-outputs.ts";
import { templateOutputs } from "../arguments/template-outputs.ts";
import { runExitHandlerOfNode } from "../exit-handlers/exit-handler-of-node.ts";
import { exitHook } from "../hooks/hook-arguments.ts";
import { executeTemplateHooks } from "../hooks/template-hooks.ts";
import { saveMemoizedOutputs } from "../memoization/save-outputs.ts";
import { type ExecutionError, otherError } from "../model/errors/execution-error.ts";
import { onExitNodeName } from "../model/node-identity.ts";
import { isCompleted, isDaemoned, isFailedOrError, isFulfilled } from "../model/node-predicates.ts";
import type { NodePhase, NodeStatus } from "../model/node-status.ts";
import type { Execution, PreparedCall } from "../reconcile/execution.ts";
import { addOutputsToGlobalScope } from "../reconcile/global-scope.ts";
import { killDaemonedChildren } from "../reconcile/nodes/daemoned-children.ts";
import { initializeExecutableNode, type NodeOrigin } from "../reconcile/nodes/initialize-node.ts";
import { markNodeError, markNodePhase } from "../reconcile/nodes/mark-node-phase.ts";
import { outboundNodes } from "../reconcile/nodes/outbound-nodes.ts";
import type { Operation } from "../reconcile/operation.ts";
import { isDAGCutShort } from "../shutdown/shutdown-of-nodes.ts";
import { Scope } from "../variables/scope.ts";
import { assessDAGPhase } from "./assess-dag-phase.ts";
import { DAGContext } from "./dag-context.ts";
import { DAGMemories } from "./dag-memory.ts";
import { executeDAGTask } from "./execute-dag-task.ts";
import { addAncestor, scopeOfTask } from "./task-scope.ts";

/** Executes a DAG template: every task whose dependencies allow it (`executeDAG`). */
export function executeDAG(operation: Operation, call: PreparedCall, origin: NodeOrigin): Execution {
  const { template, nodeName } = call;
  const node =
    operation.nodes.byName(nodeName) ??
    initializeExecutableNode(operation, origin, { type: "DAG", phase: "Running" }, template);
  try {
    return executeTasks(operation, call, node);
  } finally {
    const now = operation.nodes.get(node.id);
    if (now !== undefined && isFulfilled(now)) {
      killDaemonedChildren(operation, node.id);
      operation.memory.of(DAGMemories).forget(node.id);
    }
  }
}

function executeTasks(operation: Operation, call: PreparedCall, node: NodeStatus): Execution {
  const isExitTemplate = call.options.isExitTemplate === true;
  const context = new DAGContext(operation, node, call.template, call.templateContext, isExitTemplate);
  const { targets } = context;
  if (!operation.has("daemon-not-retried")) executeDaemons(operation, context);
  let exitHandlersDone = true;
  for (const target of targets) {
    executeTarget(operation, context, target);
    const hooks = runTargetHooks(operation, context, target);
    if (hooks.kind === "hookError") {
      markNodeError(operation, node.name, hooks.error.message);
      return { node, error: hooks.error };
    }
    if (hooks.kind === "exitError") return { node, error: hooks.error };
    if (hooks.kind === "unfinished") exitHandlersDone = false;
  }
  if (exitHandlersDone && isDAGCutShort(operation, isExitTemplate))
    return fail(operation, context, targets, node, "Failed");
  const { phase, completedGroups } = assessDAGPhase(operation, context, targets);
  for (const [name, groupPhase] of completedGroups) markNodePhase(operation, name, groupPhase);
  if (phase === "Running") return { node };
  if (isFailedOrError(phase)) return fail(operation, context, targets, node, phase);
  return succeed(operation, context, targets, node);
}

/**
 * Executes a target and what it depends on. A task that is done as soon as it is started may let those go on behind
 * which the walk began: then they are met, too, from the target on.
 */
function executeTarget(operation: Operation, context: DAGContext, target: string): void {
  let seen = 0;
  for (const entry of entriesOf(operation, context, target)) {
    executeDAGTask(operation, context, entry);
    for (; seen < context.started.length; seen++) {
      if (!isTaskFulfilled(context, context.started[seen] as string)) continue;
      executeDAGTask(operation, context, target);
      return;
    }
  }
}

/**
 * Where the walk from a target begins: behind the tasks that wait for others, of which nothing comes. Where orders are
 * chosen, each of those has an order of its dependencies to ask for, so that the walk begins at the target itself.
 */
function entriesOf({ ports }: Operation, context: DAGContext, target: string): readonly string[] {
  return ports.choosesOrders ? [target] : context.memory.entries(target);
}

function isTaskFulfilled(context: DAGContext, name: string): boolean {
  const node = context.taskNode(name);
  return node !== undefined && isFulfilled(node);
}

/** Looks at daemons first: one that has failed is retried whatever depends on it. */
function executeDaemons(operation: Operation, context: DAGContext): void {
  if (!operation.nodes.some("daemoned")) return;
  for (const { name } of context.dag.tasks) {
    const taskNode = context.taskNode(name);
    if (taskNode !== undefined && isDaemoned(taskNode)) executeDAGTask(operation, context, name);
  }
}

type TargetHooks =
  | { readonly kind: "done" | "unfinished" }
  | { readonly kind: "hookError" | "exitError"; readonly error: ExecutionError };

/** Runs the hooks of a target; `unfinished` when its exit handler is. */
function runTargetHooks(operation: Operation, context: DAGContext, target: string): TargetHooks {
  const taskNode = context.taskNode(target);
  if (taskNode === undefined) return { kind: "done" };
  const task = context.task(target);
  const scope = scopeOfTask(operation, context, target);
  if (!scope.ok) return { kind: "hookError", error: otherError(scope.error) };
  scope.value.set(`tasks.${target}.status`, taskNode.phase);
  const owner = context.hookOwner(task, taskNode, scope.value);
  const hooks = executeTemplateHooks(operation, owner);
  if (hooks.error !== undefined) return { kind: "hookError", error: hooks.error };
  if (!isFulfilled(taskNode) || !isCompleted(taskNode)) return { kind: "done" };
  if (!operation.has("exit-handlers-of-targets-run-twice")) {
    const exitNode = operation.nodes.byName(onExitNodeName(taskNode.name));
    return { kind: exitNode !== undefined && !isFulfilled(exitNode) ? "unfinished" : "done" };
  }
  const exit = runExitHandlerOfNode(operation, exitHook(task, operation.executionSpec.arguments), owner);
  if (exit.error !== undefined) return { kind: "exitError", error: exit.error };
  return { kind: exit.exists && (exit.node === undefined || !isFulfilled(exit.node)) ? "unfinished" : "done" };
}

function updateOutboundNodes(
  operation: Operation,
  context: DAGContext,
  targets: readonly string[],
  nodeName: string,
): void {
  const outbound = targets.flatMap((target) => {
    const taskNode = context.taskNode(target);
    return taskNode === undefined ? [] : outboundNodes(operation, taskNode.id);
  });
  const node = operation.nodes.byName(nodeName);
  if (node !== undefined) operation.nodes.set({ ...node, outboundNodes: outbound });
}

function fail(
  operation: Operation,
  context: DAGContext,
  targets: readonly string[],
  node: NodeStatus,
  phase: NodePhase,
): Execution {
  updateOutboundNodes(operation, context, targets, node.name);
  markNodePhase(operation, node.name, phase);
  return { node };
}

function succeed(operation: Operation, context: DAGContext, targets: readonly string[], node: NodeStatus): Execution {
  const scope = scopeOfAllTasks(operation, context);
  if (!scope.ok) return { node: undefined, error: otherError(scope.error) };
  const outputs = templateOutputs(context.template, scope.scope, operation.valueContext);
  if (!outputs.ok) return { node, error: otherError(outputs.error) };
  let current = node;
  if (outputs.value !== undefined) {
    current = { ...(operation.nodes.get(node.id) ?? node), outputs: outputs.value };
    operation.nodes.set(current);
  }
  if (current.memoizationStatus !== undefined) saveMemoizedOutputs(operation, current);
  updateOutboundNodes(operation, context, targets, node.name);
  return { node: markNodePhase(operation, node.name, "Succeeded") };
}

type AllTasksScope = { readonly ok: true; readonly scope: Scope } | { readonly ok: false; readonly error: string };

/** What the DAG's own outputs can refer to: the outputs of all of its tasks. */
function scopeOfAllTasks(operation: Operation, context: DAGContext): AllTasksScope {
  const scope = new Scope(context.template);
  for (const { name } of context.dag.tasks) {
    const taskNode = context.taskNode(name);
    if (taskNode === undefined) continue;
    if (taskNode.type === "TaskGroup") {
      const children = (taskNode.children ?? []).flatMap((id) => operation.nodes.get(id) ?? []);
      const aggregated = addAggregateToScope(scope, "tasks", name, children, operation.valueContext);
      if (!aggregated.ok) return aggregated;
    }
    addAncestor(operation, context, scope, name, taskNode);
    addOutputsToGlobalScope(operation, taskNode.outputs);
  }
  return { ok: true, scope };
}
