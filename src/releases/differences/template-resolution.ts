import type { Difference } from "../difference.ts";

/** How earlier releases resolve templates differently. */
export const templateResolutionDifferences = [
  {
    id: "pod-metadata-of-workflow-template-ignored",
    issue: 12945,
    pr: 12987,
    title: "spec.podMetadata of a WorkflowTemplate does not reach templates used through templateRef",
    affected: "<3.7.0-rc1",
    doc: "Labels and annotations of a WorkflowTemplate's spec.podMetadata are now given to the pods of its templates, also when another workflow refers to them. A podGC.labelSelector may match more pods than before.",
  },
  {
    id: "inline-templates-stored-by-caller-scope",
    pr: 15744,
    title: "inline templates of a referenced WorkflowTemplate keep the placeholders of validation",
    affected: "<4.1.0-rc1",
    doc: "Inline templates inside a WorkflowTemplate that is used through templateRef were stored with the placeholder values of validation, and ran with them.",
  },
  {
    id: "templates-of-inline-nodes-missed",
    issue: 15051,
    pr: 15574,
    title: "what an inline Steps or DAG template runs fails because its node names no template",
    affected: "<3.7.14 || >=4.0.0-rc1 <4.0.5",
    doc: "What an inline Steps or DAG template runs ends with the error `failed to get a template`.",
  },
] as const satisfies readonly Difference[];
