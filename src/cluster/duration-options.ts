import { formatTime, hour, minute, second } from "../../sim/time.ts";

/** The options of a choice of a duration: their names, and what each means in virtual milliseconds. */
export interface DurationOptions<First> {
  readonly names: readonly string[];
  readonly values: readonly (First | number)[];
}

/** Durations of all magnitudes, the rounder before the others, and of equally round ones the shorter first. */
const magnitudes: readonly number[] = [
  ...[minute, 10 * second, second],
  ...[20, 30, 5, 2].map((seconds) => seconds * second),
  ...[2, 5, 10].map((minutes) => minutes * minute),
  ...[hour, 30 * minute],
  ...[3, 4, 6, 7, 8, 9, 11, 12, 15, 25, 40, 50].map((seconds) => seconds * second),
  ...[500, 100, 1_500, 200, 300, 700, 2_500].map((milliseconds) => milliseconds),
];

/**
 * An obedient option, and after it durations of all magnitudes and the special ones.
 *
 * @param special those that mean something in the manifests, such as a deadline, in milliseconds
 */
export function durationOptions<First>(
  obedient: { readonly name: string; readonly value: First },
  special: readonly number[] = [],
): DurationOptions<First> {
  const values = [...new Set([...magnitudes, ...special.flatMap(around)])];
  return { names: [obedient.name, ...values.map(formatTime)], values: [obedient.value, ...values] };
}

/** A special duration, and a second less and more. */
function around(duration: number): readonly number[] {
  return [duration, duration + second, duration - second].filter((value) => value > 0);
}
