import { formatDiagnostic } from "../manifest/diagnostic.ts";
import { type LoadedScenario, loadScenario, type ScenarioLoadResult } from "../scenario/load-scenario.ts";
import type { PlayResult } from "../scenario/play-result.ts";
import type { ReadFile } from "../scenario/read-file.ts";
import { type Comparison, compareTimelines } from "./compare-timelines.ts";
import { type RecordedCase, type RecordedTrace, readTrace } from "./recorded-case.ts";

/** How a recorded case went on one release. */
export type CaseOutcome =
  | Comparison
  /** `refused`: the case could not be read; `crashed`: a bug. */
  | { readonly kind: "refused" | "crashed"; readonly message: string; readonly stack?: string };

export type OutcomeKind = CaseOutcome["kind"];

export interface CaseResult {
  readonly profile: string;
  readonly name: string;
  readonly scenarioFile: string;
  readonly engine: string;
  readonly outcome: CaseOutcome;
  readonly milliseconds: number;
}

export interface ConformanceOptions {
  readonly play: (scenario: LoadedScenario, engine: string) => PlayResult;
  readonly readFile: ReadFile;
  /** A clock in milliseconds, to tell how long each case takes; nothing that is played depends on it. */
  readonly now: () => number;
  /** The releases to play; all that were recorded when absent. */
  readonly engines?: readonly string[] | undefined;
}

/** Plays recorded cases, each on every release that has a recording of it, and compares. */
export function* conform(cases: Iterable<RecordedCase>, options: ConformanceOptions): Generator<CaseResult> {
  for (const recorded of cases) {
    const { profile, name, scenarioFile, traces } = recorded;
    let loaded: ScenarioLoadResult | undefined;
    for (const [engine, file] of traces) {
      if (options.engines !== undefined && !options.engines.includes(engine)) continue;
      const start = options.now();
      loaded ??= loadScenario(scenarioFile, options.readFile);
      const outcome = playCase(loaded, engine, readTrace(file), options.play);
      yield { profile, name, scenarioFile, engine, outcome, milliseconds: options.now() - start };
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

function playCase(
  loaded: ScenarioLoadResult,
  engine: string,
  recorded: RecordedTrace,
  play: ConformanceOptions["play"],
): CaseOutcome {
  if (loaded.scenario === undefined) {
    const errors = loaded.diagnostics.filter(({ severity }) => severity === "error");
    return { kind: "refused", message: errors.map((error) => formatDiagnostic(error)).join("\n") };
  }
  try {
    const played = play(asRecorded(loaded.scenario, recorded), engine);
    const crash = played.end.kind === "controllerCrash" ? played.end.message : undefined;
    return compareTimelines(recorded, { events: played.events, crash });
  } catch (error) {
    // A bug in one case must not hide how the others go.
    if (!(error instanceof Error)) return { kind: "crashed", message: String(error) };
    const cause = error.cause instanceof Error ? error.cause : error;
    return { kind: "crashed", message: cause.message, ...(cause.stack !== undefined && { stack: cause.stack }) };
  }
}
