import { saveMemoizedOutputs } from "../memoization/save-outputs.ts";
import { ControllerCrash } from "../model/errors/controller-crash.ts";
import { isFulfilled, isTaskSetNode } from "../model/node-predicates.ts";
import { type NodeStatus, withoutFields } from "../model/node-status.ts";
import { isWorkflowCompleted } from "../model/workflow-predicates.ts";
import type { Operation } from "../reconcile/operation.ts";
import { markTaskSetNodesError, reconcileAgentPod } from "./agent.ts";

/** Takes over the agent's answers, hands it new work, and makes sure it runs (`taskSetReconciliation`). */
export function reconcileTaskSet(operation: Operation): void {
  if (!takeOverAnswers(operation)) return;
  if (operation.taskSet.size > 0) {
    const tasks = Object.fromEntries(operation.taskSet);
    const isCompleted = isWorkflowCompleted(operation.phase);
    const answer = operation.ports.api.applyTaskSetTasks(operation.namespace, operation.name, tasks, isCompleted);
    if (!answer.ok) return;
  }
  const error = reconcileAgentPod(operation);
  if (error !== undefined) markTaskSetNodesError(operation, `create agent pod failed with reason:"${error}"`);
}

/** Answers false when an answer belongs to no node, which stops the reconciliation of the task set. */
function takeOverAnswers(operation: Operation): boolean {
  const taskSet = operation.ports.caches.taskSet(operation.namespace, operation.name);
  if (taskSet === undefined) return true;
  for (const [nodeID, result] of Object.entries(taskSet.results)) {
    const node = operation.nodes.get(nodeID);
    if (node === undefined) return false;
    const answered: NodeStatus = {
      ...withoutFields(node, "outputs"),
      ...(result.outputs === undefined ? {} : { outputs: result.outputs }),
      phase: result.phase,
      message: result.message ?? "",
      finishedAt: operation.now,
    };
    operation.nodes.set(answered);
    operation.updated = true;
    if (answered.memoizationStatus !== undefined && answered.phase === "Succeeded") {
      saveMemoizedOutputs(operation, answered);
    }
  }
  return true;
}

/** Removes from the task set what is done (`removeCompletedTaskSetStatus`). */
export function removeCompletedTasks(operation: Operation): void {
  const done: string[] = [];
  for (const node of operation.nodes.those("taskSet")) if (isFulfilled(node)) done.push(node.id);
  if (done.length === 0) return;
  operation.ports.api.removeTaskSetTasks(
    operation.namespace,
    operation.name,
    done,
    isWorkflowCompleted(operation.phase),
  );
}

/**
 * Whether a node or anything below it is work for the agent (`nodeRequiresTaskSetReconciliation`). A child that was
 * recorded but never created ends the controller's process: upstream takes it for impossible and calls Fatal.
 */
export function requiresTaskSet(operation: Operation, nodeName: string): boolean {
  const root = operation.nodes.byName(nodeName);
  if (root === undefined) return false;
  const visited = new Set<string>();
  const stack = [root.id];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (visited.has(id)) continue;
    visited.add(id);
    const node = operation.nodes.get(id);
    if (node === undefined) throw new ControllerCrash(`was unable to get child node name for nodeID ${id}`);
    if (isTaskSetNode(node)) return true;
    stack.push(...(node.children ?? []).toReversed());
  }
  return false;
}
