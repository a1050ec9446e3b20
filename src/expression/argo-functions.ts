/** The functions that Argo adds to expressions (`util/expr/env`). */
import { toFloat64, toInteger } from "./expr/builtins/builtin-numbers.ts";
import { floatOf, integerOf, truncateToInt64 } from "./expr/numbers.ts";
import { formatValue } from "./go/format.ts";
import { marshalJson } from "./go/json.ts";
import { parseJson } from "./go/json-parse.ts";
import { parseFloat64, parseInteger } from "./go/number.ts";
import { queryJsonPath } from "./jsonpath.ts";
import { SPRIG_FUNCTIONS } from "./sprig.ts";
import { ANY, FLOAT64, functionOf, INT64, STRING } from "./types.ts";
import { GoFunction, GoMap, GoPanic, type GoValue, int64, typeName } from "./value.ts";

/**
 * Where `asInt`, `asFloat` and `string` come from: expr-lang's builtins, or argoproj/pkg, which gives int64 instead of int
 * and whose `string` has no type.
 */
export type ConversionFunctions = "builtin" | "argoproj/pkg";

function jsonPath([json, path]: readonly GoValue[]): GoValue {
  const parsed = parseJson(String(json));
  if (!parsed.ok) {
    throw new GoPanic(parsed.error);
  }
  const found = queryJsonPath(String(path), parsed.value);
  if (!found.ok) {
    throw new GoPanic(found.error);
  }
  return found.value;
}

function pkgAsInt([value = null]: readonly GoValue[]): GoValue {
  if (typeof value === "string") {
    const parsed = parseInteger(value, "ParseInt");
    if (!parsed.ok) {
      throw new GoPanic(parsed.error);
    }
    return int64(parsed.value);
  }
  const integer = typeof value === "number" ? truncateToInt64(value) : integerOf(value);
  if (integer === undefined) {
    throw new GoPanic(`asInt() not supported on ${typeName(value)} ${formatValue(value)}`);
  }
  return int64(integer);
}

function pkgAsFloat([value = null]: readonly GoValue[]): GoValue {
  if (typeof value === "string") {
    const parsed = parseFloat64(value);
    if (!parsed.ok) {
      throw new GoPanic(parsed.error);
    }
    return parsed.value;
  }
  const float = floatOf(value);
  if (float === undefined) {
    throw new GoPanic(`asFloat() not supported on ${typeName(value)} ${formatValue(value)}`);
  }
  return float;
}

const COMMON: readonly (readonly [string, GoValue])[] = [
  ["jsonpath", new GoFunction(functionOf([STRING, STRING], [ANY]), jsonPath)],
  ["toJson", new GoFunction(functionOf([ANY], [STRING]), ([value = null]) => marshalJson(value))],
  ["sprig", GoMap.of(SPRIG_FUNCTIONS)],
];

const WITH_BUILTINS: ReadonlyMap<string, GoValue> = new Map([
  ...COMMON,
  ["asInt", new GoFunction(functionOf([ANY], [ANY]), ([value = null]) => toInteger(value))],
  ["asFloat", new GoFunction(functionOf([ANY], [ANY]), ([value = null]) => toFloat64(value))],
]);

const WITH_PKG: ReadonlyMap<string, GoValue> = new Map([
  ...COMMON,
  ["asInt", new GoFunction(functionOf([ANY], [INT64]), pkgAsInt)],
  ["asFloat", new GoFunction(functionOf([ANY], [FLOAT64]), pkgAsFloat)],
  ["string", new GoFunction(functionOf([ANY], [ANY]), ([value = null]) => formatValue(value))],
]);

export function argoFunctions(conversions: ConversionFunctions): ReadonlyMap<string, GoValue> {
  return conversions === "builtin" ? WITH_BUILTINS : WITH_PKG;
}
