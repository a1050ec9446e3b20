import type { CronWorkflowObject } from "./cron-workflow-object.ts";

const completedLabel = "cronworkflows.argoproj.io/completed";

/** A CronWorkflow that runs no more (`setAsCompleted`). */
export function stopped({ metadata, spec, status }: CronWorkflowObject): CronWorkflowObject {
  const labels = { ...metadata.labels, [completedLabel]: "true" };
  return { metadata: { ...metadata, labels }, spec, status: { ...status, phase: "Stopped" } };
}
