import type { DAGTask } from "../../manifest/types.ts";
import { processArguments } from "../arguments/process-arguments.ts";
import { resolveTaskReferences, substituteVolumes } from "../arguments/resolve-references.ts";
import { isExecuted } from "../execution/is-executed.ts";
import { runExitHandlerOfNode } from "../exit-handlers/exit-handler-of-node.ts";
import { exitHook } from "../hooks/hook-arguments.ts";
import { executeTemplateHooks } from "../hooks/template-hooks.ts";
import { expandTask } from "../loops/expand-loop.ts";
import { emitMetricsOfKnownNode } from "../metrics/node-metrics.ts";
import { isCompleted, isFulfilled } from "../model/node-predicates.ts";
import type { NodeStatus } from "../model/node-status.ts";
import { itself, smallMap } from "../model/open-order.ts";
import type { NodeStart } from "../reconcile/nodes/initialize-node.ts";
import { markNodeError } from "../reconcile/nodes/mark-node-phase.ts";
import type { Operation } from "../reconcile/operation.ts";
import { withTemplateDefaults } from "../templates/spec-merge.ts";
import type { DAGContext } from "./dag-context.ts";
import { decideByDepends } from "./depends-condition.ts";
import { executeItems } from "./execute-task-items.ts";
import { connectDependencies, initializeTaskNode } from "./task-node.ts";
import { scopeOfTask } from "./task-scope.ts";

/** A task on the way down the graph, and the one of its dependencies that is next, once they are known. */
interface Visit {
  readonly name: string;
  dependencies?: readonly string[];
  next: number;
}

/**
 * Executes a task once all it depends on has been executed, each at most once a reconcile (`executeDAGTask`). Goes
 * down the graph with a stack of its own: a chain of tasks may be longer than the call stack.
 */
export function executeDAGTask(operation: Operation, context: DAGContext, target: string): void {
  const stack: Visit[] = [{ name: target, next: 0 }];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    if (top.dependencies === undefined) {
      if (context.visited.has(top.name)) {
        stack.pop();
        continue;
      }
      context.visited.add(top.name);
      if (visitStartedTask(operation, context, context.task(top.name)) === "done") {
        stack.pop();
        continue;
      }
      top.dependencies = dependenciesInOrder(operation, context, top.name);
    }
    const dependency = top.dependencies[top.next++];
    if (dependency !== undefined) {
      stack.push({ name: dependency, next: 0 });
      continue;
    }
    stack.pop();
    const isNew = context.taskNode(top.name) === undefined;
    startTask(operation, context, context.task(top.name));
    if (isNew && context.taskNode(top.name) !== undefined) context.started.push(top.name);
  }
}

/** What a task depends on is kept in a map, whose order shows in the order in which tasks begin. */
function dependenciesInOrder({ ports }: Operation, context: DAGContext, name: string): readonly string[] {
  const { tasks } = context.graph.dependencies(name);
  if (!ports.choosesOrders) return tasks;
  const unvisited = tasks.filter((task) => !context.visited.has(task));
  const goes = tasks.length > smallMap ? "any" : "round";
  return ports.order({ what: "dependencies", nameOf: itself, goes }, context.taskNodeName(name), unvisited);
}

/** Hooks and exit handler of a task that runs or has ended; `done` when there is nothing else to do for it now. */
function visitStartedTask(operation: Operation, context: DAGContext, task: DAGTask): "done" | "continue" {
  const node = context.taskNode(task.name);
  if (node === undefined) return "continue";
  if (isFulfilled(node) || node.phase === "Running") {
    const scope = scopeOfTask(operation, context, task.name);
    if (!scope.ok) {
      markNodeError(operation, node.name, scope.error);
      return "done";
    }
    scope.value.set(`tasks.${task.name}.status`, node.phase);
    const hooks = executeTemplateHooks(operation, context.hookOwner(task, node, scope.value));
    if (hooks.error !== undefined) markNodeError(operation, node.name, hooks.error.message);
    if (!hooks.completed) return "done";
  }
  if (!isExecuted(operation, node)) return "continue";
  endTask(operation, context, task, node);
  return "done";
}

