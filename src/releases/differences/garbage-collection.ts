import type { Difference } from "../difference.ts";

/** What becomes of finished workflows in earlier releases. */
export const garbageCollectionDifferences: readonly Difference[] = [
  {
    id: "failed-archiving-not-retried",
    issue: 16575,
    pr: 16577,
    title: "a workflow that could not be archived is not tried again",
    affected: "<4.0.9",
    doc: "Its archiving status stays Pending until it changes or the controller starts again, and so it is not deleted by its ttlStrategy.",
  },
];
