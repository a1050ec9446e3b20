import type { Difference } from "../difference.ts";

/** What memoization does differently in earlier releases. */
export const memoizationDifferences: readonly Difference[] = [
  {
    id: "steps-memoization-stores-no-outputs",
    pr: 16696,
    title: "a memoized steps template is stored without its outputs",
    affected: "<3.7.18 || >=4.0.0-rc1 <4.0.9",
    doc: "A later hit gives no outputs, so that whatever refers to them fails.",
  },
  {
    id: "memoization-gives-up-at-once",
    pr: 14703,
    title: "a memoization cache that is busy fails the node",
    affected: "<3.6.11 || >=3.7.0-rc1 <3.7.1",
    doc: "A conflict or a passing failure of the API server while the cache is read or written is not tried again: the node becomes Error.",
  },
  {
    id: "memoization-cache-has-a-key",
    pr: 15009,
    title: "the JSON text of a memoized template has the key of its ConfigMap, even if none was given",
    affected: "<4.0.0-rc1",
    doc: "The key means nothing. It shows in errors about a tag that is not closed, which reaches into what follows.",
  },
  {
    id: "memoization-errors-link-to-docs-of-release",
    title: "errors of memoization link to the documentation of v3.5",
    affected: "<3.6.0-rc1",
    doc: "The text of the error names another page.",
  },
];
