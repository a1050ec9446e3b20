/** The library: load scenarios and manifests, play them, judge the runs, print them. */
export { type CaseOutcome, type CaseResult, conform } from "./conformance/conform.ts";
export { findRecordedCases, type RecordedCase, type RecordedTrace } from "./conformance/recorded-case.ts";
export { invariants } from "./invariants/index.ts";
export type { Finding, Invariant, Violation } from "./invariants/invariant.ts";
export { type Diagnostic, formatDiagnostic, type SourcePosition } from "./manifest/diagnostic.ts";
export {
  type LoadedManifests,
  type LoadedObject,
  loadManifests,
  type ManifestSource,
} from "./manifest/load-manifests.ts";
export { baseline, type Difference, differences, recordedReleases } from "./releases/index.ts";
export { timelineLines } from "./report/timeline.ts";
export { type TreeOptions, workflowTree } from "./report/tree.ts";
export type { Expectations } from "./scenario/expect-schema.ts";
export { type LoadedScenario, loadScenario, type ScenarioLoadResult } from "./scenario/load-scenario.ts";
export type { NodeView } from "./scenario/node-view.ts";
export type { PlayResult, RunEnd } from "./scenario/play-result.ts";
export { type PlayOptions, playScenario } from "./scenario/player.ts";
export { type ReadFile, readFileFromDisk } from "./scenario/read-file.ts";
export type { RunEvent } from "./scenario/run-event.ts";
export type { Scenario } from "./scenario/schema.ts";
export { judge, type Verdict } from "./scenario/verdict.ts";
export type { WorkflowView } from "./scenario/workflow-view.ts";
export type { SearchFinding } from "./search/finding.ts";
export { Fuzzer, type FuzzOptions } from "./search/fuzz.ts";
