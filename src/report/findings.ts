import type { FindingFile } from "../search/findings/finding-file.ts";
import type { Colors } from "./colors.ts";
import { reproduction } from "./run.ts";

/** What a search found on one release. */
export interface SearchOutcome {
  readonly engine: string;
  readonly seed: string;
  readonly runs: number;
  readonly files: readonly FindingFile[];
}

/** The findings of a search: what is violated, how often, and the scenario that shows it. */
export function searchLines({ engine, runs, files }: SearchOutcome, colors: Colors): string[] {
  if (files.length === 0) return [`${colors.green("✔")} ${counted(runs, "run")} on ${engine}, nothing found`];
  const number = files.reduce((sum, { findings }) => sum + findings.length, 0);
  const title = `${colors.red("✖")} ${counted(runs, "run")} on ${engine}, ${counted(number, "distinct violation")} found`;
  return [title, ...files.flatMap((file) => ["", ...fileLines(file, runs, colors)])];
}

function fileLines({ path, text, findings }: FindingFile, runs: number, colors: Colors): string[] {
  const lines = findings.flatMap(({ violations: [{ invariant, message }], count }) => [
    `  ${colors.red("violated")} in ${count} of ${counted(runs, "run")}: ${invariant}`,
    `    ${message}`,
  ]);
  const [{ engine }] = findings;
  const scenario = text.trimEnd().split("\n");
  return [
    ...lines,
    `  ${colors.bold(path)}`,
    ...scenario.map((line) => `  ${colors.dim("│")} ${line}`),
    `  reproduce: ${reproduction(path, engine)}`,
  ];
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** The findings of searches as plain data. */
export function searchesAsJson(outcomes: readonly SearchOutcome[]): string {
  const searches = outcomes.map(({ engine, seed, runs, files }) => ({
    engine,
    seed,
    runs,
    findings: files.flatMap(({ path, findings, parts }) =>
      findings.map(({ violations: [{ invariant, workflow, nodes, message, t }], count }) => ({
        ...{ invariant, workflow, nodes, message, t, count },
        file: path,
        ...parts,
      })),
    ),
  }));
  return JSON.stringify({ schemaVersion: 1, searches }, undefined, 2);
}
