import type { Difference } from "../difference.ts";

/** What the garbage collection of artifacts does differently in earlier releases. */
export const artifactGCDifferences: readonly Difference[] = [
  {
    id: "artifact-gc-finalizer-waits-for-a-pod",
    issue: 13499,
    pr: 13500,
    title: "the finalizer of artifact garbage collection stays when there are no artifacts to collect",
    affected: "<3.5.11",
    doc: "Only the reconcile that sees a collecting pod succeed removes the finalizer: a workflow without artifacts cannot be deleted.",
  },
];
