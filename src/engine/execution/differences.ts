import type { Difference } from "../difference.ts";

/** How earlier releases execute and retry templates differently. */
export const executionDifferences = [
  {
    id: "retry-expression-evaluated-first",
    issue: 13058,
    pr: 13165,
    title: "the expression of a retry strategy is evaluated whatever the last attempt came to",
    affected: "<3.5.8",
    doc: "An attempt that had succeeded ended its node with the message that the expression was false, and an expression that could not be evaluated failed it. Only failed attempts ask for the expression since, after backoff, policy and limit.",
  },
] as const satisfies readonly Difference[];
