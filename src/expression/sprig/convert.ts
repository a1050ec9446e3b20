/** How sprig reads numbers and texts out of values of any type (spf13/cast, `strval`). */

import { truncateToInt64 } from "../expr/numbers.ts";
import { decodeUtf8 } from "../go/bytes.ts";
import { formatValue, stringOf } from "../go/format.ts";
import { bytesOf } from "../go/json.ts";
import { parseFloat64, parseIntegerInBase, wrapInt64 } from "../go/number.ts";
import { MONTH, WEEKDAY } from "../go/time.ts";
import { BYTES, isIntegerType } from "../types.ts";
import { GoInteger, GoSlice, type GoValue } from "../value.ts";

function integerIn(value: GoInteger): bigint | undefined {
  const isCalendar = value.type.text === MONTH.text || value.type.text === WEEKDAY.text;
  return isIntegerType(value.type) || isCalendar ? value.value : undefined;
}

/** `cast.ToInt64`: 0 for what is no number. */
export function toInt64(value: GoValue): bigint {
  switch (typeof value) {
    case "bigint":
      return value;
    case "number":
      return truncateToInt64(value);
    case "boolean":
      return value ? 1n : 0n;
    case "string": {
      const parsed = parseIntegerInBase(value.replace(/\.0+$/, ""), 0);
      return parsed.ok ? parsed.value : 0n;
    }
    default:
      return value instanceof GoInteger ? wrapInt64(integerIn(value) ?? 0n) : 0n;
  }
}

/** `cast.ToFloat64`: 0 for what is no number. */
export function toFloat(value: GoValue): number {
  if (typeof value === "number") {
    return value;
  }
  if (typeof value === "string") {
    const parsed = parseFloat64(value);
    return parsed.ok ? parsed.value : 0;
  }
  return Number(toInt64(value));
}

/** `strval`: the text of a value. */
export function toText(value: GoValue): string {
  if (typeof value === "string") {
    return value;
  }
  if (value instanceof GoSlice && value.type.text === BYTES.text) {
    return decodeUtf8(bytesOf(value));
  }
  return stringOf(value) ?? formatValue(value);
}

/** `strslice`: the texts of a list without its nils; a single value is a list of one. */
export function toTexts(value: GoValue): string[] {
  if (value instanceof GoSlice) {
    return value.items.filter((item) => item !== null).map(toText);
  }
  return value === null ? [] : [toText(value)];
}

/** `empty`: whether a value is the zero value of its type; structs never are. */
export function isEmpty(value: GoValue): boolean {
  if (value === null || value === false || value === "" || value === 0 || value === 0n) {
    return true;
  }
  if (value instanceof GoSlice) {
    return value.items.length === 0;
  }
  if (value instanceof GoInteger) {
    return value.value === 0n;
  }
  return typeof value === "object" && "size" in value && value.size === 0;
}
