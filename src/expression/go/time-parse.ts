/** `time.Parse`: reads a text by a Go layout. Zones other than UTC must be given as offsets. */
import { daysFromCivil, daysInMonth, isLeapYear } from "./civil.ts";
import { quote } from "./quote.ts";
import { NUMBER_ELEMENTS, type ParseState } from "./time-elements.ts";
import { MONTH_NAMES, nextLayoutChunk, WEEKDAY_NAMES, type ZonedInstant } from "./time-layout.ts";

export type ParsedTime =
  | { readonly ok: true; readonly instant: ZonedInstant }
  | { readonly ok: false; readonly error: string };

/** What one element did: the rest of the text, or why it does not fit ("" for a plain mismatch). */
type Step = { readonly rest: string } | { readonly problem: string; readonly rest?: string };

const MISMATCH: Step = { problem: "" };

function problem(layout: string, value: string, element: string, rest: string, message: string): ParsedTime {
  if (message === "") {
    return {
      ok: false,
      error: `parsing time ${quote(value)} as ${quote(layout)}: cannot parse ${quote(rest)} as ${quote(element)}`,
    };
  }
  return { ok: false, error: `parsing time ${quote(value)}${message}` };
}

/** `time.Parse(layout, value)` with UTC where the text names no zone. */
export function parseTime(layout: string, value: string): ParsedTime {
  const state: ParseState = {
    year: 0,
    month: undefined,
    day: undefined,
    yearDay: undefined,
    hour: 0,
    minute: 0,
    second: 0,
    nanosecond: 0,
    afternoon: undefined,
    offsetSeconds: undefined,
    zoneName: undefined,
  };
  let rest = value;
  let remainingLayout = layout;
  for (;;) {
    const chunk = nextLayoutChunk(remainingLayout);
    const skipped = skipPrefix(rest, chunk.prefix);
    if (skipped.mismatch) {
      return problem(layout, value, chunk.prefix, skipped.rest, "");
    }
    rest = skipped.rest;
    if (chunk.element === "") {
      return rest === "" ? finish(state, value) : problem(layout, value, "", rest, `: extra text: ${quote(rest)}`);
    }
    const step = readElement(chunk.element, rest, state, chunk.rest);
    if ("problem" in step) {
      const message = step.problem === "" ? "" : `: ${step.problem} out of range`;
      return problem(layout, value, chunk.element, rest, message);
    }
    rest = step.rest;
    remainingLayout = chunk.rest;
  }
}

/** A space in the layout matches any run of spaces in the text. */
function skipPrefix(value: string, prefix: string): { readonly rest: string; readonly mismatch: boolean } {
  let rest = value;
  let expected = prefix;
  while (expected !== "") {
    if (expected.startsWith(" ")) {
      if (rest !== "" && !rest.startsWith(" ")) {
        return { rest, mismatch: true };
      }
      expected = expected.replace(/^ +/, "");
      rest = rest.replace(/^ +/, "");
      continue;
    }
    if (rest[0] !== expected[0]) {
      return { rest, mismatch: true };
    }
    expected = expected.slice(1);
    rest = rest.slice(1);
  }
  return { rest, mismatch: false };
}

function readElement(element: string, value: string, state: ParseState, restOfLayout: string): Step {
  if (/^[.,]/.test(element)) {
    return readFraction(element, value, state);
  }
  if (/^[-Z]07/.test(element)) {
    return readOffset(element, value, state);
  }
  switch (element) {
    case "January":
    case "Jan":
      return readName(element.length > 3 ? MONTH_NAMES : MONTH_NAMES.map(short), value, (index) => {
        state.month = index + 1;
      });
    case "Monday":
    case "Mon":
      return readName(element.length > 3 ? WEEKDAY_NAMES : WEEKDAY_NAMES.map(short), value, () => undefined);
    case "PM":
    case "pm":
      return readHalf(element, value, state);
    case "MST":
      return readZoneName(value, state);
    case "5":
    case "05":
      return readSecond(element, value, state, restOfLayout);
    default:
      return readNumber(element, value, state);
  }
}

function short(name: string): string {
  return name.slice(0, 3);
}

function readName(names: readonly string[], value: string, accept: (index: number) => void): Step {
  const index = names.findIndex((name) => value.slice(0, name.length).toLowerCase() === name.toLowerCase());
  if (index < 0) {
    return MISMATCH;
  }
  accept(index);
  return { rest: value.slice(names[index]?.length) };
}