/** Emits the metrics of an ended task, gives its locks back and runs its exit handler. */
function endTask(operation: Operation, context: DAGContext, task: DAGTask, node: NodeStatus): void {
  const resolved = context.templateContext.resolveTemplate(task);
  if (!resolved.ok) {
    markNodeError(operation, node.name, resolved.error);
    return;
  }
  const template = withTemplateDefaults(
    resolved.template,
    operation.executionSpec.templateDefaults,
    operation.ports.release,
  );
  emitMetricsOfKnownNode(operation, template, node);
  if (template.synchronization !== undefined) releaseLocks(operation, task, node, template);
  const scope = scopeOfTask(operation, context, task.name);
  if (!scope.ok) {
    markNodeError(operation, node.name, scope.error);
    return;
  }
  scope.value.set(`tasks.${task.name}.status`, node.phase);
  if (isCompleted(node)) {
    runExitHandlerOfNode(
      operation,
      exitHook(task, operation.executionSpec.arguments),
      context.hookOwner(task, node, scope.value),
    );
  }
}

function releaseLocks(
  operation: Operation,
  task: DAGTask,
  node: NodeStatus,
  template: Parameters<typeof processArguments>[0],
): void {
  const processed = processArguments(
    template,
    task.arguments ?? {},
    {
      globals: operation.globals,
      locals: new Map(),
      configMap: (name) => operation.ports.caches.configMap(operation.namespace, name),
      validateOnly: true,
    },
    operation.valueContext,
  );
  if (!processed.ok) {
    markNodeError(operation, node.name, processed.error);
    return;
  }
  operation.controller.synchronization.release(operation, node.id, processed.value.synchronization);
}

/** Starts a task whose dependencies are met, or goes on with the items of one that has started. */
function startTask(operation: Operation, context: DAGContext, task: DAGTask): void {
  const refused = refusalByDependencies(operation, context, task);
  if (refused === "wait") return;
  if (refused !== undefined) {
    initializeUnexecuted(operation, context, task, refused);
    return;
  }
  const resolved = resolveTask(operation, context, task);
  switch (resolved.kind) {
    case "missing":
      operation.notice(context.taskNodeName(task.name), resolved.message);
      operation.requeue();
      return;
    case "error":
      initializeUnexecuted(operation, context, task, { type: "Skipped", phase: "Error", message: resolved.message });
      return;
    case "items":
      executeItems(operation, context, task, resolved.items);
  }
}

/** The node that a task gets instead of being executed, or `wait` while its dependencies are not done. */
function refusalByDependencies(
  operation: Operation,
  context: DAGContext,
  task: DAGTask,
): NodeStart | "wait" | undefined {
  if (context.graph.dependencies(task.name).logic === "") return undefined;
  const decision = decideByDepends(operation, context, task.name);
  switch (decision.kind) {
    case "execute":
      return undefined;
    case "wait":
      return "wait";
    case "omit":
      return { type: "Skipped", phase: "Omitted", message: "omitted: depends condition not met" };
    case "error":
      return { type: "Skipped", phase: "Error", message: decision.message };
  }
}

function initializeUnexecuted(operation: Operation, context: DAGContext, task: DAGTask, start: NodeStart): void {
  const name = context.taskNodeName(task.name);
  initializeTaskNode(operation, context, task, name, start);
  connectDependencies(operation, context, task, name);
}

type ResolvedTask =
  | { readonly kind: "items"; readonly items: readonly DAGTask[] }
  | { readonly kind: "missing"; readonly message: string }
  | { readonly kind: "error"; readonly message: string };

function resolveTask(operation: Operation, context: DAGContext, task: DAGTask): ResolvedTask {
  const { globals, valueContext } = operation;
  const scope = scopeOfTask(operation, context, task.name);
  if (!scope.ok) return { kind: "error", message: scope.error };
  const volumes = substituteVolumes(operation.volumes, scope.value, valueContext);
  if (!volumes.ok) return { kind: "error", message: volumes.error };
  operation.volumes = volumes.value;
  const resolved = resolveTaskReferences(task, scope.value, globals, valueContext);
  if (resolved.kind !== "resolved") return resolved;
  const items = expandTask(resolved.value, scope.value, globals, valueContext);
  return items.ok ? { kind: "items", items: items.value } : { kind: "error", message: items.error };
}
