import { substituteVolumes } from "../arguments/resolve-references.ts";
import { markWorkflowError } from "../reconcile/mark-workflow-phase.ts";
import type { Operation } from "../reconcile/operation.ts";
import { Scope } from "../variables/scope.ts";

/** Replaces the workflow's variables in its volumes; answers false when that ended the workflow. */
export function substituteWorkflowVolumes(operation: Operation): boolean {
  if (operation.volumes.length === 0) return true;
  const scope = new Scope();
  for (const [name, value] of operation.globals) scope.set(name, value);
  const volumes = substituteVolumes(operation.volumes, scope, operation.valueContext);
  if (!volumes.ok) {
    markWorkflowError(operation, volumes.error);
    return false;
  }
  operation.volumes = volumes.value;
  return true;
}
