/** What the checker knows of a value before it exists (expr-lang's `checker/nature`). */

import { DURATION } from "../go/duration-type.ts";
import { TIME } from "../go/time.ts";
import {
  ANY,
  ANY_SLICE,
  BYTES,
  FLOAT64,
  type GoKind,
  type GoType,
  INT,
  isAssignable,
  isFloatType,
  isIntegerType,
  isSameType,
} from "../types.ts";

export interface Nature {
  /** Undefined for an unknown value and for nil. */
  readonly type: GoType | undefined;
  readonly isNil: boolean;
  /** Of an array: what its elements are, known better than by its type. Of a predicate: what it gives back. */
  readonly element?: Nature;
}

export const UNKNOWN: Nature = { type: undefined, isNil: false };
export const NIL: Nature = { type: undefined, isNil: true };

export function natureOf(type: GoType | undefined): Nature {
  return type === undefined ? UNKNOWN : { type, isNil: false };
}

export function arrayNature(element: Nature): Nature {
  return { type: ANY_SLICE, isNil: false, element };
}

export function kindOf(nature: Nature): GoKind | "invalid" {
  return nature.type?.kind ?? "invalid";
}

export function isUnknown(nature: Nature): boolean {
  return nature.type === undefined ? !nature.isNil : isSameType(nature.type, ANY);
}

export function describeNature(nature: Nature): string {
  return nature.type?.text ?? "unknown";
}

export function isInteger(nature: Nature): boolean {
  return nature.type !== undefined && isIntegerType(nature.type);
}

export function isFloat(nature: Nature): boolean {
  return nature.type !== undefined && isFloatType(nature.type);
}

export function isNumber(nature: Nature): boolean {
  return isInteger(nature) || isFloat(nature);
}

export function isTime(nature: Nature): boolean {
  return nature.type !== undefined && isSameType(nature.type, TIME);
}

export function isDuration(nature: Nature): boolean {
  return nature.type !== undefined && isSameType(nature.type, DURATION);
}

export function isBool(nature: Nature): boolean {
  return kindOf(nature) === "bool";
}

export function isString(nature: Nature): boolean {
  return kindOf(nature) === "string";
}

export function isByteSlice(nature: Nature): boolean {
  return nature.type !== undefined && isSameType(nature.type, BYTES);
}

export function isArray(nature: Nature): boolean {
  return kindOf(nature) === "slice" || kindOf(nature) === "array";
}

export function isMap(nature: Nature): boolean {
  return kindOf(nature) === "map";
}

/** The nature of an array's or map's elements. */
export function elementNature(nature: Nature): Nature {
  return nature.element ?? natureOf(nature.type?.element);
}

export function keyNature(nature: Nature): Nature {
  return natureOf(nature.type?.key);
}

const NILLABLE: ReadonlySet<string> = new Set(["ptr", "interface", "func", "map", "slice"]);

export function isNatureAssignable(from: Nature, to: Nature): boolean {
  if (from.isNil && NILLABLE.has(kindOf(to))) {
    return true;
  }
  if (from.type === undefined || to.type === undefined) {
    return false;
  }
  return isAssignable(from.type, to.type);
}

export function isComparable(left: Nature, right: Nature): boolean {
  return (
    isUnknown(left) ||
    isUnknown(right) ||
    left.isNil ||
    right.isNil ||
    (isNumber(left) && isNumber(right)) ||
    (isDuration(left) && isDuration(right)) ||
    (isTime(left) && isTime(right)) ||
    (isArray(left) && isArray(right)) ||
    isNatureAssignable(left, right)
  );
}

/** True when an unknown value stands on one side and the other side is unknown too or passes one of the checks. */
export function mayBeCompatible(
  left: Nature,
  right: Nature,
  ...checks: readonly ((nature: Nature) => boolean)[]
): boolean {
  const passes = (nature: Nature): boolean => checks.some((check) => check(nature));
  if (isUnknown(left)) {
    return isUnknown(right) || passes(right);
  }
  return isUnknown(right) && passes(left);
}

/** The nature of a sum, difference or product of two numbers. */
export function promoteNumbers(left: Nature, right: Nature): Nature {
  return natureOf(isFloat(left) || isFloat(right) ? FLOAT64 : INT);
}
