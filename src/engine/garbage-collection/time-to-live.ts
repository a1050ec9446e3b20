import type { TTLStrategy } from "../../manifest/types.ts";
import type { WorkflowObject } from "../model/workflow-object.ts";
import { archivingStatusLabel } from "../reconcile/archiving.ts";

/** The deletion is queued this much after the workflow expired, so that the informer has caught up; milliseconds. */
const informerMargin = 1_000;

/** Whether nothing more will be done about a workflow, so that it may be deleted (`common.IsDone`). */
export function isDone({ metadata }: WorkflowObject): boolean {
  return (
    metadata.deletionTimestamp === undefined &&
    metadata.labels?.["workflows.argoproj.io/completed"] === "true" &&
    metadata.labels[archivingStatusLabel] !== "Pending"
  );
}

/**
 * After how many milliseconds a finished workflow is to be deleted, 0 or less for now (`enqueueWF`); absent when its
 * `ttlStrategy` says nothing about its phase. The workflow's own strategy goes before that of its WorkflowTemplate.
 */
export function deletionDelay(workflow: WorkflowObject, now: number): number | undefined {
  const { spec, status } = workflow;
  const strategy = spec.ttlStrategy ?? status.storedWorkflowTemplateSpec?.ttlStrategy;
  const seconds = strategy === undefined ? undefined : timeToLive(strategy, status.phase);
  if (seconds === undefined) return undefined;
  return (status.finishedAt ?? 0) + seconds * 1000 - now + informerMargin;
}

/** `secondsAfterFailure` is about Failed alone, not about Error. */
function timeToLive(strategy: TTLStrategy, phase: WorkflowObject["status"]["phase"]): number | undefined {
  const { secondsAfterCompletion, secondsAfterFailure, secondsAfterSuccess } = strategy;
  if (phase === "Failed" && secondsAfterFailure !== undefined) return secondsAfterFailure;
  if (phase === "Succeeded" && secondsAfterSuccess !== undefined) return secondsAfterSuccess;
  return phase === "Succeeded" || phase === "Failed" || phase === "Error" ? secondsAfterCompletion : undefined;
}
