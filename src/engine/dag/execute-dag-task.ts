import type { DAGTask } from "../../manifest/types.ts";
import { executeTemplate } from "../execution/execute-template.ts";
import { isExecuted } from "../execution/is-executed.ts";
import { runOnExitNode } from "../hooks/exit-handler.ts";
import { executeTemplateHooks } from "../hooks/template-hooks.ts";
import { emitMetricsOfKnownNode } from "../metrics/node-metrics.ts";
import { addChildNode } from "../nodes/children.ts";
import { initializeNode, type NodeStart } from "../nodes/initialize-node.ts";
import { markNodeError, markNodePhase } from "../nodes/mark-node-phase.ts";
import { outboundNodes } from "../nodes/outbound-nodes.ts";
import type { Operation } from "../operation.ts";
import { withTemplateDefaults } from "../spec-merge.ts";
import { isCompleted, isFailedOrError, isFulfilled } from "../status/node-predicates.ts";
import type { NodePhase, NodeStatus } from "../status/node-status.ts";
import { exitHook } from "../values/exit-arguments.ts";
import { expandTask } from "../values/expand-loop.ts";
import { processArguments } from "../values/process-arguments.ts";
import { isLoop, resolveTaskReferences, substituteVolumes } from "../values/resolve-references.ts";
import { evaluateWhen } from "../values/should-execute.ts";
import type { DAGContext } from "./dag-context.ts";
import { decideByDepends } from "./depends-condition.ts";
import { scopeOfTask } from "./task-scope.ts";

/**
 * Executes a task once all it depends on has been executed, each at most once a reconcile (`executeDAGTask`). Goes
 * down the graph with a stack of its own: a chain of tasks may be longer than the call stack.
 */
