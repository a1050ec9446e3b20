import type { Artifact, WorkflowSpec } from "../../manifest/types.ts";

/** When the artifacts of a workflow are deleted. */
export type ArtifactGCStrategy = "OnWorkflowCompletion" | "OnWorkflowDeletion";

/** The strategy for an artifact: its own, else that of the workflow; any other text is one that is never carried out. */
export function artifactGCStrategyOf({ artifactGC }: Artifact, spec: WorkflowSpec): string {
  return artifactGC?.strategy || spec.artifactGC?.strategy || "Never";
}
