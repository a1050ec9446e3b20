/** The strftime letters of `workflow.creationTimestamp.<letter>` (util/strftime). */
import { formatTime } from "./go/time-layout.ts";

const LAYOUTS: Readonly<Record<string, string>> = {
  B: "January",
  b: "Jan",
  m: "01",
  A: "Monday",
  a: "Mon",
  d: "02",
  H: "15",
  I: "03",
  M: "04",
  S: "05",
  Y: "2006",
  y: "06",
  p: "PM",
  Z: "MST",
  z: "-0700",
  L: ".000",
};

/** The letters that upstream makes variables of, in alphabetical order. */
export const STRFTIME_LETTERS: readonly string[] = Object.keys(LAYOUTS).sort();

/**
 * `strftime.Format` of an instant in UTC.
 *
 * @param format - text with `%` directives; unknown ones stay as they are
 * @param milliseconds - virtual time since 1970
 */
export function strftime(format: string, milliseconds: number): string {
  const instant = {
    unixNanoseconds: BigInt(Math.round(milliseconds * 1000)) * 1000n,
    offsetSeconds: 0,
    zoneName: "UTC",
  };
  return format.replace(/%([\s\S])/g, (directive, letter: string) => {
    if (letter === "%") {
      return "%";
    }
    const layout = Object.hasOwn(LAYOUTS, letter) ? LAYOUTS[letter] : undefined;
    return layout === undefined ? directive : formatTime(instant, layout);
  });
}
