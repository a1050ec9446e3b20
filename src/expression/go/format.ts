/** fmt's `%v` and `%s` of a value. */

import { formatDuration } from "../go-duration.ts";
import { GoFunction, GoInteger, GoMap, GoSlice, GoStruct, type GoValue, typeName } from "../value.ts";
import { expectShallowValue } from "../value-depth.ts";
import { compareStrings } from "./compare.ts";
import { DURATION } from "./duration-type.ts";
import { formatFloat } from "./number.ts";
import { GoTime, LOCATION, MONTH, WEEKDAY } from "./time.ts";
import { MONTH_NAMES, WEEKDAY_NAMES } from "./time-layout.ts";

type Verb = "v" | "s";

/** What `fmt.Sprintf("%v", value)` prints. */
export function formatValue(value: GoValue): string {
  expectShallowValue(value);
  return format(value, "v");
}

/** What `fmt.Sprintf("%s", value)` prints: values that are no text come out as `%!s(int=5)`. */
export function formatAsString(value: GoValue): string {
  expectShallowValue(value);
  return format(value, "s");
}

function format(value: GoValue, verb: Verb): string {
  if (typeof value === "string") {
    return value;
  }
  if (value === null) {
    return verb === "v" ? "<nil>" : "%!s(<nil>)";
  }
  if (value instanceof GoSlice) {
    return `[${value.items.map((item) => format(item, verb)).join(" ")}]`;
  }
  if (value instanceof GoMap) {
    const entries = sortedEntries(value).map(({ key, value: item }) => `${format(key, verb)}:${format(item, verb)}`);
    return `map[${entries.join(" ")}]`;
  }
  if (value instanceof GoStruct && value.type.text !== LOCATION.text) {
    const fields = [...value.fields.values()].map((item) => format(item, verb));
    return `${value.type.kind === "ptr" ? "&" : ""}{${fields.join(" ")}}`;
  }
  const stringer = stringOf(value);
  if (stringer !== undefined) {
    return stringer;
  }
  const text = formatScalar(value);
  return verb === "v" ? text : `%!s(${typeName(value)}=${text})`;
}

/** The text of a value that is a fmt.Stringer, else undefined. */
export function stringOf(value: GoValue): string | undefined {
  if (value instanceof GoTime) {
    return value.toString();
  }
  if (value instanceof GoStruct) {
    return value.type.text === LOCATION.text ? "UTC" : undefined;
  }
  if (value instanceof GoInteger) {
    switch (value.type.text) {
      case DURATION.text:
        return formatDuration(value.value);
      case MONTH.text:
        return MONTH_NAMES[Number(value.value) - 1] ?? `%!Month(${value.value})`;
      case WEEKDAY.text:
        return WEEKDAY_NAMES[Number(value.value)] ?? `%!Weekday(${value.value})`;
    }
  }
  return undefined;
}

function formatScalar(value: GoValue): string {
  if (typeof value === "number") {
    return formatFloat(value);
  }
  if (value instanceof GoInteger) {
    return String(value.value);
  }
  // An address, which a simulation has none of.
  return value instanceof GoFunction ? "0x0" : String(value);
}

/** The entries of a map in the order in which fmt and encoding/json write them. */
export function sortedEntries(map: GoMap): { readonly key: GoValue; readonly value: GoValue }[] {
  return map.entries().sort((left, right) => compareKeys(left.key, right.key));
}

function compareKeys(left: GoValue, right: GoValue): number {
  if (typeof left === "string" && typeof right === "string") {
    return compareStrings(left, right);
  }
  const leftNumber = numberOf(left);
  const rightNumber = numberOf(right);
  if (leftNumber !== undefined && rightNumber !== undefined) {
    return leftNumber < rightNumber ? -1 : leftNumber > rightNumber ? 1 : 0;
  }
  return compareStrings(typeName(left), typeName(right));
}

function numberOf(value: GoValue): number | bigint | undefined {
  if (typeof value === "bigint" || typeof value === "number") {
    return value;
  }
  if (typeof value === "boolean") {
    return value ? 1 : 0;
  }
  return value instanceof GoInteger ? value.value : undefined;
}
