import type { ValueContext } from "./variables.ts";

/** Virtual time as a timestamp in UTC, to the second (Go: `time.RFC3339`). */
export function formatTimestamp(time: number, context: Pick<ValueContext, "epoch">): string {
  return `${isoTime(time, context)}Z`;
}

/**
 * Virtual time as Go prints a time in UTC (`time.Time.String`): to the second, unless it was never stored. Go leaves
 * the zeros at the end of a fraction out.
 */
export function formatGoTime(
  time: number,
  context: Pick<ValueContext, "epoch">,
  precision: "seconds" | "milliseconds" = "seconds",
): string {
  const milliseconds = (context.epoch + time) % 1000;
  const fraction =
    precision === "milliseconds" && milliseconds > 0
      ? (milliseconds / 1000).toFixed(3).slice(1).replace(/0+$/, "")
      : "";
  return `${isoTime(time, context).replace("T", " ")}${fraction} +0000 UTC`;
}

/** `2000-01-01T00:00:00`. */
function isoTime(time: number, { epoch }: Pick<ValueContext, "epoch">): string {
  return new Date(epoch + time).toISOString().slice(0, 19);
}
