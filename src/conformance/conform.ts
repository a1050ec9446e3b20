import type { Choices } from "../../sim/choice/choice.ts";
import type { ChoiceScript } from "../../sim/choice/scripted-choices.ts";
import { givenViews } from "../judge/given-views.ts";
import type { PlayResult } from "../judge/play-result.ts";
import { formatDiagnostic } from "../manifest/diagnostic.ts";
import { type LoadedScenario, loadScenario, type ScenarioLoadResult } from "../scenario/load-scenario.ts";
import { searchNearest } from "../search/strategies/nearest-to-recording.ts";
import type { GivenView } from "../timeline/pod-view.ts";
import { comparePods, type PodsComparison } from "./compare-pods.ts";
import { type Comparison, compareTimelines } from "./compare-timelines.ts";
import { departureOf } from "./divergence.ts";
import { podsOf, type RecordedCase, type RecordedTrace, traceOf } from "./recorded-case.ts";

/** Enough: none of the recorded cases that some choice makes exact takes more than 40. */
export const defaultSearchPlays = 200;

/** Most events that are played to find the choices of one case. */
const mostEvents = 12_000;

/** How a recorded case went on one release. */
export type CaseOutcome =
  | Extract<Comparison, { readonly kind: "exact" }>
  /** Where the run with these choices, which follows the recording longest, leaves it; the obedient one without any. */
  | (Exclude<Comparison, { readonly kind: "exact" }> & { readonly choices?: ChoiceScript })
  /** Exact with these choices, where the obedient run is not. `plays`: how many runs it took to find them. */
  | { readonly kind: "byChoice"; readonly choices: ChoiceScript; readonly plays: number }
  /** `refused`: the case could not be read; `crashed`: a bug. */
  | { readonly kind: "refused" | "crashed"; readonly message: string; readonly stack?: string };

export type OutcomeKind = CaseOutcome["kind"];

export interface CaseResult {
  readonly profile: string;
  readonly name: string;
  readonly scenarioFile: string;
  readonly engine: string;
  readonly outcome: CaseOutcome;
  /** Where what pods were given was recorded, and the status is exact: how that compares. */
  readonly pods?: PodsComparison | undefined;
  readonly milliseconds: number;
}

export interface ConformanceOptions {
  /** Plays a scenario, obediently unless there are choices. */
  readonly play: (scenario: LoadedScenario, engine: string, choices?: Choices) => PlayResult;
  /** Most runs that are played to find the choices of a case; 0 plays the obedient run alone. */
  readonly searchPlays?: number | undefined;
  /** A clock in milliseconds, to tell how long each case takes; nothing that is played depends on it. */
  readonly now: () => number;
  /** The releases to play; all that were recorded when absent. */
  readonly engines?: readonly string[] | undefined;
}

/** Plays recorded cases, each on every release that has a recording of it, and compares. */
export function* conform(cases: Iterable<RecordedCase>, options: ConformanceOptions): Generator<CaseResult> {
  for (const recorded of cases) {
    const { profile, name, scenarioFile, readFile } = recorded;
    let loaded: ScenarioLoadResult | undefined;
    for (const engine of recorded.engines) {
      if (options.engines !== undefined && !options.engines.includes(engine)) continue;
      const start = options.now();
      loaded ??= loadScenario(scenarioFile, readFile, { acceptsNameless: true });
      const recording = { trace: traceOf(recorded, engine), pods: podsOf(recorded, engine) };
      const { outcome, pods } = playCase(loaded, engine, recording, options);
      yield { profile, name, scenarioFile, engine, outcome, pods, milliseconds: options.now() - start };
    }
  }
}

/** The scenario as it was recorded: from when the recorder's clock began, and no longer than the recording goes. */
function asRecorded(loaded: LoadedScenario, { truncatedAt, startTime }: RecordedTrace): LoadedScenario {
  const { scenario } = loaded;
  return {
    ...loaded,
    scenario: {
      ...scenario,
      ...(truncatedAt !== undefined && { limit: truncatedAt }),
      ...(startTime !== undefined && scenario.startTime === undefined && { startTime }),
    },
  };
}

function earlier(left: number | undefined, right: number | undefined): number | undefined {
  return left === undefined || right === undefined ? (left ?? right) : Math.min(left, right);
}

/** What was recorded of a case on one release. */
interface Recording {
  readonly trace: RecordedTrace;
  readonly pods: readonly GivenView[] | undefined;
}

function playCase(
  loaded: ScenarioLoadResult,
  engine: string,
  recording: Recording,
  options: ConformanceOptions,
): Pick<CaseResult, "outcome" | "pods"> {
  if (loaded.scenario === undefined) {
    const errors = loaded.diagnostics.filter(({ severity }) => severity === "error");
    return { outcome: { kind: "refused", message: errors.map((error) => formatDiagnostic(error)).join("\n") } };
  }
  const runs = new RunsOfCase(loaded.scenario, engine, recording, options.play);
  const outcome = outcomeOf(runs, options.searchPlays ?? defaultSearchPlays);
  return { outcome, pods: runs.pods };
}

function outcomeOf(runs: RunsOfCase, searchPlays: number): CaseOutcome {
  try {
    const { comparison, departure } = runs.play();
    if (comparison.kind === "exact" || departure === undefined) return { kind: "exact" };
    const limits = { plays: searchPlays, events: mostEvents };
    const play = (choices?: Choices, until?: number) => runs.play(choices, until);
    const { plays, choices, ...found } = searchNearest(departure, { play, ...limits });
    if (found.kind === "found") return { kind: "byChoice", choices, plays };
    const { divergence } = found.departure;
    return { kind: comparison.kind, divergence, ...(choices.size > 0 && { choices }) };
  } catch (error) {
    // A bug in one case must not hide how the others go.
    if (!(error instanceof Error)) return { kind: "crashed", message: String(error) };
    const cause = error.cause instanceof Error ? error.cause : error;
    return { kind: "crashed", message: cause.message, ...(cause.stack !== undefined && { stack: cause.stack }) };
  }
}

/** The runs of one case on one release, each compared with its recording. */
class RunsOfCase {
  readonly #loaded: LoadedScenario;
  readonly #engine: string;
  readonly #recording: Recording;
  readonly #play: ConformanceOptions["play"];
  /** How the pods of a run compare: of the first, or of one that is equal in its statuses. */
  pods: PodsComparison | undefined;

  constructor(loaded: LoadedScenario, engine: string, recording: Recording, play: ConformanceOptions["play"]) {
    this.#loaded = loaded;
    this.#engine = engine;
    this.#recording = recording;
    this.#play = play;
  }

  play(choices?: Choices, until?: number) {
    const { trace: recorded, pods } = this.#recording;
    const end = earlier(recorded.truncatedAt, until);
    const trace = { ...recorded, ...(end !== undefined && { truncatedAt: end }) };
    const played = this.#play(asRecorded(this.#loaded, trace), this.#engine, choices);
    const crash = played.end.kind === "controllerCrash" ? played.end.message : undefined;
    const comparison = compareTimelines(trace, { events: played.events, crash });
    if (pods !== undefined && until === undefined && (this.pods === undefined || comparison.kind === "exact")) {
      this.pods = comparePods(pods, givenViews(played), end);
    }
    const departure = comparison.kind === "exact" ? undefined : departureOf(comparison.divergence);
    return { comparison, departure, events: played.events.length };
  }
}
