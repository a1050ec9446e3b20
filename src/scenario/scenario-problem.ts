import type { ManifestProblem } from "../manifest/diagnostic.ts";

/** What can be wrong with a scenario, beside what can be wrong with its manifests. */
export type ScenarioProblem =
  | ManifestProblem
  | "missing-file"
  | "missing-field"
  | "invalid-value"
  | "unknown-name"
  | "unknown-engine"
  | "unknown-invariant"
  | "no-workflow"
  | "not-modelled"
  | "refused-workflow"
  | "endless-templates"
  | "endless-run"
  | "unmatched-rule"
  | "unmet-fault"
  | "unasked-choice"
  | "unknown-container"
  | "unfired-action"
  | "refused-action"
  | "refused-submission";
