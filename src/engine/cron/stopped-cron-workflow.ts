import type { CronWorkflowObject } from "../model/cron-workflow-object.ts";

/** Label of a CronWorkflow that has stopped. */
export const completedCronWorkflowLabel = "cronworkflows.argoproj.io/completed";

/** A CronWorkflow that runs no more (`setAsCompleted`). */
export function stopped({ metadata, spec, status }: CronWorkflowObject): CronWorkflowObject {
  const labels = { ...metadata.labels, [completedCronWorkflowLabel]: "true" };
  return { metadata: { ...metadata, labels }, spec, status: { ...status, phase: "Stopped" } };
}
