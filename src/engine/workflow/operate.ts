import { collectArtifacts } from "../artifact-gc/collect-artifacts.ts";
import { addArtifactGCFinalizer } from "../artifact-gc/finalizer.ts";
import { emitMetrics } from "../metrics/emit-metrics.ts";
import { workflowMetricScope } from "../metrics/metric-scope.ts";
import { Panic } from "../model/errors/execution-error.ts";
import { isWorkflowCompleted } from "../model/workflow-predicates.ts";
import { markWorkflowError, markWorkflowFailed, markWorkflowPhase } from "../reconcile/mark-workflow-phase.ts";
import { UnsettledNodes } from "../reconcile/nodes/unsettled-nodes.ts";
import type { Operation } from "../reconcile/operation.ts";
import { failNodesWithoutPods } from "../reconciliation/execution-control.ts";
import { reconcilePods } from "../reconciliation/reconcile-pods.ts";
import { reconcileTaskResults } from "../reconciliation/task-results.ts";
import { endsWaitForLocks } from "../shutdown/shutdown-of-nodes.ts";
import { advance } from "./advance.ts";
import { persistUpdates } from "./persist-updates.ts";
import { setExecutionWorkflow } from "./set-execution-workflow.ts";

/**
 * One reconcile of a workflow (`operate`): looks at what has happened to its pods, goes on with its templates as far
 * as they can go, and writes the result.
 */
export function operate(operation: Operation): void {
  try {
    reconcile(operation);
  } catch (error) {
    if (!(error instanceof Panic)) throw error;
    recoverFromPanic(operation, error);
  }
  persistUpdates(operation);
}

/** A panic becomes the workflow's error. That of a workflow that had ended is a panic again, which changes nothing. */
function recoverFromPanic(operation: Operation, panic: Panic): void {
  try {
    markWorkflowError(operation, panic.message);
  } catch (error) {
    if (!(error instanceof Panic)) throw error;
  }
}

function reconcile(operation: Operation): void {
  if (!setExecutionWorkflow(operation)) return;
  addArtifactGCFinalizer(operation);
  operation.memory.of(UnsettledNodes).follow(operation.nodes.current, () => nodesWithPodOrReport(operation));
  reconcileTaskResults(operation);
  if (isWorkflowCompleted(operation.phase) && !collectArtifacts(operation)) return;
  if (operation.metadata.labels?.["workflows.argoproj.io/completed"] === "true") return;
  if (!acquireWorkflowLock(operation)) return;
  operation.nodesBeforeExecution = operation.nodes.current;
  const { metrics } = operation.executionSpec;
  if (metrics !== undefined) emitMetrics(operation, metrics, workflowMetricScope(operation), "realtime");
  if (!reconcileRunning(operation)) return;
  if (operation.executionSpec.suspend === true) return;
  advance(operation);
}

function* nodesWithPodOrReport({ ports, namespace, name }: Operation): Generator<string> {
  for (const { nodeID } of ports.caches.podsOfWorkflow(namespace, name)) yield nodeID;
  for (const { nodeID } of ports.caches.taskResultsOfWorkflow(namespace, name)) yield nodeID;
}

/** Takes the workflow's own locks; without them it stays Pending until the lock manager wakes it. */
function acquireWorkflowLock(operation: Operation): boolean {
  const { synchronization } = operation.executionSpec;
  if (synchronization === undefined) return true;
  const lock = operation.controller.synchronization.tryAcquire(operation, "", synchronization);
  if (lock.kind === "error") {
    markWorkflowFailed(operation, `Failed to acquire the synchronization lock. ${lock.message}`);
    return false;
  }
  if (lock.updated) operation.updated = true;
  else if (operation.has("workflow-lock-forgets-changes")) operation.updated = false;
  return lock.kind === "acquired" || endWaitingWorkflow(operation, lock.message);
}

function postpone(operation: Operation, message: string): void {
  markWorkflowPhase(operation, operation.phase === "" ? "Pending" : operation.phase, message);
}

/** A terminated workflow does not wait for its locks any longer (`releaseLocksForPendingShuttingdownWfs`). */
function endWaitingWorkflow(operation: Operation, message: string): boolean {
  if (endsWaitForLocks(operation)) {
    operation.controller.synchronization.releaseAllLocks(operation);
    if (operation.has("terminate-while-waiting-for-lock-succeeds")) {
      markWorkflowPhase(operation, "Succeeded");
      return true;
    }
    markWorkflowFailed(operation, "Stopped with strategy 'Terminate'");
    return false;
  }
  postpone(operation, message);
  return false;
}

/** Starts the workflow, or brings its nodes up to date; answers false when there is nothing to execute now. */
function reconcileRunning(operation: Operation): boolean {
  if (operation.phase === "") {
    markWorkflowPhase(operation, "Running");
    const format = "workflows.argoproj.io/pod-name-format";
    if (operation.metadata.annotations?.[format] === undefined) {
      const version = operation.ports.configuration.environment.POD_NAMES === "v1" ? "v1" : "v2";
      operation.metadata = {
        ...operation.metadata,
        annotations: { [format]: version, ...operation.metadata.annotations },
      };
    }
    operation.workflowDeadline = operation.computeWorkflowDeadline();
    if (operation.workflowDeadline !== undefined) operation.requeueAfter(operation.workflowDeadline - operation.now);
    return true;
  }
  operation.workflowDeadline = operation.computeWorkflowDeadline();
  const complete = reconcilePods(operation);
  failNodesWithoutPods(operation);
  if (!complete) operation.requeue();
  return complete;
}
