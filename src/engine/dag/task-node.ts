import type { DAGTask } from "../../manifest/types.ts";
import type { NodeStatus } from "../model/node-status.ts";
import { addChildNode } from "../reconcile/nodes/children.ts";
import { initializeNode, type NodeStart } from "../reconcile/nodes/initialize-node.ts";
import { outboundNodes } from "../reconcile/nodes/outbound-nodes.ts";
import type { Operation } from "../reconcile/operation.ts";
import type { DAGContext } from "./dag-context.ts";

/** Creates the node of a task, or of one item of its loop. */
export function initializeTaskNode(
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
export function connectDependencies(operation: Operation, context: DAGContext, task: DAGTask, nodeName: string): void {
  const { nodes } = operation;
  const { tasks } = context.graph.dependencies(task.name);
  const taskName = context.taskNodeName(task.name);
  if (taskName !== nodeName && nodes.typeOf(nodes.id(taskName)) === "TaskGroup") {
    addChildNode(operation, taskName, nodeName);
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

/** The node that a loop has around its items, once it is there. */
export function taskGroupOf(context: DAGContext, task: DAGTask): NodeStatus | undefined {
  const node = context.taskNode(task.name);
  return node?.type === "TaskGroup" ? node : undefined;
}
