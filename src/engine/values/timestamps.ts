import { strftime } from "../../expression/strftime.ts";
import type { ValueContext } from "./variables.ts";

/** Virtual time as a timestamp in UTC, to the second (Go: `time.RFC3339`). */
export function formatTimestamp(time: number, context: Pick<ValueContext, "epoch">): string {
  return strftime("%Y-%m-%dT%H:%M:%SZ", context.epoch + time);
}
