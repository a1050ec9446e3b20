import type { Template } from "../../manifest/types.ts";
import type { Operation } from "../reconcile/operation.ts";
import { isArtifactGCEnabled } from "./is-enabled.ts";
import { artifactGCStrategyOf } from "./strategy.ts";

/** Finalizer that keeps a deleted workflow until its artifacts are gone. */
export const artifactGCFinalizer = "workflows.argoproj.io/artifact-gc";

/**
 * Keeps a workflow with artifacts to collect from being deleted before they are (`addArtifactGCFinalizer`). Whether
 * there are any is decided once, by the templates that are known at the first reconcile.
 */
export function addArtifactGCFinalizer(operation: Operation): void {
  if (!isArtifactGCEnabled(operation)) return;
  const { finalizers = [] } = operation.metadata;
  const status = operation.status.artifactGCStatus ?? {};
  if (finalizers.includes(artifactGCFinalizer) || status.notSpecified === true) {
    if (operation.status.artifactGCStatus === undefined) operation.patchStatus({ artifactGCStatus: status });
    return;
  }
  const notSpecified = !hasArtifactGC(operation);
  operation.patchStatus({ artifactGCStatus: { ...status, notSpecified } });
  if (notSpecified) return;
  operation.metadata = { ...operation.metadata, finalizers: [...finalizers, artifactGCFinalizer] };
}

/** Whether any template has artifacts to collect (`HasArtifactGC`). */
function hasArtifactGC({ executionSpec, status }: Operation): boolean {
  const collects = ({ outputs }: Template) =>
    outputs?.artifacts?.some((artifact) => artifactGCStrategyOf(artifact, executionSpec) !== "Never") ?? false;
  return (
    (executionSpec.templates?.some(collects) ?? false) || Object.values(status.storedTemplates ?? {}).some(collects)
  );
}

export function removeArtifactGCFinalizer(operation: Operation): void {
  const finalizers = operation.metadata.finalizers?.filter((finalizer) => finalizer !== artifactGCFinalizer);
  operation.metadata = { ...operation.metadata, ...(finalizers && { finalizers }) };
  operation.updated = true;
}
