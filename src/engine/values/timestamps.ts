import { strftime } from "../../expression/strftime.ts";
import type { ValueContext } from "./variables.ts";

/** Virtual time as a timestamp in UTC, to the second (Go: `time.RFC3339`). */
export function formatTimestamp(time: number, context: Pick<ValueContext, "epoch">): string {
  return strftime("%Y-%m-%dT%H:%M:%SZ", context.epoch + time);
}

/** Virtual time as Go prints a time in UTC (`time.Time.String`), to the second. */
export function formatGoTime(time: number, context: Pick<ValueContext, "epoch">): string {
  return strftime("%Y-%m-%d %H:%M:%S +0000 UTC", context.epoch + time);
}