export function executeDAGTask(operation: Operation, context: DAGContext, target: string): void {
  const stack: { readonly name: string; next: number; entered: boolean }[] = [
    { name: target, next: 0, entered: false },
  ];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    if (!top.entered) {
      top.entered = true;
      if (context.visited.has(top.name)) {
        stack.pop();
        continue;
      }
      context.visited.add(top.name);
      if (visitStartedTask(operation, context, context.task(top.name)) === "done") {
        stack.pop();
        continue;
      }
    }
    const dependency = context.graph.dependencies(top.name).tasks[top.next++];
    if (dependency !== undefined) {
      stack.push({ name: dependency, next: 0, entered: false });
      continue;
    }
    stack.pop();
    const isNew = context.taskNode(top.name) === undefined;
    startTask(operation, context, context.task(top.name));
    if (isNew && context.taskNode(top.name) !== undefined) context.started.push(top.name);
  }
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
    if (hooks.error !== undefined) markNodeError(operation, node.name, hooks.error);
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
    runOnExitNode(
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
  | { readonly kind: "missing" }
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

function initializeTaskNode(
  operation: Operation,
  context: DAGContext,
  task: DAGTask,
  name: string,
  start: NodeStart,
): NodeStatus {
  const { boundaryID, templateContext } = context;
  const { templateScope } = templateContext;
  return initializeNode(operation, { name, templateScope, holder: task, boundaryID, nodeFlag: {} }, start);
}

/** Hangs a task's node below all that its dependencies end in, a loop item below its group. */
function connectDependencies(operation: Operation, context: DAGContext, task: DAGTask, nodeName: string): void {
  const group = taskGroupOf(context, task);
  const { tasks } = context.graph.dependencies(task.name);
  if (group !== undefined && group.name !== nodeName) {
    addChildNode(operation, group.name, nodeName);
    return;
  }
  if (tasks.length === 0) {
    addChildNode(operation, context.boundaryName, nodeName);
    return;
  }
  for (const dependency of tasks) {
    const node = context.taskNode(dependency);
    if (node === undefined) continue;
    for (const id of outboundNodes(operation, node.id)) {
      const outbound = operation.nodes.get(id);
      if (outbound === undefined) return;
      addChildNode(operation, outbound.name, nodeName);
    }
  }
}

function taskGroupOf(context: DAGContext, task: DAGTask): NodeStatus | undefined {
  const node = context.taskNode(task.name);
  return node?.type === "TaskGroup" ? node : undefined;
}

function executeItems(operation: Operation, context: DAGContext, task: DAGTask, items: readonly DAGTask[]): void {
  if (isLoop(task)) {
    const name = context.taskNodeName(task.name);
    if (items.length === 0) {
      initializeTaskNode(operation, context, task, name, {
        type: "Skipped",
        phase: "Skipped",
        message: "Skipped, empty params",
      });
      connectDependencies(operation, context, task, name);
    } else if (taskGroupOf(context, task) === undefined) {
      connectDependencies(operation, context, task, name);
      initializeTaskNode(operation, context, task, name, { type: "TaskGroup", phase: "Running" });
    }
  }
  for (const item of items) if (executeItem(operation, context, task, item) === "stop") return;
  const group = taskGroupOf(context, task);
  if (group !== undefined) concludeGroup(operation, context, group, items);
}

/** Executes the task, or one item of its loop; `stop` leaves what comes after it for a later reconcile. */
function executeItem(operation: Operation, context: DAGContext, task: DAGTask, item: DAGTask): "stop" | "next" {
  const nodeName = context.taskNodeName(item.name);
  if (context.taskNode(item.name) === undefined) {
    connectDependencies(operation, context, task, nodeName);
    const decision = evaluateWhen(item.when);
    if (!decision.ok) {
      const start: NodeStart = { type: "Skipped", phase: "Error", message: decision.error };
      initializeTaskNode(operation, context, task, nodeName, start);
      return "next";
    }
    if (!decision.value) {
      const message = `when '${item.when ?? ""}' evaluated false`;
      initializeTaskNode(operation, context, task, nodeName, { type: "Skipped", phase: "Skipped", message });
      return "next";
    }
  }
  const { node, error } = executeTemplate(operation, {
    nodeName,
    holder: { ...item, kind: "task", name: item.name },
    context: context.templateContext,
    arguments: item.arguments ?? {},
    options: { boundaryID: context.boundaryID, isExitTemplate: context.isExitTemplate },
  });
  switch (error?.kind) {
    case undefined:
    case "parallelismReached":
    case "maxDepthExceeded":
      break;
    case "deadlineExceeded":
      return "stop";
    case "timeout":
      markNodePhase(operation, nodeName, "Failed", error.message);
      return "stop";
    case "transient":
    case "other":
      markNodeError(operation, nodeName, `task '${nodeName}' errored: ${error.message}`);
      return "stop";
  }
  if (node === undefined) return "stop";
  return isCompleted(node) ? runItemExit(operation, context, task, node) : "next";
}

function runItemExit(operation: Operation, context: DAGContext, task: DAGTask, node: NodeStatus): "stop" | "next" {
  const scope = scopeOfTask(operation, context, task.name);
  if (!scope.ok) {
    markNodeError(operation, node.name, scope.error);
    return "next";
  }
  scope.value.set(`tasks.${task.name}.status`, node.phase);
  const exit = runOnExitNode(
    operation,
    exitHook(task, operation.executionSpec.arguments),
    context.hookOwner(task, node, scope.value),
  );
  if (!exit.exists) return "next";
  return exit.node === undefined || !isFulfilled(exit.node) || exit.error !== undefined ? "stop" : "next";
}

/** Ends a task group once all of its items have: as Succeeded, or as the last item that did not. */
function concludeGroup(operation: Operation, context: DAGContext, group: NodeStatus, items: readonly DAGTask[]): void {
  let phase: NodePhase = "Succeeded";
  for (const { name } of items) {
    const node = context.taskNode(name);
    if (node === undefined || !isFulfilled(node)) return;
    if (isFailedOrError(node.phase)) phase = node.phase;
  }
  markNodePhase(operation, group.name, phase);
}
