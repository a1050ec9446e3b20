/** The library: load scenarios and manifests, play them, judge the runs, print them. */
export { invariants } from "./invariants/index.ts";
export type { Finding, Invariant, Violation } from "./invariants/invariant.ts";
export type { Journal, JournalReader } from "./journal/journal.ts";
export type {
  DetailKind,
  JournalEvent,
  JournalEventOf,
  JournalKind,
} from "./journal/journal-event.ts";
export { detailKinds } from "./journal/journal-event.ts";
export type { NodeIdentity, ObjectIdentity } from "./journal/object-identity.ts";
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
export {
  type ActionResult,
  begin,
  type PendingEvent,
  type Session,
  type SessionOptions,
} from "./play/session.ts";
export type { ScenarioDeed } from "./play/user-action-of.ts";
export { baseline, type Difference, differences, recordedReleases } from "./releases/index.ts";
export { type Colors, plainColors } from "./report/colors.ts";
export { type JsonOptions, runsAsJson } from "./report/json.ts";
export { type JudgedRun, runPods, runTimeline, runTrees, verdictLines } from "./report/run.ts";
export { timelineLines } from "./report/timeline.ts";
export { type TreeOptions, workflowTree } from "./report/tree.ts";
export type { Expectations } from "./scenario/expect-schema.ts";
export { type LoadedScenario, loadScenario, type ScenarioLoadResult } from "./scenario/load-scenario.ts";
export type { ReadFile } from "./scenario/read-file.ts";
export { type ScenarioInput, scenarioOfObjects } from "./scenario/scenario-of-objects.ts";
export type { Scenario } from "./scenario/schema.ts";
export { Campaign, type CampaignOptions } from "./search/campaign.ts";
export type { SearchFinding } from "./search/findings/finding.ts";
export { lastCronWorkflows, lastWorkflows } from "./timeline/last-objects.ts";
export type { NodeView } from "./timeline/node-view.ts";
export { type PodLife, podLives } from "./timeline/pod-life.ts";
export type { RunEnd } from "./timeline/run-end.ts";
export type { RunEvent } from "./timeline/run-event.ts";
export { traceRun } from "./timeline/trace.ts";
export type { WorkflowView } from "./timeline/workflow-view.ts";
