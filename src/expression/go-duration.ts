/** Go's time.Duration texts. A duration is a bigint of nanoseconds here; callers in virtual time want milliseconds. */
import { parseInteger, wrapInt64 } from "./go/number.ts";
import { quote } from "./go/quote.ts";

export type ParsedDuration =
  | { readonly ok: true; readonly nanoseconds: bigint }
  | { readonly ok: false; readonly error: string };

const MICROSECOND = 1_000n;
const MILLISECOND = 1_000_000n;
export const SECOND = 1_000_000_000n;
export const MINUTE = 60n * SECOND;
export const HOUR = 60n * MINUTE;

const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: MICROSECOND,
  "\u00b5s": MICROSECOND,
  "\u03bcs": MICROSECOND,
  ms: MILLISECOND,
  s: SECOND,
  m: MINUTE,
  h: HOUR,
};

const LIMIT = 1n << 63n;
const COMPONENT = /^(\d*)(\.(\d*))?([^\d.]*)/;

/** `time.ParseDuration`. */
export function parseGoDuration(text: string): ParsedDuration {
  const invalid = { ok: false, error: `time: invalid duration ${quote(text)}` } as const;
  const negative = text.startsWith("-");
  let rest = negative || text.startsWith("+") ? text.slice(1) : text;
  if (rest === "0") {
    return { ok: true, nanoseconds: 0n };
  }
  if (rest === "") {
    return invalid;
  }
  let total = 0n;
  while (rest !== "") {
    const match = COMPONENT.exec(rest);
    const whole = match?.[1] ?? "";
    const fraction = match?.[3] ?? "";
    const unitName = match?.[4] ?? "";
    if (whole === "" && fraction === "") {
      return invalid;
    }
    if (unitName === "") {
      return { ok: false, error: `time: missing unit in duration ${quote(text)}` };
    }
    const unit = Object.hasOwn(UNITS, unitName) ? UNITS[unitName] : undefined;
    if (unit === undefined) {
      return { ok: false, error: `time: unknown unit ${quote(unitName)} in duration ${quote(text)}` };
    }
    total += (whole === "" ? 0n : BigInt(whole) * unit) + fractionOf(fraction, unit);
    if (total > LIMIT) {
      return invalid;
    }
    rest = rest.slice(match?.[0].length ?? rest.length);
  }
  if (total === LIMIT && !negative) {
    return invalid;
  }
  return { ok: true, nanoseconds: negative ? -total : total };
}

/** Go multiplies the fraction in floating point and truncates. */
function fractionOf(digits: string, unit: bigint): bigint {
  const significant = digits.slice(0, 18);
  return significant === "" ? 0n : BigInt(Math.trunc(Number(significant) * (Number(unit) / 10 ** significant.length)));
}

/** `time.Duration.String`. */
export function formatDuration(nanoseconds: bigint): string {
  if (nanoseconds === 0n) {
    return "0s";
  }
  const sign = nanoseconds < 0n ? "-" : "";
  const magnitude = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  if (magnitude < SECOND) {
    return sign + formatBelowSecond(magnitude);
  }
  const seconds = `${withFraction(magnitude % MINUTE, SECOND)}s`;
  if (magnitude < MINUTE) {
    return sign + seconds;
  }
  const minutes = `${(magnitude / MINUTE) % 60n}m${seconds}`;
  return magnitude < HOUR ? sign + minutes : `${sign}${magnitude / HOUR}h${minutes}`;
}

function formatBelowSecond(magnitude: bigint): string {
  if (magnitude < MICROSECOND) {
    return `${magnitude}ns`;
  }
  return magnitude < MILLISECOND
    ? `${withFraction(magnitude, MICROSECOND)}\u00b5s`
    : `${withFraction(magnitude, MILLISECOND)}ms`;
}

function withFraction(nanoseconds: bigint, unit: bigint): string {
  const digits = String(unit).length - 1;
  const fraction = String(nanoseconds % unit)
    .padStart(digits, "0")
    .replace(/0+$/, "");
  return fraction === "" ? String(nanoseconds / unit) : `${nanoseconds / unit}.${fraction}`;
}

/** `time.Duration.Round` to a positive multiple, halves away from zero. */
export function roundDuration(nanoseconds: bigint, multiple: bigint): bigint {
  const magnitude = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  const remainder = magnitude % multiple;
  const rounded = remainder * 2n < multiple ? magnitude - remainder : magnitude + multiple - remainder;
  return nanoseconds < 0n ? -rounded : rounded;
}

export type ParsedMilliseconds =
  | { readonly ok: true; readonly milliseconds: number }
  | { readonly ok: false; readonly error: string };

/**
 * Argo's `ParseStringToDuration`, in milliseconds (fractions kept): a bare integer is seconds, anything else a Go
 * duration.
 */
export function parseDuration(text: string): ParsedMilliseconds {
  const seconds = parseInteger(text);
  if (seconds.ok) {
    return { ok: true, milliseconds: Number(wrapInt64(seconds.value * SECOND)) / Number(MILLISECOND) };
  }
  const parsed = parseGoDuration(text);
  return parsed.ok
    ? { ok: true, milliseconds: Number(parsed.nanoseconds) / Number(MILLISECOND) }
    : { ok: false, error: `unable to parse ${text} as a duration: ${parsed.error}` };
}

/** `time.Duration.String` of virtual time. */
export function formatMilliseconds(milliseconds: number): string {
  return formatDuration(BigInt(Math.round(milliseconds * Number(MILLISECOND))));
}
