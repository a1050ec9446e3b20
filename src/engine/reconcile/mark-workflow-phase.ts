import { Panic } from "../model/errors/execution-error.ts";
import { agentPodName } from "../model/node-identity.ts";
import type { WorkflowPhase } from "../model/workflow-object.ts";
import { isWorkflowCompleted } from "../model/workflow-predicates.ts";
import { archivingStatusLabel, isArchivable } from "./archiving.ts";
import { killDaemonedChildren } from "./nodes/daemoned-children.ts";
import type { Operation } from "./operation.ts";
import { areTaskResultsInProgress } from "./progress/task-result-progress.ts";

/**
 * Sets the workflow's phase and message (`markWorkflowPhase`). An end is refused, silently, while an executor has yet
 * to report or a daemon runs: the daemons are told to end, and a later reconcile tries again.
 */
export function markWorkflowPhase(operation: Operation, phase: WorkflowPhase, message = ""): void {
  const ends = isWorkflowCompleted(phase);
  if (ends && (areTaskResultsInProgress(operation) || operation.nodes.some("daemoned"))) {
    killDaemonedChildren(operation, "");
    return;
  }
  if (operation.phase !== phase) changePhase(operation, phase);
  if (operation.status.startedAt === undefined && phase !== "Pending") {
    operation.updated = true;
    operation.patchStatus({ startedAt: operation.now });
  }
  if ((operation.status.message ?? "") !== message) {
    operation.updated = true;
    operation.patchStatus({ message });
  }
  if (phase === "Error") failEntryNode(operation);
  if (ends) complete(operation);
}

export function markWorkflowFailed(operation: Operation, message: string): void {
  markWorkflowPhase(operation, "Failed", message);
}

export function markWorkflowError(operation: Operation, message: string): void {
  markWorkflowPhase(operation, "Error", message);
}

function changePhase(operation: Operation, phase: WorkflowPhase): void {
  if (isWorkflowCompleted(operation.phase)) throw new Panic("workflow is already fulfilled");
  operation.updated = true;
  operation.patchStatus({ phase });
  operation.setLabel("workflows.argoproj.io/phase", phase);
  if (operation.metadata.labels?.["workflows.argoproj.io/completed"] === undefined) {
    operation.setLabel("workflows.argoproj.io/completed", "false");
  }
}

function failEntryNode(operation: Operation): void {
  const entry = operation.nodes.get(operation.name);
  if (entry?.phase === "Running") {
    operation.updateNode(entry, { phase: "Error", message: "Workflow operation error" });
  }
}

function complete(operation: Operation): void {
  operation.updated = true;
  operation.patchStatus({ finishedAt: operation.now });
  operation.setLabel("workflows.argoproj.io/completed", "true");
  operation.upsertCondition({ type: "Completed", status: "True" });
  if (isArchivable(operation)) operation.setLabel(archivingStatusLabel, "Pending");
  if (operation.nodes.some("taskSet")) {
    operation.ports.queues.queuePodForCleanup(operation.namespace, agentPodName(operation.name), "deletePod", 0);
  }
}
