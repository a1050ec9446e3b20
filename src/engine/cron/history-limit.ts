import type { CronWorkflowObject } from "../model/cron-workflow-object.ts";
import type { WorkflowObject } from "../model/workflow-object.ts";
import { cronWorkflowLabel } from "./submitted-workflow.ts";

/** Runs of a CronWorkflow to delete, because newer ones have ended since (`enforceHistoryLimit`). */
export function runsBeyondHistory(
  { metadata, spec }: CronWorkflowObject,
  children: readonly WorkflowObject[],
): readonly WorkflowObject[] {
  const runs = children.filter((child) => child.metadata.labels?.[cronWorkflowLabel] === metadata.name);
  const succeeded = runs.filter(({ status }) => status.phase === "Succeeded");
  const failed = runs.filter(({ status }) => status.phase === "Failed" || status.phase === "Error");
  return [
    ...oldest(succeeded, limitOf(spec.successfulJobsHistoryLimit, 3)),
    ...oldest(failed, limitOf(spec.failedJobsHistoryLimit, 1)),
  ];
}

function limitOf(limit: number | undefined, usual: number): number {
  return limit === undefined || limit < 0 ? usual : limit;
}

function oldest(runs: readonly WorkflowObject[], kept: number): readonly WorkflowObject[] {
  const finishedAt = ({ status }: WorkflowObject) => status.finishedAt ?? Number.NEGATIVE_INFINITY;
  return runs.toSorted((left, right) => finishedAt(right) - finishedAt(left)).slice(kept);
}
