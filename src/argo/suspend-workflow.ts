import type { WorkflowObject } from "../engine/model/workflow-object.ts";
import { completedLabel } from "./labels.ts";
import { refuseForNow, type UserOperationResult } from "./user-operation.ts";

/** `argo suspend`: sets `spec.suspend`; the controller then executes no template of the workflow (`SuspendWorkflow`). */
export function suspendWorkflow(workflow: WorkflowObject): UserOperationResult {
  const { metadata, spec } = workflow;
  if (metadata.labels?.[completedLabel] === "true") return refuseForNow("cannot suspend completed workflows");
  if (spec.suspend === true) return { ok: true, workflow, unchanged: true };
  return { ok: true, workflow: { ...workflow, spec: { ...spec, suspend: true } } };
}
