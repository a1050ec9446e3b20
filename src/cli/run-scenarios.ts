import { invariants } from "../invariants/index.ts";
import { playScenario } from "../judge/play-scenario.ts";
import { commonWarnings } from "../judge/run-warnings.ts";
import { judge } from "../judge/verdict.ts";
import { baseline, meantReleases, releaseOf } from "../releases/index.ts";
import { runsAsJson } from "../report/json.ts";
import { type JudgedRun, runPods, runTimeline, runTrees, verdictLines } from "../report/run.ts";
import { type LoadedScenario, loadScenario, type ScenarioLoadResult } from "../scenario/load-scenario.ts";
import { readFileFromDisk } from "../scenario/read-file-from-disk.ts";
import { BadInput, type ExitCode, exitCode } from "./exit-code.ts";
import { findScenarios } from "./find-scenarios.ts";
import { printDiagnostics } from "./print-diagnostics.ts";
import type { Terminal } from "./terminal.ts";

export interface RunArguments {
  readonly path: readonly string[];
  readonly engine?: readonly string[];
  readonly output: "tree" | "timeline" | "pods" | "json";
  readonly pods?: boolean;
  readonly verbose?: boolean;
  readonly quiet?: boolean;
}

/** Plays scenarios and prints how they went. */
export function runScenarios(args: RunArguments, terminal: Terminal): ExitCode {
  for (const engine of meantReleases(args.engine ?? [])) {
    const release = releaseOf(engine);
    if (!release.ok) throw new BadInput(release.error);
  }
  const scenarios = loadAll(findScenarios(args.path), terminal);
  if (scenarios === undefined) return exitCode.badInput;
  const runs = scenarios.flatMap((scenario) => playAll(scenario, args, terminal));
  if (args.output === "json") terminal.json(runsAsJson(runs, { pods: args.pods }));
  else if (runs.length > 1) terminal.out([total(runs)]);
  return exitCodeOf(runs);
}

function exitCodeOf(runs: readonly JudgedRun[]): ExitCode {
  if (runs.some(({ verdict }) => verdict.problems.length > 0)) return exitCode.badInput;
  return runs.every(({ verdict }) => verdict.holds) ? exitCode.holds : exitCode.violated;
}

/** Plays a scenario on all its releases. */
function playAll({ loaded, load }: Loaded, args: RunArguments, terminal: Terminal): readonly JudgedRun[] {
  const runs: JudgedRun[] = [];
  const engines = args.engine && meantReleases(args.engine);
  for (const engine of engines ?? loaded.scenario.engine ?? [baseline]) {
    const result = playScenario(loaded, engine, { invariants });
    const run = { loaded, result, verdict: judge(loaded, result) };
    if (args.output !== "json") terminal.out(printed(run, args, terminal));
    printDiagnostics(run.verdict.problems, load.texts, terminal);
    runs.push(run);
  }
  printDiagnostics(commonWarnings(runs.map(({ result }) => result.warnings)), load.texts, terminal);
  return runs;
}

interface Loaded {
  readonly loaded: LoadedScenario;
  readonly load: ScenarioLoadResult;
}

/** Loads all files before any is played, so that what is wrong with them is told first and together. */
function loadAll(files: readonly string[], terminal: Terminal): readonly Loaded[] | undefined {
  const loads = files.map((file) => loadScenario(file, readFileFromDisk));
  for (const { diagnostics, texts } of loads) printDiagnostics(diagnostics, texts, terminal);
  const usable = loads.flatMap((load) => (load.scenario === undefined ? [] : [{ loaded: load.scenario, load }]));
  return usable.length === loads.length ? usable : undefined;
}

function printed(run: JudgedRun, args: RunArguments, { colors }: Terminal): string[] {
  const verdict = verdictLines(run, colors);
  if (args.quiet) return verdict;
  return [...details(run, args, colors), "", ...verdict, ""];
}

function details(run: JudgedRun, { output, verbose = false }: RunArguments, colors: Terminal["colors"]): string[] {
  switch (output) {
    case "timeline":
      return runTimeline(run);
    case "pods":
      return runPods(run, { colors, verbose });
    default:
      return runTrees(run, colors);
  }
}

function total(runs: readonly JudgedRun[]): string {
  const failed = runs.filter(({ verdict }) => !verdict.holds).length;
  return failed === 0 ? `${runs.length} runs, all hold` : `${runs.length} runs, ${failed} of them fail`;
}
