import type { ReadFile } from "../scenario/read-file.ts";
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

/** A scenario with the timelines recorded of it, wherever they are kept. */
export interface RecordedCase {
  /** The feature that the case leans on. */
  readonly profile: string;
  readonly name: string;
  /** Path of the scenario; {@link readFile} reads it and its manifests. */
  readonly scenarioFile: string;
  readonly readFile: ReadFile;
  /** The releases on which it was recorded. */
  readonly engines: readonly string[];
  /** The text of the trace on one of them. */
  readTrace(engine: string): string;
  /** The text of what pods were given on one of them; undefined where that was not recorded. */
  readPods(engine: string): string | undefined;
}

export const scenarioSuffix = ".scenario.yaml";

export function traceOf(recorded: RecordedCase, engine: string): RecordedTrace {
  const text = recorded.readTrace(engine);
  return { startTime: recordedStartTime(text), ...(JSON.parse(text) as RecordedTrace) };
}

/** What pods were given; undefined where that was not recorded. */
export function podsOf(recorded: RecordedCase, engine: string): readonly GivenView[] | undefined {
  const text = recorded.readPods(engine);
  return text === undefined ? undefined : (JSON.parse(text) as readonly GivenView[]);
}
