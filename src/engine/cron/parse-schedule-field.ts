import { quote } from "../../expression/go/quote.ts";
import type { ScheduleField } from "./schedule.ts";

/** What a field may hold. */
export interface FieldBounds {
  readonly minimum: number;
  readonly maximum: number;
  /** Values by their names in lower case. */
  readonly names: ReadonlyMap<string, number>;
}

export interface Refusal {
  readonly ok: false;
  readonly error: string;
}

interface Range {
  readonly start: number;
  readonly end: number;
  readonly step: number;
  readonly isAny: boolean;
}

type Parsed<Value> = ({ readonly ok: true } & Value) | Refusal;

/** Reads a field such as `*`, `0-30/5` or `mon,wed` (robfig/cron's `getField`). */
export function parseScheduleField(text: string, bounds: FieldBounds): Parsed<{ readonly field: ScheduleField }> {
  const values = new Set<number>();
  let isAny = false;
  for (const expression of text.split(",").filter((part) => part !== "")) {
    const parsed = parseRange(expression, bounds);
    if (!parsed.ok) return parsed;
    const { start, end, step } = parsed.range;
    for (let value = start; value <= end; value += step) values.add(value);
    isAny ||= parsed.range.isAny;
  }
  return { ok: true, field: { values, isAny } };
}

function parseRange(expression: string, bounds: FieldBounds): Parsed<{ readonly range: Range }> {
  const [span = "", stepText, ...tooMuch] = expression.split("/");
  const ends = parseEnds(span, expression, bounds);
  if (!ends.ok) return ends;
  if (tooMuch.length > 0) return refuse(`too many slashes: ${expression}`);
  const step = stepText === undefined ? ({ ok: true, value: 1 } as const) : parseNumber(stepText);
  if (!step.ok) return step;
  // `5/15` means from 5 to the end.
  const end = stepText !== undefined && !span.includes("-") ? bounds.maximum : ends.end;
  const range = { start: ends.start, end, step: step.value, isAny: ends.isAny && step.value <= 1 };
  const error = errorOf(range, expression, bounds);
  return error === undefined ? { ok: true, range } : refuse(error);
}

function errorOf({ start, end, step }: Range, expression: string, bounds: FieldBounds): string | undefined {
  const { minimum, maximum } = bounds;
  if (start < minimum) return `beginning of range (${start}) below minimum (${minimum}): ${expression}`;
  if (end > maximum) return `end of range (${end}) above maximum (${maximum}): ${expression}`;
  if (start > end) return `beginning of range (${start}) beyond end of range (${end}): ${expression}`;
  return step === 0 ? `step of range should be a positive number: ${expression}` : undefined;
}

type Ends = Parsed<{ readonly start: number; readonly end: number; readonly isAny: boolean }>;

function parseEnds(span: string, expression: string, { minimum, maximum, names }: FieldBounds): Ends {
  const [low = "", high, ...tooMuch] = span.split("-");
  if (low === "*" || low === "?") return { ok: true, start: minimum, end: maximum, isAny: true };
  const start = parseNumber(low, names);
  if (!start.ok) return start;
  if (tooMuch.length > 0) return refuse(`too many hyphens: ${expression}`);
  const end = high === undefined ? start : parseNumber(high, names);
  return end.ok ? { ok: true, start: start.value, end: end.value, isAny: false } : end;
}

function parseNumber(text: string, names?: ReadonlyMap<string, number>): Parsed<{ readonly value: number }> {
  const named = names?.get(text.toLowerCase());
  if (named !== undefined) return { ok: true, value: named };
  if (!/^[+-]?\d+$/.test(text)) {
    return refuse(`failed to parse int from ${text}: strconv.Atoi: parsing ${quote(text)}: invalid syntax`);
  }
  const value = Number(text);
  return value < 0 ? refuse(`negative number (${value}) not allowed: ${text}`) : { ok: true, value };
}

function refuse(error: string): Refusal {
  return { ok: false, error };
}
