import type { WorkflowObject, WorkflowPhase } from "../engine/model/workflow-object.ts";
import { quote } from "../expression/go/quote.ts";
import { refuse, type UserOperationResult } from "./user-operation.ts";

/**
 * Sets `spec.shutdown`; the controller acts on it when it sees the workflow next. A later strategy replaces an
 * earlier one (`patchShutdownStrategy`).
 */
export function shutDownWorkflow(workflow: WorkflowObject, strategy: "Stop" | "Terminate"): UserOperationResult {
  const { metadata, spec, status } = workflow;
  if (isFulfilledPhase(status.phase)) {
    const { name, namespace } = metadata;
    return refuse(`cannot shutdown a completed workflow: workflow: ${quote(name)}, namespace: ${quote(namespace)}`);
  }
  if (spec.shutdown === strategy) return { ok: true, workflow, unchanged: true };
  return { ok: true, workflow: { ...workflow, spec: { ...spec, shutdown: strategy } } };
}

function isFulfilledPhase(phase: WorkflowPhase): boolean {
  return phase === "Succeeded" || phase === "Failed" || phase === "Error";
}
