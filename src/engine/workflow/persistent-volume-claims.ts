import type { JsonObject } from "../../manifest/types.ts";
import { isTransientError } from "../model/errors/transient-error.ts";
import type { ApiResult } from "../model/ports.ts";
import { markWorkflowError, markWorkflowPhase } from "../reconcile/mark-workflow-phase.ts";
import type { Operation } from "../reconcile/operation.ts";

/** Creates the claims of `volumeClaimTemplates`; answers false when the workflow cannot go on (`createPVCs`). */
export function createPersistentVolumeClaims(operation: Operation): boolean {
  if (operation.phase !== "Pending" && operation.phase !== "Running") return true;
  const templates = operation.executionSpec.volumeClaimTemplates ?? [];
  const existing = operation.status.persistentVolumeClaims ?? [];
  if (templates.length === existing.length) return true;
  for (const [index, template] of templates.entries()) {
    const name = nameOf(template);
    if (!name) {
      markWorkflowError(operation, `pvc create error: volumeClaimTemplates[${index}].metadata.name is required`);
      return false;
    }
    const claim = `${operation.name}-${name}`;
    const created = createClaim(operation, claim, template);
    if (!created.ok) {
      if (isTransientError(created.error, operation.ports)) {
        markWorkflowPhase(operation, "Pending", `Waiting for a PVC to be created. ${created.error.message}`);
        operation.requeue();
      } else {
        markWorkflowError(operation, `pvc create error: ${created.error.message}`);
      }
      return false;
    }
    const claims = operation.status.persistentVolumeClaims ?? [];
    operation.patchStatus({ persistentVolumeClaims: [...claims, claim] });
    operation.updated = true;
  }
  return true;
}

/** Creates a claim, or takes over the one that is left of an earlier try. */
function createClaim(
  { ports, namespace, metadata }: Operation,
  claim: string,
  template: JsonObject,
): ApiResult<unknown> {
  const created = ports.api.createPersistentVolumeClaim({ namespace, name: claim, owner: metadata.uid, template });
  if (created.ok || created.error.reason !== "AlreadyExists") return created;
  const existing = ports.api.getPersistentVolumeClaim(namespace, claim);
  if (!existing.ok || existing.value.owner === metadata.uid) return existing;
  const message = `${claim} pvc already exists with different ownerreference`;
  return { ok: false, error: { code: 403, reason: "Forbidden", message } };
}

/** Deletes the claims of a workflow that has ended, as `volumeClaimGC` says (`deletePVCs`). */
export function deletePersistentVolumeClaims(operation: Operation): void {
  const strategy = operation.executionSpec.volumeClaimGC?.strategy || "OnWorkflowSuccess";
  if (strategy === "OnWorkflowSuccess" ? operation.phase !== "Succeeded" : strategy !== "OnWorkflowCompletion") return;
  const claims = operation.status.persistentVolumeClaims ?? [];
  if (claims.length === 0) return;
  const { api, configuration } = operation.ports;
  const left = claims.filter((claim) => {
    const deleted = api.deletePersistentVolumeClaim(operation.namespace, claim);
    return !deleted.ok && deleted.error.reason !== "NotFound";
  });
  if (configuration.environment.ARGO_REMOVE_PVC_PROTECTION_FINALIZER !== "false") {
    // A claim that nothing protected is gone by now; the clean-up ends there, and the status keeps all claims.
    if (!claims.every((claim) => api.unprotectPersistentVolumeClaim(operation.namespace, claim).ok)) return;
  }
  if (left.length === claims.length) return;
  operation.patchStatus({ persistentVolumeClaims: left });
  operation.updated = true;
}

function nameOf(template: JsonObject): string | undefined {
  const { metadata } = template;
  if (typeof metadata !== "object" || metadata === null || !("name" in metadata)) return undefined;
  return typeof metadata.name === "string" ? metadata.name : undefined;
}
