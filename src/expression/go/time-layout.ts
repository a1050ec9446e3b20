/** The pieces of a Go time layout such as `2006-01-02 15:04:05`, and what they print. */
import { civilFromDays, dayOfYear, weekdayOfDays } from "./civil.ts";

const CHUNK =
  /January|Jan(?![a-z])|Monday|Mon(?![a-z])|MST|0[1-6]|002|15|1|2006|2|_2(?!006)|__2|3|4|5|PM|pm|-070000|-07:00:00|-0700|-07:00|-07|Z070000|Z07:00:00|Z0700|Z07:00|Z07|[.,](?:0+|9+)(?!\d)/;

export const MONTH_NAMES = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

export const WEEKDAY_NAMES = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;

export const RFC3339 = "2006-01-02T15:04:05Z07:00";
export const RFC3339_NANO = "2006-01-02T15:04:05.999999999Z07:00";

export interface LayoutChunk {
  /** Literal text before the element. */
  readonly prefix: string;
  /** The element, "" at the end of the layout. */
  readonly element: string;
  readonly rest: string;
}

/** Splits off everything up to and including the first element of a layout. */
export function nextLayoutChunk(layout: string): LayoutChunk {
  const match = CHUNK.exec(layout);
  if (match === null) {
    return { prefix: layout, element: "", rest: "" };
  }
  return { prefix: layout.slice(0, match.index), element: match[0], rest: layout.slice(match.index + match[0].length) };
}

/** An instant and the zone it is shown in. */
export interface ZonedInstant {
  readonly unixNanoseconds: bigint;
  readonly offsetSeconds: number;
  readonly zoneName: string;
}

export interface TimeFields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nanosecond: number;
  readonly weekday: number;
  readonly yearDay: number;
}

const NANOSECONDS_PER_SECOND = 1_000_000_000n;
const SECONDS_PER_DAY = 86400;

export function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor < 0n ? quotient - 1n : quotient;
}

export function fieldsOf(instant: ZonedInstant): TimeFields {
  const unixSeconds = floorDivide(instant.unixNanoseconds, NANOSECONDS_PER_SECOND);
  const nanosecond = Number(instant.unixNanoseconds - unixSeconds * NANOSECONDS_PER_SECOND);
  const localSeconds = Number(unixSeconds) + instant.offsetSeconds;
  const days = Math.floor(localSeconds / SECONDS_PER_DAY);
  const secondOfDay = localSeconds - days * SECONDS_PER_DAY;
  const date = civilFromDays(days);
  return {
    ...date,
    hour: Math.floor(secondOfDay / 3600),
    minute: Math.floor(secondOfDay / 60) % 60,
    second: secondOfDay % 60,
    nanosecond,
    weekday: weekdayOfDays(days),
    yearDay: dayOfYear(date),
  };
}

/** `time.Time.Format`. */
export function formatTime(instant: ZonedInstant, layout: string): string {
  const fields = fieldsOf(instant);
  let text = "";
  let rest = layout;
  while (rest !== "") {
    const chunk = nextLayoutChunk(rest);
    text += chunk.prefix;
    if (chunk.element !== "") {
      text += formatElement(chunk.element, fields, instant);
    }
    rest = chunk.rest;
  }
  return text;
}

function padded(value: number, width: number, fill = "0"): string {
  return String(value).padStart(width, fill);
}

function formatElement(element: string, fields: TimeFields, instant: ZonedInstant): string {
  const formatter = Object.hasOwn(ELEMENT_FORMATTERS, element) ? ELEMENT_FORMATTERS[element] : undefined;
  if (formatter !== undefined) {
    return formatter(fields, instant);
  }
  if (element.startsWith(".") || element.startsWith(",")) {
    return formatFraction(element, fields.nanosecond);
  }
  return formatOffset(element, instant.offsetSeconds);
}

const ELEMENT_FORMATTERS: Readonly<Record<string, (fields: TimeFields, instant: ZonedInstant) => string>> = {
  January: ({ month }) => MONTH_NAMES[month - 1] ?? "",
  Jan: ({ month }) => MONTH_NAMES[month - 1]?.slice(0, 3) ?? "",
  Monday: ({ weekday }) => WEEKDAY_NAMES[weekday] ?? "",
  Mon: ({ weekday }) => WEEKDAY_NAMES[weekday]?.slice(0, 3) ?? "",
  MST: (_, instant) =>
    instant.zoneName || formatOffset(instant.offsetSeconds % 3600 === 0 ? "-07" : "-0700", instant.offsetSeconds),
  "01": ({ month }) => padded(month, 2),
  "02": ({ day }) => padded(day, 2),
  "03": ({ hour }) => padded(hour % 12 || 12, 2),
  "04": ({ minute }) => padded(minute, 2),
  "05": ({ second }) => padded(second, 2),
  "06": ({ year }) => padded(year % 100, 2),
  "002": ({ yearDay }) => padded(yearDay, 3),
  "15": ({ hour }) => padded(hour, 2),
  "1": ({ month }) => String(month),
  "2006": ({ year }) => padded(year, 4),
  "2": ({ day }) => String(day),
  _2: ({ day }) => padded(day, 2, " "),
  __2: ({ yearDay }) => padded(yearDay, 3, " "),
  "3": ({ hour }) => String(hour % 12 || 12),
  "4": ({ minute }) => String(minute),
  "5": ({ second }) => String(second),
  PM: ({ hour }) => (hour >= 12 ? "PM" : "AM"),
  pm: ({ hour }) => (hour >= 12 ? "pm" : "am"),
};

function formatFraction(element: string, nanosecond: number): string {
  const digits = padded(nanosecond, 9).slice(0, element.length - 1);
  if (element[1] === "0") {
    return element[0] + digits;
  }
  const trimmed = digits.replace(/0+$/, "");
  return trimmed === "" ? "" : element[0] + trimmed;
}

function formatOffset(element: string, offsetSeconds: number): string {
  if (element.startsWith("Z") && offsetSeconds === 0) {
    return "Z";
  }
  const sign = offsetSeconds < 0 ? "-" : "+";
  const magnitude = Math.abs(offsetSeconds);
  const parts = [
    padded(Math.floor(magnitude / 3600), 2),
    padded(Math.floor(magnitude / 60) % 60, 2),
    padded(magnitude % 60, 2),
  ];
  const shape = element.slice(1);
  const count = Math.ceil(shape.replaceAll(":", "").length / 2);
  return sign + parts.slice(0, count).join(shape.includes(":") ? ":" : "");
}
