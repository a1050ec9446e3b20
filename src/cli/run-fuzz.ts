import { setImmediate } from "node:timers/promises";
import { type ChoiceKind, choiceKinds, isChoiceKind } from "../cluster/choice-kinds.ts";
import { invariants } from "../invariants/index.ts";
import { inputProblems } from "../judge/input-problems.ts";
import { playScenario } from "../judge/play-scenario.ts";
import { didYouMean } from "../manifest/nearest-name.ts";
import { baseline, meantReleases, releaseOf } from "../releases/index.ts";
import { type SearchOutcome, searchesAsJson, searchLines } from "../report/findings.ts";
import { type LoadedScenario, loadScenario } from "../scenario/load-scenario.ts";
import { isReadOnce, readFileFromDisk } from "../scenario/read-file-from-disk.ts";
import { Campaign } from "../search/campaign.ts";
import { type FindingFile, findingFiles } from "../search/findings/finding-file.ts";
import { showsFindings } from "../search/findings/shows-findings.ts";
import { everythingVaried, type Varied, variedWith } from "../search/varied.ts";
import { BadInput, type ExitCode, exitCode } from "./exit-code.ts";
import { FindingsFolder } from "./findings-folder.ts";
import { printDiagnostics } from "./print-diagnostics.ts";
import { showProgress } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

export interface FuzzArguments {
  readonly path: string;
  readonly runs: number;
  readonly seed: string;
  readonly engine?: readonly string[];
  readonly vary?: readonly string[];
  readonly out: string;
  readonly limit?: number;
  readonly json?: boolean;
}

/** Signals that end a search early, with what it has found. */
const interruptions = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** How long runs are played without a look at the keyboard, in milliseconds. */
const turn = 50;

/** Searches a scenario for runs that violate an invariant, and writes down what it finds. */
export async function runFuzz(args: FuzzArguments, terminal: Terminal): Promise<ExitCode> {
  check(args);
  const varied = variedBy(args);
  const target = loadTarget(args.path, terminal);
  if (target === undefined) return exitCode.badInput;
  const engines = (args.engine && meantReleases(args.engine)) ?? target.loaded.scenario.engine ?? [baseline];
  if (!isPlayable(target, engines, terminal)) return exitCode.badInput;
  const folder = new FindingsFolder(args.out);
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  for (const signal of interruptions) process.once(signal, interrupt);
  const outcomes: SearchOutcome[] = [];
  try {
    for (const engine of engines) {
      if (interruption.signal.aborted) break;
      const found = await search(target, engine, { ...args, varied }, terminal, interruption.signal);
      const outcome = { ...found, files: written(found, folder, terminal) };
      if (!args.json) terminal.out(searchLines(outcome, terminal.colors));
      outcomes.push(outcome);
    }
  } finally {
    folder.close();
    for (const signal of interruptions) process.removeListener(signal, interrupt);
  }
  if (args.json) terminal.json(searchesAsJson(outcomes));
  if (outcomes.some(({ files }) => files.length > 0)) return exitCode.violated;
  return interruption.signal.aborted ? exitCode.interrupted : exitCode.holds;
}

/** What is varied: the usual, and the kinds that are asked for. */
function variedBy({ vary = [] }: FuzzArguments): Varied {
  if (vary.includes("all")) return everythingVaried;
  const unknown = vary.find((kind) => !isChoiceKind(kind));
  if (unknown === undefined) return variedWith(vary as readonly ChoiceKind[]);
  const kinds = Object.keys(choiceKinds);
  throw new BadInput(
    `unknown kind of choices "${unknown}"`,
    didYouMean(unknown, kinds) ?? `There are ${kinds.join(", ")}.`,
  );
}

function check({ path, engine = [], runs, limit, seed, out }: FuzzArguments): void {
  if (isReadOnce(path))
    throw new BadInput("what a search finds names the file that was searched", "Write it to a file.");
  for (const name of meantReleases(engine)) {
    const release = releaseOf(name);
    if (!release.ok) throw new BadInput(release.error);
  }
  for (const [option, value] of Object.entries({ runs, limit, seed, out })) {
    if (Array.isArray(value)) throw new BadInput(`--${option} is given more than once`);
  }
  for (const [option, value] of Object.entries({ runs, limit })) {
    if (value === undefined || (Number.isSafeInteger(value) && value > 0)) continue;
    throw new BadInput(`--${option} must be a whole number above 0`);
  }
}

interface Target {
  readonly loaded: LoadedScenario;
  /** The texts that were read, by file. */
  readonly texts: ReadonlyMap<string, string>;
}

function loadTarget(path: string, terminal: Terminal): Target | undefined {
  const { scenario: loaded, diagnostics, texts } = loadScenario(path, readFileFromDisk);
  printDiagnostics(diagnostics, texts, terminal);
  return loaded && { loaded, texts };
}

/** Whether there is anything to search: a workflow that Argo refuses fails at once, whatever the timing. */
function isPlayable({ loaded, texts }: Target, engines: readonly string[], terminal: Terminal): boolean {
  const problems = engines.flatMap((engine) => inputProblems(loaded, playScenario(loaded, engine, { invariants: [] })));
  printDiagnostics(problems, texts, terminal);
  return problems.length === 0;
}

async function search(
  { loaded, texts }: Target,
  engine: string,
  args: FuzzArguments & { readonly varied: Varied },
  terminal: Terminal,
  interruption: AbortSignal,
): Promise<SearchOutcome> {
  const { runs, seed, varied, limit = Number.POSITIVE_INFINITY } = args;
  const campaign = new Campaign(loaded, { engine, invariants, seed, varied });
  const progress = showProgress(`fuzz ${engine}`, runs, terminal);
  while (campaign.runs < runs && campaign.found < limit && !interruption.aborted) {
    const end = performance.now() + turn;
    while (campaign.runs < runs && campaign.found < limit && performance.now() < end) campaign.playNext();
    progress.update(campaign.runs, campaign.found);
    await setImmediate();
  }
  progress.stop();
  const vary = (args.vary ?? []).map((kind) => ` --vary ${kind}`).join("");
  const command = `drydock fuzz ${args.path} --runs ${runs} --seed ${seed} --engine ${engine}${vary}`;
  const files = findingFiles(loaded, campaign.simplestFindings(), {
    folder: args.out,
    source: texts.get(args.path) ?? "",
    command,
    tapeOf: (finding) => campaign.tapeOf(finding),
    shows: showsFindings(readFileFromDisk, { engine, invariants }),
  });
  return { engine, seed, runs: campaign.runs, files };
}

/** Writes the files of what was found. When that fails after all, they are shown before the search ends. */
function written(outcome: SearchOutcome, folder: FindingsFolder, terminal: Terminal): readonly FindingFile[] {
  try {
    return folder.write(outcome.files);
  } catch (error) {
    terminal.error(searchLines(outcome, terminal.colors));
    throw error;
  }
}
