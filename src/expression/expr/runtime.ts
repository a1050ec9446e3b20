/** What the operators of expr-lang do to strings, arrays, maps and structs (`vm/runtime`). */
import { DURATION, durationMethod } from "../go/duration-type.ts";
import { formatValue } from "../go/format.ts";
import { GoTime, timeMethod } from "../go/time.ts";
import { byteLength, sliceBytes } from "../go/utf8.ts";
import { isAssignable, STRING, UINT8 } from "../types.ts";
import {
  GoFunction,
  GoInteger,
  GoMap,
  GoPanic,
  GoSlice,
  GoStruct,
  type GoValue,
  typeName,
  typeOf,
  zeroValue,
} from "../value.ts";
import { expectShallowValue } from "../value-depth.ts";

import { floatOf, integerOf, toInt } from "./numbers.ts";

/** nil itself, or a nil slice. */
export function isNil(value: GoValue): boolean {
  return value === null || (value instanceof GoSlice && value.isNil);
}

/** `value.(bool)` and the like: a type assertion that Go reports in its own words. */
export function assertType(value: GoValue, expected: "bool"): asserts value is boolean;
export function assertType(value: GoValue, expected: "string"): asserts value is string;
export function assertType(value: GoValue, expected: "bool" | "string"): void {
  if (typeName(value) !== expected) {
    const actual = value === null ? "nil" : typeName(value);
    throw new GoPanic(`interface conversion: interface {} is ${actual}, not ${expected}`);
  }
}

/** expr's `==`. */
export function isEqual(left: GoValue, right: GoValue): boolean {
  expectShallowValue(left);
  return areEqual(left, right);
}

function areEqual(left: GoValue, right: GoValue): boolean {
  const leftNumber = floatOf(left);
  const rightNumber = floatOf(right);
  if (leftNumber !== undefined && rightNumber !== undefined) {
    const leftInteger = integerOf(left);
    const rightInteger = integerOf(right);
    return leftInteger !== undefined && rightInteger !== undefined
      ? leftInteger === rightInteger
      : leftNumber === rightNumber;
  }
  if (left instanceof GoTime && right instanceof GoTime) {
    return left.since(right) === 0n;
  }
  if (left instanceof GoSlice && right instanceof GoSlice && areComparableSlices(left, right)) {
    return haveEqualItems(left, right, areEqual);
  }
  return (isNil(left) && isNil(right)) || areDeeplyEqual(left, right);
}

/** A `[]interface {}` compares item by item with slices of any type. */
function areComparableSlices(left: GoSlice, right: GoSlice): boolean {
  const isAny = (slice: GoSlice): boolean => slice.type.text === "[]interface {}";
  return isAny(left) || isAny(right);
}

function haveEqualItems(left: GoSlice, right: GoSlice, equals: (a: GoValue, b: GoValue) => boolean): boolean {
  return (
    left.items.length === right.items.length &&
    left.items.every((item, index) => equals(item, right.items[index] ?? null))
  );
}

/** `reflect.DeepEqual`: types must be the same, all the way down. */
export function isDeeplyEqual(left: GoValue, right: GoValue): boolean {
  expectShallowValue(left);
  return areDeeplyEqual(left, right);
}

function areDeeplyEqual(left: GoValue, right: GoValue): boolean {
  if (typeName(left) !== typeName(right)) {
    return false;
  }
  if (left instanceof GoInteger && right instanceof GoInteger) {
    return left.value === right.value;
  }
  if (left instanceof GoSlice && right instanceof GoSlice) {
    return haveEqualItems(left, right, areDeeplyEqual);
  }
  if (left instanceof GoMap && right instanceof GoMap) {
    return (
      left.size === right.size &&
      left.entries().every(({ key, value }) => right.has(key) && areDeeplyEqual(value, right.get(key) ?? null))
    );
  }
  if (left instanceof GoTime && right instanceof GoTime) {
    return left.toString() === right.toString();
  }
  if (left instanceof GoStruct && right instanceof GoStruct) {
    return (
      left === right || [...left.fields].every(([name, value]) => areDeeplyEqual(value, right.fields.get(name) ?? null))
    );
  }
  return left === right;
}

function checkKey(map: GoMap, key: GoValue): void {
  const keyType = typeOf(key);
  const expected = map.type.key ?? STRING;
  if (keyType !== undefined && !isAssignable(keyType, expected)) {
    const types = `value of type ${keyType.text} is not assignable to type ${expected.text}`;
    throw new GoPanic(`reflect.Value.MapIndex: ${types}`);
  }
}

