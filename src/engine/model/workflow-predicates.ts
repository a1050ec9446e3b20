import type { WorkflowPhase } from "./workflow-object.ts";

/** Whether a workflow of this phase has ended. */
export function isWorkflowCompleted(phase: WorkflowPhase): boolean {
  return phase === "Succeeded" || phase === "Failed" || phase === "Error";
}
