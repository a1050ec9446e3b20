import { isPhaseFulfilled } from "../model/node-predicates.ts";
import type { NodeStatus } from "../model/node-status.ts";
import type { WorkflowObject } from "../model/workflow-object.ts";
import { isWorkflowCompleted } from "../model/workflow-predicates.ts";
import { queuePodsForCleanup } from "../pods/queue-pods-for-cleanup.ts";
import type { Operation } from "../reconcile/operation.ts";
import { updateProgress } from "../reconcile/progress/update-progress.ts";
import { removeCompletedTasks } from "../task-set/task-set.ts";
import { reapplyUpdate } from "./reapply-update.ts";

/** Delay before a finished workflow that still has finalizers is looked at again, in milliseconds. */
const finalizerRequeue = 5_000;

/** Writes what the reconcile did to the API server, and what follows from it (`persistUpdates`). */
export function persistUpdates(operation: Operation): void {
  if (!operation.updated) return;
  updateProgress(operation);
  const { api, release } = operation.ports;
  const completed = isWorkflowCompleted(operation.phase);
  if (operation.status.synchronization !== undefined && completed) {
    operation.controller.synchronization.releaseAllLocks(operation);
  }
  removeCompletedTasks(operation);
  let answer = api.updateWorkflow(operation.workflow);
  if (!answer.ok && answer.error.reason === "Conflict") {
    answer = reapplyUpdate(api, operation.original, operation.workflow, operation.nodes.changed, release);
  }
  if (!answer.ok) {
    operation.persistFailed = true;
    return;
  }
  operation.metadata = answer.value.metadata;
  operation.controller.recordWrite(answer.value);
  catchUpWithWrite(operation, answer.value);
  if (completed) api.deleteTaskResults(operation.namespace, operation.name);
  if (completed && (operation.metadata.finalizers?.length ?? 0) > 0) operation.requeueAfter(finalizerRequeue);
  queuePodsForCleanup(operation, finishedNode(answer.value));
}

/** Keeps the next reconcile from seeing the workflow as it was before this write, as earlier releases do. */
function catchUpWithWrite(operation: Operation, written: WorkflowObject): void {
  const writesBack = operation.has("writes-workflow-back-to-informer");
  if (!writesBack && !operation.has("sleeps-after-writing-workflow")) return;
  const setting = operation.ports.configuration.environment.INFORMER_WRITE_BACK || String(writesBack);
  if (setting === "true") operation.ports.caches.writeBack(written);
  else if (setting === "false") operation.ports.sleep(1_000);
}

/** Finds nodes whose pods may be cleaned up, as they were written. */
function finishedNode({ status: { nodes } }: WorkflowObject): (nodeID: string) => NodeStatus | undefined {
  return (nodeID) => {
    const node = nodes.get(nodeID);
    return node !== undefined && isPhaseFulfilled(node) ? node : undefined;
  };
}
