import type { DAGTask } from "../../manifest/types.ts";
import { isLoop } from "../arguments/resolve-references.ts";
import { evaluateWhen } from "../arguments/should-execute.ts";
import { executeTemplate } from "../execution/execute-template.ts";
import { runExitHandlerOfNode } from "../exit-handlers/exit-handler-of-node.ts";
import { exitHook } from "../hooks/hook-arguments.ts";
import { isCompleted, isFailedOrError, isFulfilled } from "../model/node-predicates.ts";
import type { NodePhase, NodeStatus } from "../model/node-status.ts";
import type { NodeStart } from "../reconcile/nodes/initialize-node.ts";
import { markNodeError, markNodePhase } from "../reconcile/nodes/mark-node-phase.ts";
import type { Operation } from "../reconcile/operation.ts";
import type { DAGContext } from "./dag-context.ts";
import { connectDependencies, initializeTaskNode, taskGroupOf } from "./task-node.ts";
import { scopeOfTask } from "./task-scope.ts";

/** Executes a task whose dependencies are met: itself, or the items of its loop. */
export function executeItems(
  operation: Operation,
  context: DAGContext,
  task: DAGTask,
  items: readonly DAGTask[],
): void {
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
    holder: item,
    reference: "tasks",
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
  const exit = runExitHandlerOfNode(
    operation,
    exitHook(task, operation.executionSpec.arguments),
    context.hookOwner(task, node, scope.value),
  );
  if (!exit.exists) return "next";
  if (exit.error !== undefined) operation.notice(node.name, exit.error.message);
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
