/** sprig's dates. Every zone is UTC here, as in the controller's container. */

import { parseInteger, wrapInt64 } from "../go/number.ts";
import { GoTime } from "../go/time.ts";
import { floorDivide } from "../go/time-layout.ts";
import { parseTime } from "../go/time-parse.ts";
import { formatDuration, HOUR, MINUTE, parseGoDuration, roundDuration, SECOND } from "../go-duration.ts";
import { type EvaluationContext, GoInteger, GoPanic, type GoValue } from "../value.ts";
import { define, defineWithContext, type SprigTable, withAliases } from "./define.ts";

const HTML_DATE = "2006-01-02";
const ZERO_TIME = new GoTime({ unixNanoseconds: -62135596800n * SECOND, offsetSeconds: 0, zoneName: "UTC" });

/** A time, or seconds since 1970; anything else is now. */
function timeOf(value: GoValue, context: EvaluationContext, secondTypes: readonly string[]): GoTime {
  if (value instanceof GoTime) {
    return value;
  }
  if (typeof value === "bigint") {
    return GoTime.fromUnixSeconds(value);
  }
  if (value instanceof GoInteger && secondTypes.includes(value.type.text)) {
    return GoTime.fromUnixSeconds(value.value);
  }
  return GoTime.fromMilliseconds(context.now);
}

function format(context: EvaluationContext, layout: string, value: GoValue): string {
  return timeOf(value, context, ["int64", "int32"]).inUtc().format(layout);
}

function modify(offset: string, time: GoTime): GoTime | string {
  const parsed = parseGoDuration(offset);
  return parsed.ok ? time.add(parsed.nanoseconds) : parsed.error;
}

function orPanic(result: GoTime | string): GoTime {
  if (typeof result === "string") {
    throw new GoPanic(result);
  }
  return result;
}

function read(layout: string, text: string): GoTime | string {
  const parsed = parseTime(layout, text);
  return parsed.ok ? new GoTime(parsed.instant) : parsed.error;
}

/** `duration`: seconds as a duration, given as a text or an int64; an int counts for nothing. */
function durationOfSeconds(value: GoValue): string {
  const parsed = typeof value === "string" ? parseInteger(value) : undefined;
  const fromText = parsed?.ok === true ? parsed.value : 0n;
  const seconds = value instanceof GoInteger && value.type.text === "int64" ? value.value : fromText;
  return formatDuration(wrapInt64(seconds * SECOND));
}

const ROUNDED_UNITS: readonly (readonly [bigint, string])[] = [
  [365n * 24n * HOUR, "y"],
  [30n * 24n * HOUR, "mo"],
  [24n * HOUR, "d"],
  [HOUR, "h"],
  [MINUTE, "m"],
  [SECOND, "s"],
];

function durationRound(context: EvaluationContext, value: GoValue): string {
  const nanoseconds = durationIn(value, context);
  const magnitude = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  const unit = ROUNDED_UNITS.find(([size]) => magnitude > size);
  return unit === undefined ? "0s" : `${magnitude / unit[0]}${unit[1]}`;
}

function durationIn(value: GoValue, context: EvaluationContext): bigint {
  if (typeof value === "string") {
    const parsed = parseGoDuration(value);
    return parsed.ok ? parsed.nanoseconds : 0n;
  }
  if (value instanceof GoTime) {
    return GoTime.fromMilliseconds(context.now).since(value);
  }
  return value instanceof GoInteger && value.type.text === "int64" ? value.value : 0n;
}

export const DATE_FUNCTIONS: SprigTable = withAliases(
  {
    now: defineWithContext("-> time", (context: EvaluationContext) => GoTime.fromMilliseconds(context.now)),
    date: defineWithContext("string, any -> string", format),
    dateInZone: defineWithContext("string, any, string -> string", format),
    htmlDate: defineWithContext("any -> string", (context: EvaluationContext, value) =>
      format(context, HTML_DATE, value),
    ),
    htmlDateInZone: defineWithContext("any, string -> string", (context: EvaluationContext, value) =>
      format(context, HTML_DATE, value),
    ),
    dateModify: define("string, time -> time", (offset: string, time: GoTime) => {
      const modified = modify(offset, time);
      return typeof modified === "string" ? time : modified;
    }),
    mustDateModify: define("string, time -> time +error", (offset: string, time: GoTime) =>
      orPanic(modify(offset, time)),
    ),
    toDate: define("string, string -> time", (layout: string, text: string) => {
      const time = read(layout, text);
      return typeof time === "string" ? ZERO_TIME : time;
    }),
    mustToDate: define("string, string -> time +error", (layout: string, text: string) => orPanic(read(layout, text))),
    unixEpoch: define("time -> string", (time: GoTime) => String(floorDivide(time.instant.unixNanoseconds, SECOND))),
    ago: defineWithContext("any -> string", (context: EvaluationContext, value) => {
      const elapsed = GoTime.fromMilliseconds(context.now).since(timeOf(value, context, ["int64"]));
      return formatDuration(roundDuration(elapsed, SECOND));
    }),
    duration: define("any -> string", durationOfSeconds),
    durationRound: defineWithContext("any -> string", durationRound),
  },
  { date_in_zone: "dateInZone", date_modify: "dateModify", must_date_modify: "mustDateModify" },
);
