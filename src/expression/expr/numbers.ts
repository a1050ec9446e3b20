/** Arithmetic and order of expr-lang (`vm/runtime/helpers`): integers wrap at 64 bits, mixed operands become floats. */
import { compareStrings } from "../go/compare.ts";
import { DURATION } from "../go/duration-type.ts";
import { wrapInt64 } from "../go/number.ts";
import { power as raise } from "../go/power.ts";
import { GoTime } from "../go/time.ts";
import { expectLength } from "../size-limit.ts";
import { isIntegerType } from "../types.ts";
import { GoInteger, GoPanic, type GoValue, typeName } from "../value.ts";

/** The value of an integer of any builtin type; undefined for everything else, durations among it. */
export function integerOf(value: GoValue): bigint | undefined {
  if (typeof value === "bigint") {
    return value;
  }
  return value instanceof GoInteger && isIntegerType(value.type) ? value.value : undefined;
}

function durationOf(value: GoValue): bigint | undefined {
  return value instanceof GoInteger && value.type.text === DURATION.text ? value.value : undefined;
}

export function duration(nanoseconds: bigint): GoInteger {
  return new GoInteger(DURATION, wrapInt64(nanoseconds));
}

/** The value of any builtin number as a float; undefined for everything else. */
export function floatOf(value: GoValue): number | undefined {
  if (typeof value === "number") {
    return value;
  }
  const integer = integerOf(value);
  return integer === undefined ? undefined : Number(integer);
}

function invalid(left: GoValue, operator: string, right: GoValue): never {
  throw new GoPanic(`invalid operation: ${typeName(left)} ${operator} ${typeName(right)}`);
}

interface NumberOperation {
  readonly ofIntegers: (left: bigint, right: bigint) => bigint;
  readonly ofFloats: (left: number, right: number) => number;
}

function combineNumbers(left: GoValue, right: GoValue, operation: NumberOperation): bigint | number | undefined {
  const leftInteger = integerOf(left);
  const rightInteger = integerOf(right);
  if (leftInteger !== undefined && rightInteger !== undefined) {
    return wrapInt64(operation.ofIntegers(leftInteger, rightInteger));
  }
  const leftFloat = floatOf(left);
  const rightFloat = floatOf(right);
  return leftFloat === undefined || rightFloat === undefined ? undefined : operation.ofFloats(leftFloat, rightFloat);
}

const ADDITION: NumberOperation = { ofIntegers: (a, b) => a + b, ofFloats: (a, b) => a + b };
const SUBTRACTION: NumberOperation = { ofIntegers: (a, b) => a - b, ofFloats: (a, b) => a - b };
const MULTIPLICATION: NumberOperation = { ofIntegers: (a, b) => a * b, ofFloats: (a, b) => a * b };

export function add(left: GoValue, right: GoValue): GoValue {
  const sum = combineNumbers(left, right, ADDITION);
  if (sum !== undefined) {
    return sum;
  }
  if (typeof left === "string" && typeof right === "string") {
    expectLength(left.length + right.length);
    return left + right;
  }
  const leftDuration = durationOf(left);
  const rightDuration = durationOf(right);
  if (left instanceof GoTime && rightDuration !== undefined) {
    return left.add(rightDuration);
  }
  if (right instanceof GoTime && leftDuration !== undefined) {
    return right.add(leftDuration);
  }
  if (leftDuration !== undefined && rightDuration !== undefined) {
    return duration(leftDuration + rightDuration);
  }
  return invalid(left, "+", right);
}

export function subtract(left: GoValue, right: GoValue): GoValue {
  const difference = combineNumbers(left, right, SUBTRACTION);
  if (difference !== undefined) {
    return difference;
  }
  const leftDuration = durationOf(left);
  const rightDuration = durationOf(right);
  if (left instanceof GoTime && right instanceof GoTime) {
    return duration(left.since(right));
  }
  if (left instanceof GoTime && rightDuration !== undefined) {
    return left.add(-rightDuration);
  }
  if (leftDuration !== undefined && rightDuration !== undefined) {
    return duration(leftDuration - rightDuration);
  }
  return invalid(left, "-", right);
}