/** `reflect.Value.MapIndex`; undefined when the key is not there. */
export function mapIndex(map: GoMap, key: GoValue): GoValue | undefined {
  checkKey(map, key);
  return map.get(key === null ? zeroValue(map.type.key ?? STRING) : key);
}

function bindMethod(value: GoValue, name: GoValue): GoFunction | undefined {
  if (typeof name !== "string") {
    return undefined;
  }
  if (value instanceof GoTime) {
    const method = timeMethod(name);
    return method && new GoFunction(method.type, (parameters) => method.call(value, parameters));
  }
  if (value instanceof GoInteger && value.type.text === DURATION.text) {
    const method = durationMethod(name);
    return method && new GoFunction(method.type, (parameters) => method.call(value.value, parameters));
  }
  return undefined;
}

/** `value.key` or `value[key]`. */
export function fetch(value: GoValue, key: GoValue, hasDetailedMessages = true): GoValue {
  const found = find(value, key, hasDetailedMessages);
  if (found === undefined) {
    throw new GoPanic(`cannot fetch ${formatValue(key)} from ${typeName(value)}`);
  }
  return found;
}

function find(value: GoValue, key: GoValue, hasDetailedMessages: boolean): GoValue | undefined {
  const method = bindMethod(value, key);
  if (method !== undefined) {
    return method;
  }
  if (value instanceof GoSlice || typeof value === "string") {
    return fetchItem(value, toInt(key), hasDetailedMessages);
  }
  if (value instanceof GoMap) {
    return mapIndex(value, key) ?? zeroValue(value.type.element ?? STRING);
  }
  if (value instanceof GoStruct) {
    assertType(key, "string");
    return value.fields.get(key);
  }
  return undefined;
}

function fetchItem(value: GoSlice | string, index: bigint, hasDetailedMessages: boolean): GoValue {
  const length = lengthOf(value);
  const position = index < 0n ? BigInt(length) + index : index;
  const item = itemAt(value, Number(position));
  if (item === undefined) {
    const kind = typeof value === "string" ? "string" : "slice";
    throw new GoPanic(
      hasDetailedMessages
        ? `index out of range: ${position} (array length is ${length})`
        : `reflect: ${kind} index out of range`,
    );
  }
  return item;
}

/** The item of an array, or the byte of a string; undefined outside of it. */
export function itemAt(value: GoSlice | string, index: number): GoValue | undefined {
  if (value instanceof GoSlice) {
    return value.items[index];
  }
  const bytes = Buffer.from(value, "utf8");
  const byte = bytes[index];
  return byte === undefined ? undefined : new GoInteger(UINT8, BigInt(byte));
}

/** `reflect.Value.Len`: bytes of a string, items of an array, entries of a map. */
export function lengthOf(value: GoValue): number {
  if (typeof value === "string") {
    return byteLength(value);
  }
  if (value instanceof GoSlice) {
    return value.items.length;
  }
  if (value instanceof GoMap) {
    return value.size;
  }
  throw new GoPanic(`invalid argument for len (type ${typeName(value)})`);
}

/** `value[from:to]`; bounds outside are moved in, negative ones count from the end. */
export function slice(value: GoValue, from: GoValue, to: GoValue): GoValue {
  if (!(value instanceof GoSlice) && typeof value !== "string") {
    throw new GoPanic(`cannot slice ${formatValue(from)}`);
  }
  const length = lengthOf(value);
  const start = clamp(Number(toInt(from)), length, Infinity);
  const end = clamp(Number(toInt(to)), length, length);
  const first = Math.min(start, end);
  return typeof value === "string"
    ? sliceBytes(value, first, end)
    : new GoSlice(
        value.type.kind === "slice" ? value.type : { ...value.type, kind: "slice" },
        value.items.slice(first, end),
      );
}

function clamp(index: number, length: number, maximum: number): number {
  return Math.min(Math.max(index < 0 ? length + index : index, 0), maximum);
}

/** expr's `in`. */
export function isIn(needle: GoValue, collection: GoValue): boolean {
  if (collection === null) {
    return false;
  }
  if (collection instanceof GoSlice) {
    return collection.items.some((item) => isEqual(item, needle));
  }
  if (collection instanceof GoMap) {
    return mapIndex(collection, needle) !== undefined;
  }
  if (collection instanceof GoStruct) {
    if (typeof needle !== "string") {
      throw new GoPanic(`cannot use ${typeName(needle)} as field name of ${typeName(collection)}`);
    }
    return collection.fields.has(needle);
  }
  throw new GoPanic(`operator "in" not defined on ${typeName(collection)}`);
}
