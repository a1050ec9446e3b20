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
  {
    id: "daemon-not-retried",
    issue: 13705,
    pr: 13738,
    title: "a daemon that ends is not retried",
    affected: "<3.7.0-rc1",
    doc: "A daemon was done once it ran, and its Retry node with it. It is looked after until its boundary ends since, and retried when it fails.",
  },
  {
    id: "display-name-annotation-unknown",
    pr: 14077,
    title: "the annotation for the display name of a template's nodes is not read",
    affected: "<3.7.0-rc1",
    doc: "Nodes were always displayed by the name of their step or task.",
  },
  {
    id: "exit-handlers-of-targets-run-twice",
    issue: 14392,
    pr: 16088,
    title: "a DAG runs the exit handlers of its targets a second time in each reconcile",
    affected: "<3.7.15 || >=4.0.0-rc1 <4.0.6",
    doc: "An exit handler ran although hooks of its task were not done, and an error in it failed the DAG.",
  },
  {
    id: "last-retry-variables-in-expression-only",
    issue: 10364,
    pr: 14450,
    title: "only the retry strategy's expression can refer to the last attempt",
    affected: "<3.7.0-rc1",
    doc: "`{{lastRetry.exitCode}}` and its like stayed as they were in the rest of a template.",
  },
  {
    id: "retry-backoff-cap-unknown",
    issue: 13772,
    pr: 13782,
    title: "the backoff of a retry strategy has no cap",
    affected: "<3.7.0-rc1",
    doc: "`retryStrategy.backoff.cap` was not known, and an exponential backoff grew without limit.",
  },
  {
    id: "retry-backoff-overflows",
    pr: 15277,
    title: "a long exponential backoff overflows",
    affected: "<3.6.18 || >=3.7.0-rc1 <3.7.9 || >=4.0.0-rc1 <4.0.1",
    doc: "Beyond 292 years the wait could become negative, and the next attempt start at once.",
  },
  {
    id: "recursion-error-links-to-docs-of-release",
    pr: 13455,
    title: "the error of an endless recursion links to the documentation of v3.5",
    affected: "<3.5.11",
    doc: "The text of the error names another page.",
  },
] as const satisfies readonly Difference[];
