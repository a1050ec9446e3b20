import type { WorkflowSpec } from "../../manifest/types.ts";

/** What a workflow may say for itself although the controller runs WorkflowTemplates only. */
const allowedFields: ReadonlySet<string> = new Set<keyof WorkflowSpec>([
  "arguments",
  "entrypoint",
  "shutdown",
  "suspend",
  "activeDeadlineSeconds",
  "priority",
  "ttlStrategy",
  "podGC",
  "volumeClaimGC",
  "archiveLogs",
  "workflowMetadata",
  "workflowTemplateRef",
  "metrics",
  "artifactGC",
]);

/** Fields of `artifactGC` that would reach the pod that collects artifacts. */
const refusedGarbageCollection = ["podSpecPatch", "serviceAccountName", "podMetadata"] as const;

/** Whether the controller runs only workflows that refer to a WorkflowTemplate (`MustUseReference`). */
export function mustUseReference(restrictions: { readonly templateReferencing?: string } | undefined): boolean {
  return restrictions?.templateReferencing === "Strict" || restrictions?.templateReferencing === "Secure";
}

/** Why the workflow's own spec is refused beside its `workflowTemplateRef` (`ValidateUserOverrides`). */
export function refusedOverride(spec: WorkflowSpec): string | undefined {
  const refused = Object.keys(spec)
    .filter((field) => !allowedFields.has(field))
    .map(goFieldName);
  for (const field of refusedGarbageCollection) {
    if (spec.artifactGC?.[field] !== undefined) refused.push(`ArtifactGC.${goFieldName(field)}`);
  }
  if (refused.length === 0) return undefined;
  return `fields [${refused.sort().join(" ")}] are not permitted when using workflowTemplateRef with templateReferencing restriction`;
}

/** The name of a field in Go, where it is not just the capitalised one. */
function goFieldName(field: string): string {
  if (field === "dnsConfig" || field === "dnsPolicy") return field.replace("dns", "DNS");
  return `${field.charAt(0).toUpperCase()}${field.slice(1)}`;
}

/** The workflow's own spec less what it may not say (`SanitizeUserWorkflowSpec`). */
export function sanitizedSpec(spec: WorkflowSpec): WorkflowSpec {
  const kept = Object.fromEntries(Object.entries(spec).filter(([field]) => allowedFields.has(field))) as WorkflowSpec;
  if (kept.artifactGC === undefined) return kept;
  const { podSpecPatch: _, serviceAccountName: __, podMetadata: ___, ...artifactGC } = kept.artifactGC;
  return { ...kept, artifactGC };
}