function readHalf(element: string, value: string, state: ParseState): Step {
  const half = value.slice(0, 2);
  const [after, before] = element === "PM" ? ["PM", "AM"] : ["pm", "am"];
  if (half !== after && half !== before) {
    return MISMATCH;
  }
  state.afternoon = half === after;
  return { rest: value.slice(2) };
}

function readZoneName(value: string, state: ParseState): Step {
  const match =
    /^(?:UTC|ChST|MeST|GMT(?:[+-]\d{1,2})?|[+-]\d{2}(?!\d)|[A-Z]{4}(?<=T|WITA)(?![A-Z])|[A-Z]{5}(?<=ST|DT)|[A-Z]{3}(?![A-Z]))/.exec(
      value,
    );
  if (match === null) {
    return MISMATCH;
  }
  state.zoneName = match[0];
  return { rest: value.slice(match[0].length) };
}

function readFraction(element: string, value: string, state: ParseState): Step {
  if (element[1] === "9") {
    const match = /^[.,](\d+)/.exec(value);
    if (match === null) {
      return { rest: value };
    }
    state.nanosecond = Number((match[1] ?? "").padEnd(9, "0").slice(0, 9));
    return { rest: value.slice(match[0].length) };
  }
  const text = value.slice(0, element.length);
  if (text.length < element.length || !/^[.,]\d+$/.test(text)) {
    return MISMATCH;
  }
  state.nanosecond = Number(text.slice(1).padEnd(9, "0").slice(0, 9));
  return { rest: value.slice(text.length) };
}

function readOffset(element: string, value: string, state: ParseState): Step {
  if (element.startsWith("Z") && value.startsWith("Z")) {
    state.offsetSeconds = 0;
    return { rest: value.slice(1) };
  }
  const pattern = new RegExp(`^[+-]${element.slice(1).replace(/\d\d/g, "(\\d\\d)")}`);
  const match = pattern.exec(value);
  if (match === null) {
    return MISMATCH;
  }
  const [hours, minutes, seconds] = [1, 2, 3].map((index) => Number(match[index] ?? "0"));
  if ((hours ?? 0) > 24) {
    return { problem: "time zone offset hour" };
  }
  if ((minutes ?? 0) > 60) {
    return { problem: "time zone offset minute" };
  }
  const magnitude = ((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0);
  state.offsetSeconds = value.startsWith("-") ? -magnitude : magnitude;
  return { rest: value.slice(match[0].length) };
}

function readSecond(element: string, value: string, state: ParseState, restOfLayout: string): Step {
  const step = readNumber(element, value, state);
  if ("problem" in step) {
    return step;
  }
  const fraction = /^[.,]\d+/.exec(step.rest);
  if (fraction === null || /^[.,][09]/.test(nextLayoutChunk(restOfLayout).element)) {
    return step;
  }
  return readFraction(".9", step.rest, state);
}

function readNumber(element: string, value: string, state: ParseState): Step {
  const definition = NUMBER_ELEMENTS[element];
  if (definition === undefined) {
    throw new Error(`unknown layout element ${element}`);
  }
  const match = definition.pattern.exec(value);
  if (match === null) {
    return MISMATCH;
  }
  const number = Number(match[0]);
  if (number < definition.minimum || number > definition.maximum) {
    return { problem: definition.name };
  }
  definition.store(state, number);
  return { rest: value.slice(match[0].length) };
}

function finish(state: ParseState, value: string): ParsedTime {
  let month = state.month ?? 1;
  let day = state.day ?? 1;
  if (state.yearDay !== undefined) {
    if (state.yearDay < 1 || state.yearDay > (isLeapYear(state.year) ? 366 : 365)) {
      return { ok: false, error: `parsing time ${quote(value)}: day-of-year out of range` };
    }
    month = 1;
    day = state.yearDay;
  } else if (day < 1 || day > daysInMonth(state.year, month)) {
    return { ok: false, error: `parsing time ${quote(value)}: day out of range` };
  }
  const offsetSeconds = state.offsetSeconds ?? 0;
  const seconds =
    daysFromCivil(state.year, month, day) * 86400 + hourOf(state) * 3600 + state.minute * 60 + state.second;
  const zoneName = offsetSeconds === 0 ? (state.zoneName ?? "UTC") : (state.zoneName ?? "");
  return {
    ok: true,
    instant: {
      unixNanoseconds: BigInt(seconds - offsetSeconds) * 1_000_000_000n + BigInt(state.nanosecond),
      offsetSeconds,
      zoneName,
    },
  };
}

function hourOf(state: ParseState): number {
  if (state.afternoon === true && state.hour < 12) {
    return state.hour + 12;
  }
  return state.afternoon === false && state.hour === 12 ? 0 : state.hour;
}
