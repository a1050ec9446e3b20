import type { Choices } from "../../sim/choice/choice.ts";
import { type WorldName, worlds } from "../cluster/world.ts";
import { type CaseResult, conform } from "../conformance/conform.ts";
import { findRecordedCases } from "../conformance/find-recorded-cases.ts";
import type { RecordedCase } from "../conformance/recorded-case.ts";
import { type ProfileSummary, summarize } from "../conformance/summary.ts";
import { playScenario } from "../judge/play-scenario.ts";
import { didYouMean } from "../manifest/nearest-name.ts";
import {
  conformanceLegend,
  conformanceTable,
  exactPercent,
  firstDifference,
  groupedDifferences,
} from "../report/conformance.ts";
import { matchesGlob } from "../scenario/glob.ts";
import type { LoadedScenario } from "../scenario/load-scenario.ts";
import { BadInput, type ExitCode, exitCode } from "./exit-code.ts";
import { addCases, shownCase } from "./recorded-case-archives.ts";
import type { Terminal } from "./terminal.ts";

export interface ConformArguments {
  readonly dir: readonly string[];
  readonly profile?: readonly string[];
  readonly engine?: readonly string[];
  readonly case?: readonly string[];
  readonly first?: boolean;
  readonly group?: boolean;
  readonly min: number;
  readonly plays: number;
  readonly world: WorldName;
  readonly json?: boolean;
  /** Prints this case. */
  readonly show?: string;
  /** Folders whose cases are taken into the archives of `dir`. */
  readonly add?: readonly string[];
}

/** Recordings stop after 300 reconciles; what goes on for twice that will not end by itself either. */
const reconcileLimit = 600;

export function runConform(args: ConformArguments, terminal: Terminal): ExitCode {
  if (args.add !== undefined) return runAdd(args, args.add, terminal);
  if (args.show !== undefined) return runShow(args, args.show, terminal);
  const results: CaseResult[] = [];
  const play = (scenario: LoadedScenario, engine: string, choices?: Choices) =>
    playScenario(scenario, engine, {
      invariants: [],
      reconcileLimit,
      world: worlds[args.world],
      ...(choices && { choices }),
    });
  const options = {
    ...{ play, now: () => performance.now() },
    ...{ engines: args.engine, searchPlays: args.plays },
  };
  for (const result of conform(selectCases(args), options)) {
    results.push(result);
    if (args.first && (result.outcome.kind !== "exact" || result.pods?.kind === "different")) {
      terminal.out(firstDifference(result, { stack: terminal.debug }));
    }
  }
  if (results.length === 0)
    throw new BadInput("no recorded case was selected", "Loosen --profile, --engine or --case.");
  const summaries = summarize(results);
  if (args.group) terminal.out([...groupedDifferences(results), ""]);
  if (args.json) terminal.json(JSON.stringify({ profiles: summaries, byChoice: choicesOf(results) }));
  else terminal.out(tableOf(summaries));
  return summaries.every((summary) => isEnough(summary, args.min)) ? exitCode.holds : exitCode.violated;
}

function runShow(args: ConformArguments, wanted: string, terminal: Terminal): ExitCode {
  const cases = selectCases(args).filter(({ profile, name }) => name === wanted || `${profile}/${name}` === wanted);
  const [found] = cases;
  if (found === undefined) {
    const hint =
      didYouMean(
        wanted,
        selectCases(args).map(({ name }) => name),
      ) ?? "Loosen --profile or --case.";
    throw new BadInput(`there is no recorded case "${wanted}"`, hint);
  }
  for (const recorded of cases) terminal.out(shownCase(recorded, args.engine));
  return exitCode.holds;
}

function runAdd(args: ConformArguments, folders: readonly string[], terminal: Terminal): ExitCode {
  const [folder, another] = args.dir;
  if (folder === undefined || another !== undefined)
    throw new BadInput("--add takes cases into the archives of one folder");
  const added = selectCases({ ...args, dir: folders });
  if (added.length === 0) throw new BadInput("no recorded case was selected", "Loosen --profile or --case.");
  addCases(folder, added);
  terminal.out([`${added.length} cases are in the archives of ${folder}`]);
  return exitCode.holds;
}

function tableOf(summaries: readonly ProfileSummary[]): readonly string[] {
  return [...conformanceTable(summaries), "", ...conformanceLegend];
}

/** The choices with which each case is exact whose obedient run is not. */
function choicesOf(results: readonly CaseResult[]) {
  return results.flatMap(({ profile, name, engine, outcome }) =>
    outcome.kind === "byChoice" ? [{ profile, name, engine, choices: Object.fromEntries(outcome.choices) }] : [],
  );
}

function isEnough(summary: ProfileSummary, minimum: number): boolean {
  return exactPercent(summary) >= minimum;
}

function selectCases({ dir, profile, case: globs }: ConformArguments): readonly RecordedCase[] {
  const isSelected = (recorded: RecordedCase) =>
    (profile === undefined || profile.includes(recorded.profile)) &&
    (globs === undefined || globs.some((glob) => matchesGlob(glob, recorded.name)));
  return dir.flatMap(findCases).filter(isSelected);
}

function findCases(folder: string): readonly RecordedCase[] {
  try {
    return findRecordedCases(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new BadInput(`${folder}: there is no such folder`);
    if (code === "ENOTDIR")
      throw new BadInput(`${folder}: this is not a folder`, "Name the folder with the recorded cases.");
    throw error;
  }
}
