/** What the operators of govaluate compute, and on which values (`evaluationStage.go`). */

import { truncateToInt64 } from "../expr/numbers.ts";
import { compareStrings } from "../go/compare.ts";
import { formatFloat } from "../go/number.ts";
import { power } from "../go/power.ts";
import { compileRegularExpression, RegularExpression } from "../go/regular-expression.ts";
import { GovaluateProblem } from "./problem.ts";

export type Value = string | number | boolean | null | RegularExpression | readonly Value[];

export type Compute = (left: Value, right: Value) => Value;

export interface OperatorDefinition {
  readonly compute: Compute;
  readonly acceptsLeft?: (value: Value) => boolean;
  readonly acceptsRight?: (value: Value) => boolean;
  /** In place of the two others: whether both values together will do. */
  readonly acceptsBoth?: (left: Value, right: Value) => boolean;
}

/** fmt's `%v`. */
export function describe(value: Value): string {
  if (value === null) {
    return "<nil>";
  }
  if (typeof value === "number") {
    return formatFloat(value);
  }
  if (value instanceof RegularExpression) {
    return value.pattern;
  }
  return typeof value === "object" ? `[${value.map(describe).join(" ")}]` : String(value);
}

function isNumber(value: Value): value is number {
  return typeof value === "number";
}

function isBoolean(value: Value): value is boolean {
  return typeof value === "boolean";
}

function isString(value: Value): value is string {
  return typeof value === "string";
}

function isArray(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function isSame(left: Value, right: Value): boolean {
  if (isArray(left) && isArray(right)) {
    return left.length === right.length && left.every((item, index) => isSame(item, right[index] ?? null));
  }
  return left === right;
}

function arithmetic(compute: (left: number, right: number) => number): OperatorDefinition {
  return {
    compute: (left, right) => compute(left as number, right as number),
    acceptsLeft: isNumber,
    acceptsRight: isNumber,
  };
}

function bitwise(compute: (left: bigint, right: bigint) => bigint): OperatorDefinition {
  return arithmetic((left, right) => Number(compute(truncateToInt64(left), truncateToInt64(right))));
}

function shift(compute: (left: bigint, right: bigint) => bigint): OperatorDefinition {
  return bitwise((left, right) => {
    const count = BigInt.asUintN(64, right);
    return count > 63n ? 0n : BigInt.asUintN(64, compute(BigInt.asUintN(64, left), count));
  });
}

function comparison(holds: (order: number) => boolean): OperatorDefinition {
  return {
    compute: (left, right) => {
      if (isString(left) && isString(right)) {
        return holds(compareStrings(left, right));
      }
      const [a, b] = [left as number, right as number];
      return holds(a < b ? -1 : a > b ? 1 : a === b ? 0 : NaN);
    },
    acceptsBoth: (left, right) => (isNumber(left) && isNumber(right)) || (isString(left) && isString(right)),
  };
}

function matches(left: Value, right: Value): boolean {
  if (right instanceof RegularExpression) {
    return right.isFoundIn(left as string);
  }
  const compiled = compileRegularExpression(right as string);
  if (!compiled.ok) {
    throw new GovaluateProblem(`Unable to compile regexp pattern '${describe(right)}': ${compiled.error}`);
  }
  return compiled.expression.isFoundIn(left as string);
}

const regularExpression = {
  acceptsLeft: isString,
  acceptsRight: (value: Value): boolean => isString(value) || value instanceof RegularExpression,
};

const logic = { acceptsLeft: isBoolean, acceptsRight: isBoolean };

const addition: OperatorDefinition = {
  compute: (left, right) => (isNumber(left) && isNumber(right) ? left + right : `${describe(left)}${describe(right)}`),
  acceptsBoth: (left, right) => (isNumber(left) && isNumber(right)) || isString(left) || isString(right),
};

const coalesce: OperatorDefinition = { compute: (left, right) => left ?? right };

export const BINARY_OPERATORS: Readonly<Record<string, OperatorDefinition>> = {
  "==": { compute: isSame },
  "!=": { compute: (left, right) => !isSame(left, right) },
  ">": comparison((order) => order > 0),
  "<": comparison((order) => order < 0),
  ">=": comparison((order) => order >= 0),
  "<=": comparison((order) => order <= 0),
  "=~": { ...regularExpression, compute: matches },
  "!~": { ...regularExpression, compute: (left, right) => !matches(left, right) },
  in: {
    compute: (left, right) => (right as readonly Value[]).includes(left),
    acceptsRight: isArray,
  },
  "&&": { ...logic, compute: (left, right) => left === true && right === true },
  "||": { ...logic, compute: (left, right) => left === true || right === true },
  "+": addition,
  "-": arithmetic((left, right) => left - right),
  "*": arithmetic((left, right) => left * right),
  "/": arithmetic((left, right) => left / right),
  "%": arithmetic((left, right) => left % right),
  "**": arithmetic(power),
  "&": bitwise((left, right) => left & right),
  "|": bitwise((left, right) => left | right),
  "^": bitwise((left, right) => left ^ right),
  "<<": shift((left, right) => left << right),
  ">>": shift((left, right) => left >> right),
  "?": { compute: (left, right) => (left === true ? right : null), acceptsLeft: isBoolean },
  ":": coalesce,
  "??": coalesce,
  ",": { compute: (left, right) => (isArray(left) ? [...left, right] : [left, right]) },
};

export const PREFIX_OPERATORS: Readonly<Record<string, OperatorDefinition>> = {
  "-": { compute: (_, right) => -(right as number), acceptsRight: isNumber },
  "!": { compute: (_, right) => right !== true, acceptsRight: isBoolean },
  "~": { compute: (_, right) => Number(~truncateToInt64(right as number)), acceptsRight: isNumber },
};
