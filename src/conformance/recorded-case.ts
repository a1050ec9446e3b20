import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { GivenView } from "../timeline/pod-view.ts";
import type { RunEvent } from "../timeline/run-event.ts";
import { recordedStartTime } from "./start-time.ts";

/** The timeline that a real controller wrote. */
export interface RecordedTrace {
  readonly scenario: string;
  readonly engine: string;
  /** Absent when the controller's process ended. */
  readonly events?: readonly RunEvent[];
  /** Recording stopped at this virtual millisecond, not the run. */
  readonly truncatedAt?: number;
  /** The last error of a controller whose process ended. */
  readonly crash?: string;
  /** Wall clock at virtual time 0, in milliseconds since 1970, where the recording shows it. */
  readonly startTime?: number | undefined;
}

/** A scenario with the timelines recorded of it. */
export interface RecordedCase {
  /** Name of the folder: the feature that the case leans on. */
  readonly profile: string;
  readonly name: string;
  readonly scenarioFile: string;
  /** The trace files, by release. */
  readonly traces: ReadonlyMap<string, string>;
  /** Files with what pods were given, by release; only some cases have them. */
  readonly pods: ReadonlyMap<string, string>;
}

const scenarioSuffix = ".scenario.yaml";
const recordedFile = /^(.*)\.(v\d+\.\d+\.\d+)\.(trace|pods)\.json(?:\.gz)?$/;

/** Finds the recorded cases in a folder and below, in the order of their names. */
export function findRecordedCases(folder: string): readonly RecordedCase[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((left, right) => (left.name < right.name ? -1 : 1));
  const recorded = { trace: new Map<string, Map<string, string>>(), pods: new Map<string, Map<string, string>>() };
  for (const { name } of entries) {
    const [, scenario, engine, kind] = recordedFile.exec(name) ?? [];
    if (scenario === undefined || engine === undefined || (kind !== "trace" && kind !== "pods")) continue;
    const ofScenario = recorded[kind].get(scenario) ?? new Map<string, string>();
    recorded[kind].set(scenario, ofScenario.set(engine, join(folder, name)));
  }
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : findRecordedCases(path);
    if (!entry.name.endsWith(scenarioSuffix)) return [];
    const name = entry.name.slice(0, -scenarioSuffix.length);
    const [traces, pods] = [recorded.trace, recorded.pods].map((files) => files.get(name) ?? new Map<string, string>());
    return [
      { profile: profileOf(path), name, scenarioFile: path, traces: traces ?? new Map(), pods: pods ?? new Map() },
    ];
  });
}

function profileOf(path: string): string {
  return basename(dirname(path)) || ".";
}

/** Reads a trace file, which may be compressed: traces are a hundred times as large as their scenarios. */
export function readTrace(file: string): RecordedTrace {
  const text = readRecorded(file);
  return { startTime: recordedStartTime(text), ...(JSON.parse(text) as RecordedTrace) };
}

/** Reads a file with what pods were given. */
export function readPods(file: string): readonly GivenView[] {
  return JSON.parse(readRecorded(file)) as readonly GivenView[];
}

function readRecorded(file: string): string {
  const content = readFileSync(file);
  return (file.endsWith(".gz") ? gunzipSync(content) : content).toString("utf8");
}
