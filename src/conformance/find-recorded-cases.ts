import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { readFileFromDisk } from "../scenario/read-file-from-disk.ts";
import { archiveSuffix, readArchive } from "./case-archive.ts";
import { type RecordedCase, scenarioSuffix } from "./recorded-case.ts";

const recordedFile = /^(.*)\.(v\d+\.\d+\.\d+)\.(trace|pods)\.json(?:\.gz)?$/;

/** The recorded cases in a folder and below, in files of their own or in archives, in the order of their names. */
export function findRecordedCases(folder: string): readonly RecordedCase[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((left, right) => (left.name < right.name ? -1 : 1));
  const recordings = recordingsAmong(folder, entries);
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : findRecordedCases(path);
    if (entry.name.endsWith(archiveSuffix)) return readArchive(path);
    if (!entry.name.endsWith(scenarioSuffix)) return [];
    const name = entry.name.slice(0, -scenarioSuffix.length);
    return [caseInFiles(path, name, recordings.get(name) ?? new Map())];
  });
}

/** Paths of the recordings of a case, by release. */
type Recordings = Map<string, { trace?: string; pods?: string }>;

function recordingsAmong(folder: string, entries: readonly { readonly name: string }[]): Map<string, Recordings> {
  const found = new Map<string, Recordings>();
  for (const { name } of entries) {
    const [, scenario, engine, kind] = recordedFile.exec(name) ?? [];
    if (scenario === undefined || engine === undefined || (kind !== "trace" && kind !== "pods")) continue;
    const ofCase = found.get(scenario) ?? (new Map() as Recordings);
    found.set(scenario, ofCase.set(engine, { ...ofCase.get(engine), [kind]: join(folder, name) }));
  }
  return found;
}

function caseInFiles(scenarioFile: string, name: string, recordings: Recordings): RecordedCase {
  return {
    profile: basename(dirname(scenarioFile)) || ".",
    name,
    scenarioFile,
    readFile: readFileFromDisk,
    engines: [...recordings].flatMap(([engine, { trace }]) => (trace === undefined ? [] : [engine])),
    readTrace: (engine) => readRecorded(recordings.get(engine)?.trace ?? ""),
    readPods: (engine) => {
      const file = recordings.get(engine)?.pods;
      return file === undefined ? undefined : readRecorded(file);
    },
  };
}

function readRecorded(file: string): string {
  const content = readFileSync(file);
  return (file.endsWith(".gz") ? gunzipSync(content) : content).toString("utf8");
}
