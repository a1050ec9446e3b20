/**
 * Virtual time: whole milliseconds since the start of the simulation.
 *
 * Whole numbers, because sums of fractions depend on the order in which they are added; then two events that ought to
 * fall at the same instant may not.
 */
export const millisecond = 1;
export const second = 1000 * millisecond;
export const minute = 60 * second;
export const hour = 60 * minute;

/** The last instant there is: beyond it neighbouring milliseconds can no longer be told apart. */
export const maximumTime = Number.MAX_SAFE_INTEGER;

/** True of every instant from 0 to {@link maximumTime}. */
export function isVirtualTime(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/**
 * Writes a time or a duration as Go's `time.Duration.String` does: `0s`, `5ms`, `1.1s`, `2m0s`, `1h0m0.25s`.
 *
 * @param time whole milliseconds, not negative
 */
export function formatTime(time: number): string {
  if (time === 0) return "0s";
  if (time < second) return `${time}ms`;
  const hours = Math.floor(time / hour);
  const minutes = Math.floor((time % hour) / minute);
  // Dividing whole milliseconds by 1000 gives the nearest number, which prints with at most three decimals.
  const seconds = `${(time % minute) / second}s`;
  if (hours > 0) return `${hours}h${minutes}m${seconds}`;
  return minutes > 0 ? `${minutes}m${seconds}` : seconds;
}
