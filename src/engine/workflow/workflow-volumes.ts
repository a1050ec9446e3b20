import type { Operation } from "../operation.ts";
import { substituteVolumes } from "../values/resolve-references.ts";
import { Scope } from "../values/scope.ts";
import { markWorkflowError } from "./mark-workflow-phase.ts";

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
