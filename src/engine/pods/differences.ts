import type { Difference } from "../model/difference.ts";

/** How releases differ in the way they build, watch and clean up pods. */
export const podDifferences: readonly Difference[] = [
  {
    id: "pods-watched-with-workflows",
    pr: 14129,
    title: "the controller watches pods together with everything else when it starts",
    affected: "<3.6.5",
    doc: "Later releases start a controller of pods of its own once the workflows are listed, so that their workers take up work a tenth of a second later.",
  },
  {
    id: "patches-merged-before-substitution",
    pr: 12476,
    title: "the podSpecPatch of workflow and template are merged before their variables are replaced",
    affected: "<3.5.8",
    doc: "Both patches had to be well-formed before the pod's own variables were replaced, and the error said that they cannot be merged. They are replaced first and applied one after the other since.",
  },
  {
    id: "artifact-plugins-unknown",
    pr: 14915,
    title: "artifact plugins are not known",
    affected: "<4.0.0-rc1",
    doc: "Since v4.0 an output artifact of a plugin needs its driver in the controller's configuration; earlier releases ignore the field.",
  },
];
