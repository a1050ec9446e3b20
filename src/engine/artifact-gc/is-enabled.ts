import type { Operation } from "../reconcile/operation.ts";

/** Whether the controller collects artifacts at all (`ARGO_ARTIFACT_GC_ENABLED`). */
export function isArtifactGCEnabled({ ports }: Operation): boolean {
  return !["false", "0", "f", "F", "FALSE", "False"].includes(
    ports.configuration.environment.ARGO_ARTIFACT_GC_ENABLED ?? "",
  );
}
