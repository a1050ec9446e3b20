import { formatTime, minute, second } from "../../sim/time.ts";
import { parseGoDuration } from "../expression/go-duration.ts";

/** The options of a choice of a duration: their names, and what each means in virtual milliseconds. */
export interface DurationOptions<First> {
  readonly names: readonly string[];
  readonly values: readonly (First | number)[];
}

/**
 * Durations of all magnitudes, the rounder before the others, and of equally round ones the shorter first; so short that
 * a run of several pods, by default two hours, is not over before they are.
 */
const magnitudes: readonly number[] = [
  ...[minute, 10 * second, second],
  ...[20, 30, 5, 2].map((seconds) => seconds * second),
  ...[2, 5, 10].map((minutes) => minutes * minute),
  ...[3, 4, 6, 7, 8, 9, 11, 12, 15, 25, 40, 50].map((seconds) => seconds * second),
  ...[500, 100, 1_500, 200, 300, 700, 2_500].map((milliseconds) => milliseconds),
];

/** The options of how long pods take, and of how long people wait. */
export interface Durations {
  readonly ofPods: DurationOptions<undefined>;
  readonly ofDelays: DurationOptions<number>;
}

const known = new WeakMap<readonly number[], Durations>();

/**
 * Durations of all magnitudes and special ones, after the obedient option. The same for the same list: choices of many
 * runs have one list of options.
 *
 * @param special those that mean something in the manifests, such as a deadline, in milliseconds
 */
export function durationsWith(special: readonly number[]): Durations {
  let durations = known.get(special);
  if (durations === undefined) {
    const values = [...new Set([...magnitudes, ...special.flatMap(around)])];
    const names = values.map(formatTime);
    durations = {
      ofPods: { names: ["as usual", ...names], values: [undefined, ...values] },
      ofDelays: { names: ["at once", ...names], values: [0, ...values] },
    };
    known.set(special, durations);
  }
  return durations;
}

/** The duration that an option other than the obedient one means, in virtual milliseconds. */
export function durationOfOption(option: string): number {
  const parsed = parseGoDuration(option);
  if (!parsed.ok) throw new RangeError(`"${option}" is no duration`);
  return Number(parsed.nanoseconds) / 1e6;
}

/** A special duration, and a second less and more. */
function around(duration: number): readonly number[] {
  return [duration, duration + second, duration - second].filter((value) => value > 0);
}
