import { minute, second } from "../../sim/time.ts";
import { parseGoDuration } from "../expression/go-duration.ts";
import type { LoadedObject } from "../manifest/load-manifests.ts";

/** Fields of manifests that hold a number of seconds, or a text that is a number of seconds or a Go duration. */
const durationFields: ReadonlySet<string> = new Set([
  ...["activeDeadlineSeconds", "terminationGracePeriodSeconds", "timeout", "pendingTimeout", "duration"],
  ...["maxDuration", "cap", "secondsAfterCompletion", "secondsAfterSuccess", "secondsAfterFailure"],
  ...["startingDeadlineSeconds", "deleteDelayDuration"],
]);

/** What takes longer is not over when a run is, which by default ends after two hours. */
const longest = 30 * minute;

/** More than so many say nothing more. */
const mostDurations = 12;

const known = new WeakMap<readonly LoadedObject[], readonly number[]>();

/**
 * The durations that mean something in manifests, such as deadlines, time-outs and backoffs, in milliseconds: what is
 * about to take so long is worth a look. The same list for the same objects.
 */
export function manifestDurations(objects: readonly LoadedObject[]): readonly number[] {
  let durations = known.get(objects);
  if (durations === undefined) {
    const found = new Set<number>();
    for (const { value } of objects) collect(value, found);
    durations = [...found].sort((left, right) => left - right).slice(0, mostDurations);
    known.set(objects, durations);
  }
  return durations;
}

function collect(value: unknown, found: Set<number>): void {
  if (typeof value !== "object" || value === null) return;
  for (const [field, inner] of Object.entries(value)) {
    const duration = durationFields.has(field) ? durationOf(inner) : undefined;
    if (duration !== undefined && duration > 0 && duration <= longest) found.add(duration);
    else collect(inner, found);
  }
}

function durationOf(value: unknown): number | undefined {
  if (typeof value === "number") return Math.round(value * second);
  if (typeof value !== "string") return undefined;
  if (/^\d+$/.test(value)) return Number(value) * second;
  const parsed = parseGoDuration(value);
  return parsed.ok ? Math.round(Number(parsed.nanoseconds) / 1e6) : undefined;
}
