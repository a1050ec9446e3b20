/** sprig's arithmetic. */

import { formatValue } from "../go/format.ts";
import { parseIntegerInBase, wrapInt64 } from "../go/number.ts";
import { power } from "../go/power.ts";
import { INT_SLICE } from "../types.ts";
import { GoPanic, GoSlice, type GoValue, int64 } from "../value.ts";
import { toFloat, toInt64 } from "./convert.ts";
import {
  addDecimals,
  type Decimal,
  decimalFrom,
  divideDecimals,
  multiplyDecimals,
  subtractDecimals,
  toNumber,
} from "./decimal.ts";
import { define, type SprigTable, withAliases } from "./define.ts";
import { expectSize } from "./size.ts";

function divisor(value: GoValue): bigint {
  const integer = toInt64(value);
  if (integer === 0n) {
    throw new GoPanic("runtime error: integer divide by zero");
  }
  return integer;
}

function total(values: readonly GoValue[], combine: (left: bigint, right: bigint) => bigint, start: bigint): GoValue {
  return int64(values.reduce<bigint>((sum, value) => wrapInt64(combine(sum, toInt64(value))), start));
}

function decimals(combine: (left: Decimal, right: Decimal) => Decimal): (first: GoValue, ...rest: GoValue[]) => number {
  return (first, ...rest) => {
    const operands = rest.map((value) => decimalFrom(toFloat(value)));
    return toNumber(operands.reduce(combine, decimalFrom(toFloat(first))));
  };
}

const addAll = decimals(addDecimals);

/** The numbers from `start` up to `stop`, which is not one of them. */
function untilStep(start: bigint, stop: bigint, step: bigint): bigint[] {
  const numbers: bigint[] = [];
  if (stop < start ? step >= 0n : step <= 0n) {
    return numbers;
  }
  expectSize((stop - start) / step);
  for (let number = start; stop < start ? number > stop : number < stop; number += step) {
    numbers.push(number);
  }
  return numbers;
}

function ints(numbers: readonly bigint[]): GoSlice {
  return new GoSlice(INT_SLICE, numbers);
}

/** `seq`: a text of numbers with spaces between, both ends included. */
function sequence(...parameters: readonly bigint[]): string {
  if (parameters.length === 0 || parameters.length > 3) {
    return "";
  }
  const start = parameters.length === 1 ? 1n : (parameters[0] ?? 1n);
  const end = parameters.at(-1) ?? 1n;
  const direction = end < start ? -1n : 1n;
  const step = parameters.length === 3 ? (parameters[1] ?? 1n) : direction;
  if (parameters.length === 3 && direction < 0n && step > 0n) {
    return "";
  }
  return untilStep(start, end + direction, step).join(" ");
}

function round(value: GoValue, places: bigint, roundOn = 0.5): number {
  const factor = power(10, Number(places));
  const scaled = factor * toFloat(value);
  return (scaled - Math.trunc(scaled) >= roundOn ? Math.ceil(scaled) : Math.floor(scaled)) / factor;
}

function largest(values: readonly GoValue[], isBetter: (candidate: bigint, best: bigint) => boolean): GoValue {
  return int64(values.map(toInt64).reduce((best, candidate) => (isBetter(candidate, best) ? candidate : best)));
}

export const NUMBER_FUNCTIONS: SprigTable = withAliases(
  {
    int: define("any -> int", toInt64),
    int64: define("any -> int64", (value) => int64(toInt64(value))),
    float64: define("any -> float64", toFloat),
    atoi: define("string -> int", (text: string) => (/^[+-]?\d+$/.test(text) ? toInt64(decimalText(text)) : 0n)),
    toDecimal: define("any -> int64", (value) => {
      const parsed = parseIntegerInBase(formatValue(value), 8);
      return int64(parsed.ok ? parsed.value : 0n);
    }),
    seq: define("...int -> string", sequence),
    until: define("int -> ints", (count: bigint) => ints(untilStep(0n, count, count < 0n ? -1n : 1n))),
    untilStep: define("int, int, int -> ints", (start, stop, step) => ints(untilStep(start, stop, step))),
    add1: define("any -> int64", (value) => int64(wrapInt64(toInt64(value) + 1n))),
    add: define("...any -> int64", (...values) => total(values, (left, right) => left + right, 0n)),
    sub: define("any, any -> int64", (left, right) => int64(wrapInt64(toInt64(left) - toInt64(right)))),
    div: define("any, any -> int64", (left, right) => int64(wrapInt64(toInt64(left) / divisor(right)))),
    mod: define("any, any -> int64", (left, right) => int64(toInt64(left) % divisor(right))),
    mul: define("any, ...any -> int64", (...values) => total(values, (left, right) => left * right, 1n)),
    add1f: define("any -> float64", (value) => addAll(value, 1n)),
    addf: define("...any -> float64", (...values: GoValue[]) => addAll(0, ...values)),
    subf: define("any, ...any -> float64", decimals(subtractDecimals)),
    divf: define("any, ...any -> float64", decimals(divideDecimals)),
    mulf: define("any, ...any -> float64", decimals(multiplyDecimals)),
    max: define("any, ...any -> int64", (...values) => largest(values, (candidate, best) => candidate > best)),
    min: define("any, ...any -> int64", (...values) => largest(values, (candidate, best) => candidate < best)),
    maxf: define("any, ...any -> float64", (...values) => Math.max(...values.map(toFloat))),
    minf: define("any, ...any -> float64", (...values) => Math.min(...values.map(toFloat))),
    ceil: define("any -> float64", (value) => Math.ceil(toFloat(value))),
    floor: define("any -> float64", (value) => Math.floor(toFloat(value))),
    round: define("any, int, ...float64 -> float64", round),
  },
  { biggest: "max" },
);

/** Without leading zeros, which would make an octal number of it. */
function decimalText(text: string): string {
  return text.replace(/^([+-]?)0+(?=\d)/, "$1");
}
