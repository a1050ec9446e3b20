/** The library: load scenarios and manifests, play them, judge the runs, print them. */
export { invariants } from "./invariants/index.ts";
export type { Finding, Invariant, Violation } from "./invariants/invariant.ts";
export type { PlayResult } from "./judge/play-result.ts";
export { type PlayOptions, playScenario } from "./judge/play-scenario.ts";
export { judge, type Verdict } from "./judge/verdict.ts";
export { type Diagnostic, formatDiagnostic, type SourcePosition } from "./manifest/diagnostic.ts";
export {
  type LoadedManifests,
  type LoadedObject,
  loadManifests,
  type ManifestSource,
} from "./manifest/load-manifests.ts";
export { printableLine } from "./manifest/printable-line.ts";
export { baseline, type Difference, differences, recordedReleases } from "./releases/index.ts";
export { timelineLines } from "./report/timeline.ts";
export { type TreeOptions, workflowTree } from "./report/tree.ts";
export type { Expectations } from "./scenario/expect-schema.ts";
export { type LoadedScenario, loadScenario, type ScenarioLoadResult } from "./scenario/load-scenario.ts";
export type { ReadFile } from "./scenario/read-file.ts";
export type { Scenario } from "./scenario/schema.ts";
export { Campaign, type CampaignOptions } from "./search/campaign.ts";
export type { SearchFinding } from "./search/findings/finding.ts";
export type { NodeView } from "./timeline/node-view.ts";
export type { RunEvent } from "./timeline/run-event.ts";
export type { WorkflowView } from "./timeline/workflow-view.ts";
