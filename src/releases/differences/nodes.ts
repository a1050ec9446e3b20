import type { Difference } from "../difference.ts";

/** How earlier releases connect nodes differently. */
export const nodeDifferences = [
  {
    id: "outbound-nodes-leave-container-set",
    issue: 12997,
    pr: 13048,
    title: "what follows a container set is taken for a part of it",
    affected: "<3.5.9",
    doc: "The search for the last containers of a set went on to the tasks behind it. That ended in a panic where such a task had no node yet.",
  },
  {
    id: "panic-shows-log-entry",
    pr: 14527,
    title: "a panic's message is a printed log entry",
    affected: "<4.0.0-rc1",
    doc: "A workflow that ended by a panic shows the message alone since.",
  },
] as const satisfies readonly Difference[];
