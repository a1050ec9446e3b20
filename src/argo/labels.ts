export const completedLabel = "workflows.argoproj.io/completed";
export const phaseLabel = "workflows.argoproj.io/phase";
export const archivingStatusLabel = "workflows.argoproj.io/workflow-archiving-status";
export const resubmittedFromLabel = "workflows.argoproj.io/resubmitted-from-workflow";
/** Labels that name who submitted a workflow. */
export const creatorLabels: readonly string[] = [
  "workflows.argoproj.io/creator",
  "workflows.argoproj.io/creator-email",
  "workflows.argoproj.io/creator-preferred-username",
];
