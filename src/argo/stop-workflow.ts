import type { WorkflowObject } from "../engine/model/workflow-object.ts";
import { shutDownWorkflow } from "./shut-down-workflow.ts";
import { updateSuspendedNodes } from "./update-suspended-nodes.ts";
import type { UserOperationContext, UserOperationResult } from "./user-operation.ts";

export interface StopOptions {
  /** Fails the suspended nodes that match, instead of ending the workflow. */
  readonly nodeFieldSelector?: string;
  /** Message for those nodes. */
  readonly message?: string;
}

/** `argo stop`: ends a workflow but still runs its exit handlers, or fails suspended nodes (`StopWorkflow`). */
export function stopWorkflow(
  workflow: WorkflowObject,
  options: StopOptions,
  context: UserOperationContext,
): UserOperationResult {
  const { nodeFieldSelector, message } = options;
  if (!nodeFieldSelector) return shutDownWorkflow(workflow, "Stop");
  return updateSuspendedNodes(workflow, nodeFieldSelector, { phase: "Failed", message: message ?? "" }, context);
}
