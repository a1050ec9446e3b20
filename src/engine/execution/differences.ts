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
] as const satisfies readonly Difference[];
