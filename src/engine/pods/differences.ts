import type { Difference } from "../difference.ts";

/** How releases differ in the way they watch and clean up pods. */
export const podWatchDifferences: readonly Difference[] = [
  {
    id: "pods-watched-with-workflows",
    pr: 14129,
    title: "the controller watches pods together with everything else when it starts",
    affected: "<3.6.5",
    doc: "Later releases start a controller of pods of its own once the workflows are listed, so that their workers take up work a tenth of a second later.",
  },
];
