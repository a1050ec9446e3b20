import type { ValueContext } from "./variables.ts";

/** Virtual time as a timestamp in UTC, to the second (Go: `time.RFC3339`). */
export function formatTimestamp(time: number, context: Pick<ValueContext, "epoch">): string {
  return `${toSecond(context.epoch + time)}Z`;
}

/** Virtual time as Go prints a time in UTC (`time.Time.String`), to the second. */
export function formatGoTime(time: number, context: Pick<ValueContext, "epoch">): string {
  return `${toSecond(context.epoch + time).replace("T", " ")} +0000 UTC`;
}

/** Wall-clock milliseconds as `2006-01-02T15:04:05`; seconds that have begun are not counted. */
function toSecond(wallClock: number): string {
  return new Date(wallClock).toISOString().slice(0, 19);
}
