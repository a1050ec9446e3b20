/**
 * Values as expressions see them: Go's types kept apart where Go's behaviour depends on them.
 *
 * | Go | here |
 * | --- | --- |
 * | nil | null |
 * | bool, string | boolean, string |
 * | int | bigint |
 * | float64 | number |
 * | other integers, time.Duration | GoInteger |
 * | slices and arrays | GoSlice |
 * | maps | GoMap |
 * | functions and methods | GoFunction |
 * | structs | GoStruct, GoTime |
 */
import type { GoTime } from "./go/time.ts";
import { ANY_SLICE, BOOL, FLOAT64, type GoType, INT, INT64, isIntegerKind, STRING, STRING_MAP } from "./types.ts";

export type GoValue = null | boolean | string | number | bigint | GoInteger | GoSlice | GoMap | GoFunction | GoObject;

/** Values whose type is a struct or a pointer to one. */
export type GoObject = GoStruct | GoTime;

/** What an expression may read from its surroundings: virtual time in milliseconds since 1970 and a random source. */
export interface EvaluationContext {
  readonly now: number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** An integer of any type but `int`, among them time.Duration. */
export class GoInteger {
  readonly type: GoType;
  readonly value: bigint;

  constructor(type: GoType, value: bigint) {
    this.type = type;
    this.value = value;
  }
}

export function int64(value: bigint): GoInteger {
  return new GoInteger(INT64, value);
}

/** A slice or an array. */
export class GoSlice {
  readonly type: GoType;
  readonly items: readonly GoValue[];
  /** A nil slice is empty, and `null` in JSON. */
  readonly isNil: boolean;

  constructor(type: GoType, items: readonly GoValue[], isNil = false) {
    this.type = type;
    this.items = items;
    this.isNil = isNil;
  }

  static nil(type: GoType): GoSlice {
    return new GoSlice(type, [], true);
  }

  /** A `[]interface {}`. */
  static of(items: readonly GoValue[]): GoSlice {
    return new GoSlice(ANY_SLICE, items);
  }
}

type MapKey = string | number | bigint | boolean | null | object;

function mapKeyOf(key: GoValue): MapKey {
  return key instanceof GoInteger ? `\u0000${key.type.text}:${key.value}` : key;
}

export class GoMap {
  readonly type: GoType;
  readonly #entries = new Map<MapKey, { readonly key: GoValue; readonly value: GoValue }>();

  constructor(type: GoType = STRING_MAP) {
    this.type = type;
  }

  /** A `map[string]interface {}`. */
  static of(entries: Iterable<readonly [string, GoValue]>): GoMap {
    const map = new GoMap();
    for (const [key, value] of entries) {
      map.set(key, value);
    }
    return map;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: GoValue): GoValue | undefined {
    return this.#entries.get(mapKeyOf(key))?.value;
  }

  has(key: GoValue): boolean {
    return this.#entries.has(mapKeyOf(key));
  }

  set(key: GoValue, value: GoValue): void {
    this.#entries.set(mapKeyOf(key), { key, value });
  }

  delete(key: GoValue): void {
    this.#entries.delete(mapKeyOf(key));
  }

  entries(): { readonly key: GoValue; readonly value: GoValue }[] {
    return [...this.#entries.values()];
  }
}

/** A failure inside an expression: Go would panic, or the called function would return an error. */
export class GoPanic extends Error {}

export class GoFunction {
  readonly type: GoType;
  readonly call: (parameters: readonly GoValue[], context: EvaluationContext) => GoValue;

  constructor(type: GoType, call: (parameters: readonly GoValue[], context: EvaluationContext) => GoValue) {
    this.type = type;
    this.call = call;
  }
}

/** A struct, or a pointer to one; `payload` is what it stands for outside of expressions (an artifact, for example). */
export class GoStruct {
  readonly type: GoType;
  readonly fields: ReadonlyMap<string, GoValue>;
  readonly payload: unknown;

  constructor(type: GoType, fields: ReadonlyMap<string, GoValue>, payload?: unknown) {
    this.type = type;
    this.fields = fields;
    this.payload = payload;
  }
}

/** `reflect.TypeOf`; undefined for nil. */
export function typeOf(value: GoValue): GoType | undefined {
  switch (typeof value) {
    case "string":
      return STRING;
    case "boolean":
      return BOOL;
    case "bigint":
      return INT;
    case "number":
      return FLOAT64;
    default:
      return value === null ? undefined : value.type;
  }
}

/** `%T`. */
export function typeName(value: GoValue): string {
  return typeOf(value)?.text ?? "<nil>";
}

/** `reflect.Zero`. */
export function zeroValue(type: GoType): GoValue {
  switch (type.kind) {
    case "bool":
      return false;
    case "string":
      return "";
    case "int":
      return 0n;
    case "float64":
      return 0;
    case "slice":
      return GoSlice.nil(type);
    case "map":
      return new GoMap(type);
    default:
      return isIntegerKind(type.kind) ? new GoInteger(type, 0n) : null;
  }
}

/**
 * Takes a plain value in: a bigint is an int, a number a float64, an array a `[]interface {}`, a Map or a plain object a
 * `map[string]interface {}`. Values that are already Go values pass through.
 */
export function fromPlain(value: unknown): GoValue {
  if (value === null || value === undefined) {
    return null;
  }
  if (typeof value !== "object") {
    return value as boolean | string | number | bigint;
  }
  if (Array.isArray(value)) {
    return GoSlice.of(value.map(fromPlain));
  }
  if (value instanceof Map) {
    return GoMap.of([...value].map(([key, item]) => [String(key), fromPlain(item)] as const));
  }
  const prototype = Object.getPrototypeOf(value) as unknown;
  if (prototype === Object.prototype || prototype === null) {
    return GoMap.of(Object.entries(value).map(([key, item]) => [key, fromPlain(item)] as const));
  }
  return value as GoObject;
}

/** Gives a value back as plain data: ints as bigint, maps as objects; functions, times and structs stay as they are. */
export function toPlain(value: GoValue): unknown {
  if (value instanceof GoInteger) {
    return value.value;
  }
  if (value instanceof GoSlice) {
    return value.items.map(toPlain);
  }
  if (value instanceof GoMap) {
    return Object.fromEntries(value.entries().map(({ key, value: item }) => [String(toPlain(key)), toPlain(item)]));
  }
  return value;
}
