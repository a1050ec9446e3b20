import type { WorkflowObject } from "../engine/model/workflow-object.ts";
import { isWorkflowCompleted } from "../engine/model/workflow-predicates.ts";
import { shutDown } from "../engine/shutdown/shut-down.ts";
import { quote } from "../expression/go/quote.ts";
import { refuse, type UserOperationResult } from "./user-operation.ts";

/**
 * Sets `spec.shutdown`; the controller acts on it when it sees the workflow next. A later strategy replaces an
 * earlier one (`patchShutdownStrategy`).
 */
export function shutDownWorkflow(workflow: WorkflowObject, strategy: "Stop" | "Terminate"): UserOperationResult {
  const { metadata, status } = workflow;
  if (isWorkflowCompleted(status.phase)) {
    const { name, namespace } = metadata;
    return refuse(`cannot shutdown a completed workflow: workflow: ${quote(name)}, namespace: ${quote(namespace)}`);
  }
  const shut = shutDown(workflow, strategy);
  return shut === workflow ? { ok: true, workflow, unchanged: true } : { ok: true, workflow: shut };
}
