/** The builtins of expr-lang for times. Only UTC is known: zones would need a time zone database. */

import { GoTime, LOCATION } from "../../go/time.ts";
import { RFC3339 } from "../../go/time-layout.ts";
import { parseTime } from "../../go/time-parse.ts";
import { parseGoDuration } from "../../go-duration.ts";
import { GoPanic, GoStruct, type GoValue } from "../../value.ts";
import { duration } from "../numbers.ts";
import { assertType } from "../runtime.ts";
import type { BuiltinFunction } from "./builtin-function.ts";

const LAYOUTS = [
  "2006-01-02",
  "15:04:05",
  "2006-01-02 15:04:05",
  RFC3339,
  "02 Jan 06 15:04 MST",
  "Monday, 02-Jan-06 15:04:05 MST",
  "Mon, 02 Jan 2006 15:04:05 MST",
];

function text(value: GoValue | undefined): string {
  const given = value ?? null;
  assertType(given, "string");
  return given;
}

function loadLocation(name: string): GoStruct {
  if (!["", "UTC", "Local"].includes(name)) {
    throw new GoPanic(`unknown time zone ${name}`);
  }
  return new GoStruct(LOCATION, new Map());
}

function date(parameters: readonly GoValue[]): GoTime {
  const [value, layout, zone] = parameters[0] instanceof GoStruct ? parameters.slice(1) : parameters;
  if (zone !== undefined) {
    loadLocation(text(zone));
  }
  for (const candidate of layout === undefined ? LAYOUTS : [text(layout)]) {
    const parsed = parseTime(candidate, text(value));
    if (parsed.ok) {
      return new GoTime(parsed.instant);
    }
    if (layout !== undefined) {
      throw new GoPanic(parsed.error);
    }
  }
  throw new GoPanic(`invalid date ${text(value)}`);
}

export const TIME_BUILTINS: Readonly<Record<string, BuiltinFunction>> = {
  now: (_, { context }) => GoTime.fromMilliseconds(context.now),
  date,
  duration: ([value]) => {
    const parsed = parseGoDuration(text(value));
    if (!parsed.ok) {
      throw new GoPanic(parsed.error);
    }
    return duration(parsed.nanoseconds);
  },
  timezone: ([name]) => loadLocation(text(name)),
};
