import type { WorkflowObject } from "../engine/model/workflow-object.ts";
import { shutDownWorkflow } from "./shut-down-workflow.ts";
import type { UserOperationResult } from "./user-operation.ts";

/** `argo terminate`: ends a workflow without its exit handlers (`TerminateWorkflow`). */
export function terminateWorkflow(workflow: WorkflowObject): UserOperationResult {
  return shutDownWorkflow(workflow, "Terminate");
}
