/** Go's text forms of numbers: `strconv.ParseInt`, `ParseFloat`, `FormatFloat`. */
import { quote } from "./quote.ts";

export type ParsedNumber<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };

const MAX_INT64 = 9223372036854775807n;
const MIN_INT64 = -9223372036854775808n;

const DECIMAL_FLOAT = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const NAMED_FLOAT = /^([+-]?)(?:inf|infinity)$/i;
const DECIMAL_INTEGER = /^[+-]?\d+$/;

const DIGITS_BY_BASE: Readonly<Record<number, RegExp>> = {
  2: /^[01]+$/,
  8: /^[0-7]+$/,
  10: /^\d+$/,
  16: /^[\da-fA-F]+$/,
};

const PREFIX_BY_BASE: Readonly<Record<number, string>> = { 2: "0b", 8: "0o", 10: "", 16: "0x" };

/** Wraps to 64 bits, as Go's integer arithmetic does. */
export function wrapInt64(value: bigint): bigint {
  return BigInt.asIntN(64, value);
}

/** `strconv.Atoi`: decimal digits with an optional sign. */
export function parseInteger(text: string, functionName = "Atoi"): ParsedNumber<bigint> {
  if (!DECIMAL_INTEGER.test(text)) {
    return { ok: false, error: `strconv.${functionName}: parsing ${quote(text)}: invalid syntax` };
  }
  return withinInt64(BigInt(text.startsWith("+") ? text.slice(1) : text), text, functionName);
}

/** `strconv.ParseInt(text, base, 64)`; base 0 reads the `0x`, `0o`, `0b` and `0` prefixes and underscores. */
export function parseIntegerInBase(text: string, base: 0 | 2 | 8 | 10 | 16): ParsedNumber<bigint> {
  const syntaxError = { ok: false, error: `strconv.ParseInt: parsing ${quote(text)}: invalid syntax` } as const;
  const negative = text.startsWith("-");
  let digits = negative || text.startsWith("+") ? text.slice(1) : text;
  let actualBase: number = base;
  if (base === 0) {
    const prefixed = /^0([xXoObB])_?(.+)$/.exec(digits);
    if (prefixed !== null) {
      actualBase = { x: 16, o: 8, b: 2 }[prefixed[1]?.toLowerCase() as "x" | "o" | "b"];
      digits = prefixed[2] ?? "";
    } else {
      actualBase = digits.length > 1 && digits.startsWith("0") ? 8 : 10;
    }
    if (/^_|_$|__/.test(digits)) {
      return syntaxError;
    }
    digits = digits.replaceAll("_", "");
  }
  if (!DIGITS_BY_BASE[actualBase]?.test(digits)) {
    return syntaxError;
  }
  const magnitude = BigInt(`${PREFIX_BY_BASE[actualBase]}${digits}`);
  return withinInt64(negative ? -magnitude : magnitude, text, "ParseInt");
}

function withinInt64(value: bigint, text: string, functionName: string): ParsedNumber<bigint> {
  if (value > MAX_INT64 || value < MIN_INT64) {
    return { ok: false, error: `strconv.${functionName}: parsing ${quote(text)}: value out of range` };
  }
  return { ok: true, value };
}

/** `strconv.ParseFloat(text, 64)`. */
export function parseFloat64(text: string): ParsedNumber<number> {
  if (DECIMAL_FLOAT.test(text)) {
    const value = Number(text);
    return Number.isFinite(value)
      ? { ok: true, value }
      : { ok: false, error: `strconv.ParseFloat: parsing ${quote(text)}: value out of range` };
  }
  const infinity = NAMED_FLOAT.exec(text);
  if (infinity !== null) {
    return { ok: true, value: infinity[1] === "-" ? -Infinity : Infinity };
  }
  if (text.toLowerCase() === "nan") {
    return { ok: true, value: NaN };
  }
  return { ok: false, error: `strconv.ParseFloat: parsing ${quote(text)}: invalid syntax` };
}

/** fmt's `%v` of a float64: the shortest digits, with an exponent below 1e-4 and from 1e6 on, unlike JavaScript. */
export function formatFloat(value: number): string {
  if (!Number.isFinite(value)) {
    return Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
  }
  if (value === 0) {
    return Object.is(value, -0) ? "-0" : "0";
  }
  const exponent = exponentOf(value);
  if (exponent < -4 || exponent >= 6) {
    return withTwoDigitExponent(value.toExponential());
  }
  return plainDecimal(value);
}

function exponentOf(value: number): number {
  const text = value.toExponential();
  return Number(text.slice(text.indexOf("e") + 1));
}

function withTwoDigitExponent(text: string): string {
  return text.replace(/e([+-])(\d)$/, "e$10$2");
}

/** JavaScript switches to an exponent below 1e-6; Go, within these bounds, never does. */
function plainDecimal(value: number): string {
  const text = String(value);
  if (!text.includes("e")) {
    return text;
  }
  const digits = Math.abs(value).toExponential().split("e")[0]?.replace(".", "") ?? "";
  const zeros = "0".repeat(-exponentOf(value) - 1);
  return `${value < 0 ? "-" : ""}0.${zeros}${digits}`;
}

/** encoding/json's form of a float64 (ECMAScript's own rules), or undefined for a value JSON cannot hold. */
export function formatJsonFloat(value: number): string | undefined {
  if (!Number.isFinite(value)) {
    return undefined;
  }
  return Object.is(value, -0) ? "-0" : String(value);
}
