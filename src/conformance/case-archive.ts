import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import { loadScenario } from "../scenario/load-scenario.ts";
import type { ReadFile } from "../scenario/read-file.ts";
import type { RecordedCase } from "./recorded-case.ts";

/** An archive holds the cases of one profile: one line of JSON each, in the order of their names, compressed as a whole. */
export const archiveSuffix = ".cases.br";

/** A case as an archive keeps it. */
export interface ArchivedCase {
  readonly name: string;
  /** Name of the scenario among the files. */
  readonly scenario: string;
  /** Texts of the scenario and of its manifests, by name. */
  readonly files: Readonly<Record<string, string>>;
  /** Texts of the traces, by release. */
  readonly traces: Readonly<Record<string, string>>;
  /** Texts of what pods were given, by release. */
  readonly pods?: Readonly<Record<string, string>>;
}

/** The cases of an archive. */
export function readArchive(path: string): readonly RecordedCase[] {
  const profile = basename(path).slice(0, -archiveSuffix.length);
  return archivedCases(path).map((archived) => ({
    profile,
    name: archived.name,
    scenarioFile: `${path}/${archived.scenario}`,
    readFile: (file) => {
      const text = archived.files[file.slice(path.length + 1)];
      return text === undefined ? { ok: false, error: `${file}: there is no such file` } : { ok: true, text };
    },
    engines: Object.keys(archived.traces),
    readTrace: (engine) => archived.traces[engine] ?? "",
    readPods: (engine) => archived.pods?.[engine],
  }));
}

export function archivedCases(path: string): readonly ArchivedCase[] {
  const text = brotliDecompressSync(readFileSync(path)).toString("utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as ArchivedCase);
}

/** Writes an archive; the same cases make the same bytes. */
export function writeArchive(path: string, cases: readonly ArchivedCase[]): void {
  const sorted = [...cases].sort((left, right) => (left.name < right.name ? -1 : 1));
  const text = Buffer.from(sorted.map((archived) => `${JSON.stringify(archived)}\n`).join(""));
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 9,
    // The traces of one case on several releases are almost the same.
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
  };
  writeFileSync(path, brotliCompressSync(text, { params }));
}

/** A case of any kind as an archive keeps it, with the files that its scenario reads; undefined if one cannot be read. */
export function asArchived(recorded: RecordedCase): ArchivedCase | undefined {
  const { scenarioFile, readFile, engines, name } = recorded;
  const scenario = basename(scenarioFile);
  const folder = scenarioFile.slice(0, -scenario.length);
  const files = new Map<string, string>();
  let isComplete = true;
  const keep: ReadFile = (path) => {
    const read = readFile(path);
    if (read.ok && path.startsWith(folder)) files.set(path.slice(folder.length), read.text);
    else isComplete = false;
    return read;
  };
  loadScenario(scenarioFile, keep, { acceptsNameless: true });
  if (!isComplete) return undefined;
  const pods = engines.flatMap((engine) => {
    const text = recorded.readPods(engine);
    return text === undefined ? [] : [[engine, text] as const];
  });
  return {
    name,
    scenario,
    files: Object.fromEntries(files),
    traces: Object.fromEntries(engines.map((engine) => [engine, recorded.readTrace(engine)])),
    ...(pods.length > 0 && { pods: Object.fromEntries(pods) }),
  };
}
