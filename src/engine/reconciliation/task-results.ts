import { isCompleted, isCompletedPhase } from "../model/node-predicates.ts";
import type { NodeOutputs, NodeStatus } from "../model/node-status.ts";
import type { TaskResult } from "../model/pod.ts";
import { podOfNode } from "../reconcile/nodes/pod-of-node.ts";
import { UnsettledNodes } from "../reconcile/nodes/unsettled-nodes.ts";
import type { Operation } from "../reconcile/operation.ts";
import { isProgressValid } from "../reconcile/progress/progress-parts.ts";

/** How long after a node's end a missing report is waited for, in milliseconds. */
const recentlyDeletedPod = 2 * 60_000;
const taskResultTimeout = 10 * 60_000;

/** Notes that the executor of a node has reported, or never will (`MarkTaskResultComplete`). */
export function markTaskResultComplete(operation: Operation, nodeID: string): void {
  markTaskResult(operation, nodeID, true);
}

/** Does not set `updated`: the mark is stored with the next change, as upstream has it. */
function markTaskResult(operation: Operation, nodeID: string, complete: boolean): void {
  if (operation.has("task-results-tracked-in-workflow-status")) {
    operation.setTaskResultCompletion(nodeID, complete);
    return;
  }
  const node = operation.nodes.get(nodeID);
  if (node?.taskResultSynced === undefined || node.taskResultSynced === complete) return;
  operation.nodes.set({ ...node, taskResultSynced: complete });
}

/** Takes over what executors have reported (`taskResultReconciliation`). */
export function reconcileTaskResults(operation: Operation): void {
  const { caches } = operation.ports;
  for (const id of operation.memory.of(UnsettledNodes).ids) {
    const result = caches.taskResult(operation.namespace, id);
    if (result?.workflowName === operation.name) reconcileTaskResult(operation, result);
  }
}

/** Whether a report has nothing to say that its node does not, and never will. */
export function isReportSettled(operation: Operation, nodeID: string): boolean {
  const result = operation.ports.caches.taskResult(operation.namespace, nodeID);
  if (result === undefined) return true;
  // In these releases a report has an effect each time.
  if (operation.has("task-result-always-changes-workflow")) return false;
  if (operation.has("task-results-tracked-in-workflow-status")) return false;
  return result.reportOutputsCompleted === true && !operation.nodes.changed.has(nodeID);
}

function reconcileTaskResult(operation: Operation, result: TaskResult): void {
  const { nodeID, reportOutputsCompleted } = result;
  if (reportOutputsCompleted !== undefined) markTaskResult(operation, nodeID, reportOutputsCompleted);
  const old = operation.nodes.get(nodeID);
  if (old === undefined) return;
  const hasEnded = operation.has("ended-node-without-report-given-up") ? isCompletedPhase(old.phase) : isCompleted(old);
  if (reportOutputsCompleted === false && hasEnded) {
    const patience = patienceWithMissingReport(operation, old);
    if (patience === "comeBack") {
      operation.notice(old.name, "the executor has not reported yet");
      operation.requeue();
      return;
    }
    if (patience === "giveUp") markTaskResult(operation, nodeID, true);
  }
  if (operation.has("task-result-always-changes-workflow")) operation.updated = true;
  const node = operation.nodes.get(nodeID) ?? old;
  const outputs = hasOutputs(result.outputs) ? mergeOutputs(node, result.outputs) : node.outputs;
  const progress = isProgressValid(result.progress) ? result.progress : node.progress;
  if (outputs === node.outputs && progress === node.progress) return;
  operation.updateNode(node, {
    ...(outputs === undefined ? {} : { outputs }),
    ...(progress === undefined ? {} : { progress }),
  });
}

/** What to do about the report of an ended node that its executor has not completed. */
function patienceWithMissingReport(operation: Operation, node: NodeStatus): "comeBack" | "giveUp" | "wait" {
  if (operation.has("missing-task-result-awaited-for-ever")) return "wait";
  // A node that ended before any of its containers has no time of its end: it ended long ago.
  const age = operation.now - (node.finishedAt ?? -Infinity);
  const podIsGone = podOfNode(operation, node) === undefined;
  if (operation.has("task-result-of-existing-pod-awaited")) {
    if (!podIsGone) return "wait";
    return age <= recentlyDeletedPod ? "comeBack" : "giveUp";
  }
  return (podIsGone && age <= recentlyDeletedPod) || age <= taskResultTimeout ? "comeBack" : "giveUp";
}

function hasOutputs(outputs: NodeOutputs | undefined): outputs is NodeOutputs {
  if (outputs === undefined) return false;
  const { parameters, artifacts, result, exitCode } = outputs;
  return (
    result !== undefined || exitCode !== undefined || (artifacts?.length ?? 0) > 0 || (parameters?.length ?? 0) > 0
  );
}

/** The reported outputs with the exit code that the pod gave; the node's own record when nothing is new. */
function mergeOutputs(node: NodeStatus, reported: NodeOutputs): NodeOutputs {
  const exitCode = reported.exitCode ?? node.outputs?.exitCode;
  const known = node.outputs;
  const same =
    known !== undefined &&
    known.parameters === reported.parameters &&
    known.artifacts === reported.artifacts &&
    known.result === reported.result &&
    known.exitCode === exitCode;
  if (same) return known;
  return { ...reported, ...(exitCode === undefined ? {} : { exitCode }) };
}