export function multiply(left: GoValue, right: GoValue): GoValue {
  const product = combineNumbers(left, right, MULTIPLICATION);
  if (product !== undefined) {
    return product;
  }
  const leftInteger = durationOf(left) ?? integerOf(left);
  const rightInteger = durationOf(right) ?? integerOf(right);
  if (leftInteger !== undefined && rightInteger !== undefined) {
    return duration(leftInteger * rightInteger);
  }
  const leftFloat = floatOf(left) ?? Number(durationOf(left) ?? NaN);
  const rightFloat = floatOf(right) ?? Number(durationOf(right) ?? NaN);
  const isProduct =
    (floatOf(left) ?? durationOf(left)) !== undefined && (floatOf(right) ?? durationOf(right)) !== undefined;
  return isProduct ? leftFloat * rightFloat : invalid(left, "*", right);
}

export function divide(left: GoValue, right: GoValue): number {
  const leftFloat = floatOf(left);
  const rightFloat = floatOf(right);
  return leftFloat === undefined || rightFloat === undefined ? invalid(left, "/", right) : leftFloat / rightFloat;
}

export function modulo(left: GoValue, right: GoValue): bigint {
  const dividend = integerOf(left);
  const divisor = integerOf(right);
  if (dividend === undefined || divisor === undefined) {
    return invalid(left, "%", right);
  }
  if (divisor === 0n) {
    throw new GoPanic("runtime error: integer divide by zero");
  }
  return dividend % divisor;
}

export function power(left: GoValue, right: GoValue): number {
  return raise(toFloat(left), toFloat(right));
}

export function negate(value: GoValue): GoValue {
  if (typeof value === "number") {
    return -value;
  }
  if (typeof value === "bigint") {
    return wrapInt64(-value);
  }
  if (value instanceof GoInteger && isIntegerType(value.type)) {
    return new GoInteger(value.type, wrapInt64(-value.value));
  }
  throw new GoPanic(`invalid operation: - ${typeName(value)}`);
}

/** Negative, zero or positive, as `left` is below, equal to or above `right`; NaN compares with nothing. */
function compare(left: GoValue, right: GoValue, operator: string): number {
  const leftInteger = integerOf(left) ?? durationOf(left);
  const rightInteger = integerOf(right) ?? durationOf(right);
  const sameKind = (durationOf(left) === undefined) === (durationOf(right) === undefined);
  if (leftInteger !== undefined && rightInteger !== undefined && sameKind) {
    return leftInteger < rightInteger ? -1 : leftInteger > rightInteger ? 1 : 0;
  }
  const leftFloat = floatOf(left);
  const rightFloat = floatOf(right);
  if (leftFloat !== undefined && rightFloat !== undefined) {
    return leftFloat < rightFloat ? -1 : leftFloat > rightFloat ? 1 : leftFloat === rightFloat ? 0 : NaN;
  }
  if (typeof left === "string" && typeof right === "string") {
    return compareStrings(left, right);
  }
  if (left instanceof GoTime && right instanceof GoTime) {
    return Number(left.since(right));
  }
  return invalid(left, operator, right);
}

export function isLess(left: GoValue, right: GoValue): boolean {
  return compare(left, right, "<") < 0;
}

export function isMore(left: GoValue, right: GoValue): boolean {
  return compare(left, right, ">") > 0;
}

export function isLessOrEqual(left: GoValue, right: GoValue): boolean {
  return compare(left, right, "<=") <= 0;
}

export function isMoreOrEqual(left: GoValue, right: GoValue): boolean {
  return compare(left, right, ">=") >= 0;
}

/** A float's integer part, as Go converts it on amd64: what does not fit becomes the smallest integer. */
export function truncateToInt64(value: number): bigint {
  const fits = value >= -(2 ** 63) && value < 2 ** 63;
  return fits ? BigInt(Math.trunc(value)) : -9223372036854775808n;
}

export function toInt(value: GoValue): bigint {
  const integer = typeof value === "number" ? truncateToInt64(value) : integerOf(value);
  if (integer === undefined) {
    throw new GoPanic(`invalid operation: int(${typeName(value)})`);
  }
  return wrapInt64(integer);
}

export function toFloat(value: GoValue): number {
  const float = floatOf(value);
  if (float === undefined) {
    throw new GoPanic(`invalid operation: float(${typeName(value)})`);
  }
  return float;
}
