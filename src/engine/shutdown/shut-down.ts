import type { WorkflowObject } from "../model/workflow-object.ts";

/** Tells a workflow to end: sets `spec.shutdown`, on which the controller acts when it sees the workflow next. */
export function shutDown(workflow: WorkflowObject, strategy: "Stop" | "Terminate"): WorkflowObject {
  return workflow.spec.shutdown === strategy
    ? workflow
    : { ...workflow, spec: { ...workflow.spec, shutdown: strategy } };
}
