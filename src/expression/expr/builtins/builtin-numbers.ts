/** The builtins of expr-lang for numbers. */
import { parseFloat64, parseInteger, wrapInt64 } from "../../go/number.ts";
import { isIntegerKind, isIntegerType } from "../../types.ts";
import { GoInteger, GoPanic, GoSlice, type GoValue, typeName } from "../../value.ts";
import { floatOf, integerOf, isLess, isMore, negate, truncateToInt64 } from "../numbers.ts";
import type { BuiltinFunction } from "./builtin-function.ts";

function rounding(name: string, round: (value: number) => number): BuiltinFunction {
  return ([value = null]) => {
    const float = floatOf(value);
    if (float === undefined) {
      throw new GoPanic(`invalid argument for ${name} (type ${typeName(value)})`);
    }
    return typeof value === "number" ? round(value) : float;
  };
}

/** `math.Round`: halves away from zero. */
function roundHalfAway(value: number): number {
  const magnitude = Math.abs(value);
  const floor = Math.floor(magnitude);
  const rounded = magnitude - floor >= 0.5 ? floor + 1 : floor;
  return value < 0 || Object.is(value, -0) ? -rounded : rounded;
}

function absolute([value = null]: readonly GoValue[]): GoValue {
  if (floatOf(value) === undefined) {
    throw new GoPanic(`invalid argument for abs (type ${typeName(value)})`);
  }
  return isLess(value, 0n) ? negate(value) : value;
}

/** Also Argo's `asInt`. */
export function toInteger(value: GoValue): bigint {
  if (value === null) {
    throw new GoPanic("reflect: call of reflect.Value.Type on zero Value");
  }
  if (typeof value === "string") {
    const parsed = parseInteger(value);
    if (!parsed.ok) {
      throw new GoPanic(`invalid operation: int(${value})`);
    }
    return parsed.value;
  }
  if (typeof value === "number") {
    return truncateToInt64(value);
  }
  if (value instanceof GoInteger && isIntegerKind(value.type.kind)) {
    return wrapInt64(value.value);
  }
  if (typeof value === "bigint") {
    return value;
  }
  throw new GoPanic(`invalid operation: int(${typeName(value)})`);
}

/** Also Argo's `asFloat`. */
export function toFloat64(value: GoValue): number {
  if (typeof value === "string") {
    const parsed = parseFloat64(value);
    if (!parsed.ok) {
      throw new GoPanic(`invalid operation: float(${value})`);
    }
    return parsed.value;
  }
  const float = floatOf(value);
  if (float === undefined) {
    throw new GoPanic(`invalid operation: float(${typeName(value)})`);
  }
  return float;
}

/** `max` replaces what is less, `min` what is more. */
function extreme(name: string, replaces: (current: GoValue, candidate: GoValue) => boolean): BuiltinFunction {
  const search = (values: readonly GoValue[], isOnly: boolean): GoValue => {
    let best: GoValue = null;
    for (const value of values) {
      const candidate = value instanceof GoSlice ? search(value.items, false) : value;
      if (candidate === null && value instanceof GoSlice) {
        continue;
      }
      if (floatOf(candidate) === undefined) {
        if (isOnly) {
          return value;
        }
        throw new GoPanic(`invalid argument for ${name} (type ${typeName(candidate)})`);
      }
      if (best === null || replaces(best, candidate)) {
        best = candidate;
      }
    }
    return best;
  };
  return (parameters) => search(parameters, parameters.length === 1);
}

/** All numbers of nested arrays, in order. */
function flattenNumbers(name: string, values: readonly GoValue[]): number[] {
  return values.flatMap((value) => {
    if (value instanceof GoSlice) {
      return flattenNumbers(name, value.items);
    }
    const float = floatOf(value) ?? (value instanceof GoInteger ? Number(value.value) : undefined);
    if (float === undefined) {
      throw new GoPanic(`invalid argument for ${name} (type ${typeName(value)})`);
    }
    return [float];
  });
}

function mean(parameters: readonly GoValue[]): number {
  const numbers = flattenNumbers("mean", parameters);
  return numbers.length === 0 ? 0 : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function median(parameters: readonly GoValue[]): number {
  const numbers = flattenNumbers("median", parameters).sort((left, right) => left - right);
  const middle = Math.floor(numbers.length / 2);
  const upper = numbers[middle] ?? 0;
  return numbers.length % 2 === 1 || numbers.length === 0 ? upper : ((numbers[middle - 1] ?? 0) + upper) / 2;
}

function bitwise(name: string, combine: (left: bigint, right: bigint) => bigint): BuiltinFunction {
  return (parameters) => {
    if (parameters.length !== 2) {
      throw new GoPanic(`invalid number of arguments for ${name} (expected 2, got ${parameters.length})`);
    }
    const [left, right] = parameters.map((value) => bits(name, value)) as [bigint, bigint];
    return wrapInt64(combine(left, right));
  };
}

function bits(name: string, value: GoValue): bigint {
  const integer = integerOf(value);
  if (integer === undefined) {
    throw new GoPanic(`cannot use ${typeName(value)} as argument (type int) to call ${name}`);
  }
  return integer;
}

function shift(name: string, combine: (value: bigint, count: bigint) => bigint): BuiltinFunction {
  return bitwise(name, (value, count) => {
    if (count < 0n) {
      throw new GoPanic(`invalid operation: negative shift count ${count} (type int)`);
    }
    return combine(value, count > 64n ? 64n : count);
  });
}

function type([value = null]: readonly GoValue[]): string {
  if (value === null) {
    return "nil";
  }
  if (typeof value === "bigint") {
    return "int";
  }
  if (typeof value === "object") {
    const { type: goType } = value;
    if (goType.qualifiedName !== undefined && goType.kind !== "ptr") {
      return goType.qualifiedName;
    }
    if (isIntegerType(goType)) {
      return goType.kind.startsWith("u") ? "uint" : "int";
    }
    const names: Readonly<Record<string, string>> = { slice: "array", ptr: "unknown" };
    return names[goType.kind] ?? goType.kind;
  }
  return { string: "string", boolean: "bool", number: "float" }[typeof value as "string" | "boolean" | "number"];
}

export const NUMBER_BUILTINS: Readonly<Record<string, BuiltinFunction>> = {
  type,
  abs: absolute,
  ceil: rounding("ceil", Math.ceil),
  floor: rounding("floor", Math.floor),
  round: rounding("round", roundHalfAway),
  int: ([value = null]) => toInteger(value),
  float: ([value = null]) => toFloat64(value),
  max: extreme("max", isLess),
  min: extreme("min", isMore),
  mean,
  median,
  bitand: bitwise("bitand", (left, right) => left & right),
  bitor: bitwise("bitor", (left, right) => left | right),
  bitxor: bitwise("bitxor", (left, right) => left ^ right),
  bitnand: bitwise("bitnand", (left, right) => left & ~right),
  bitshl: shift("bitshl", (value, count) => value << count),
  bitshr: shift("bitshr", (value, count) => value >> count),
  bitushr: shift("bitushr", (value, count) => BigInt.asUintN(64, value) >> count),
  bitnot: ([value = null]) => ~bits("bitnot", value),
};
