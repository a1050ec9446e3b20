import type { Difference } from "../difference.ts";
import { artifactGCDifferences } from "./artifact-gc.ts";
import { cronDifferences } from "./cron.ts";
import { executionDifferences } from "./execution.ts";
import { garbageCollectionDifferences } from "./garbage-collection.ts";
import { memoizationDifferences } from "./memoization.ts";
import { nodeDifferences } from "./nodes.ts";
import { operationDifferences } from "./operations.ts";
import { podReconciliationDifferences } from "./pod-reconciliation.ts";
import { podDifferences } from "./pods.ts";
import { reconcileDifferences } from "./reconcile.ts";
import { specMergeDifferences } from "./spec-merge.ts";
import { valueDifferences } from "./substitution.ts";
import { synchronizationDifferences } from "./synchronization.ts";
import { templateResolutionDifferences } from "./template-resolution.ts";
import { validationDifferences } from "./validation.ts";

const all = [
  ...artifactGCDifferences,
  ...cronDifferences,
  ...reconcileDifferences,
  ...executionDifferences,
  ...garbageCollectionDifferences,
  ...memoizationDifferences,
  ...nodeDifferences,
  ...operationDifferences,
  ...podDifferences,
  ...podReconciliationDifferences,
  ...specMergeDifferences,
  ...synchronizationDifferences,
  ...templateResolutionDifferences,
  ...validationDifferences,
  ...valueDifferences,
] as const satisfies readonly Difference[];

/** The name of a difference. A misspelt one does not compile. */
export type DifferenceId = (typeof all)[number]["id"];

/** Everything in which a modelled release behaves differently from the baseline. */
export const differences: readonly (Difference & { readonly id: DifferenceId })[] = all;
