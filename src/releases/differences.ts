import { operationDifferences } from "../argo/differences.ts";
import { artifactGCDifferences } from "../engine/artifact-gc/differences.ts";
import { cronDifferences } from "../engine/cron/differences.ts";
import { executionDifferences } from "../engine/execution/differences.ts";
import { garbageCollectionDifferences } from "../engine/garbage-collection/differences.ts";
import { memoizationDifferences } from "../engine/memoization/differences.ts";
import type { Difference } from "../engine/model/difference.ts";
import { podDifferences } from "../engine/pods/differences.ts";
import { reconcileDifferences } from "../engine/reconcile/differences.ts";
import { nodeDifferences } from "../engine/reconcile/nodes/differences.ts";
import { podReconciliationDifferences } from "../engine/reconciliation/differences.ts";
import { valueDifferences } from "../engine/substitution/differences.ts";
import { synchronizationDifferences } from "../engine/synchronization/differences.ts";
import { specMergeDifferences } from "../engine/templates/spec-merge.ts";
import { templateResolutionDifferences } from "../engine/templates/template-resolution.ts";
import { validationDifferences } from "../engine/validation/differences.ts";

/** Everything in which a modelled release behaves differently from the baseline. */
export const differences: readonly Difference[] = [
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
];
