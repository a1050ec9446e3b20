/** sprig's functions on dictionaries. */
import { compareStrings } from "../go/compare.ts";
import { STRING_SLICE } from "../types.ts";
import { GoMap, GoPanic, GoSlice, type GoValue, typeName } from "../value.ts";
import { expectShallowValue } from "../value-depth.ts";
import { isEmpty, toText } from "./convert.ts";
import { define, type SprigTable } from "./define.ts";

function keysOf(dictionary: GoMap): string[] {
  return dictionary.entries().map(({ key }) => String(key));
}

/** Go gives keys in no order; here they are sorted, so that results repeat. */
function sortedKeys(dictionary: GoMap): string[] {
  return keysOf(dictionary).sort(compareStrings);
}

function filterKeys(dictionary: GoMap, isKept: (key: string) => boolean): GoMap {
  return GoMap.of(
    keysOf(dictionary)
      .filter(isKept)
      .map((key) => [key, dictionary.get(key) ?? null] as const),
  );
}

function dictionaryOf(...values: readonly GoValue[]): GoMap {
  const dictionary = new GoMap();
  for (let index = 0; index < values.length; index += 2) {
    dictionary.set(toText(values[index] ?? null), index + 1 < values.length ? (values[index + 1] ?? null) : "");
  }
  return dictionary;
}

/** Fills what is empty in the target, all the way down; when overwriting, the source wins. */
function mergeInto(target: GoMap, source: GoMap, overwrites: boolean): void {
  for (const { key, value } of source.entries()) {
    const present = target.get(key) ?? null;
    if (present instanceof GoMap && value instanceof GoMap) {
      mergeInto(present, value, overwrites);
    } else if (overwrites || isEmpty(present)) {
      target.set(key, value);
    }
  }
}

function merge(overwrites: boolean): (target: GoMap, ...sources: GoMap[]) => GoMap {
  return (target, ...sources) => {
    for (const source of sources) {
      expectShallowValue(source);
      mergeInto(target, source, overwrites);
    }
    return target;
  };
}

function deepCopy(value: GoValue): GoValue {
  expectShallowValue(value);
  return copyOf(value);
}

function copyOf(value: GoValue): GoValue {
  if (value instanceof GoSlice) {
    return new GoSlice(value.type, value.items.map(copyOf));
  }
  if (!(value instanceof GoMap)) {
    return value;
  }
  const copy = new GoMap(value.type);
  for (const { key, value: item } of value.entries()) {
    copy.set(key, copyOf(item));
  }
  return copy;
}

function dictionaryIn(value: GoValue): GoMap {
  if (value instanceof GoMap && value.type.text === "map[string]interface {}") {
    return value;
  }
  const actual = value === null ? "nil" : typeName(value);
  throw new GoPanic(`interface conversion: interface {} is ${actual}, not map[string]interface {}`);
}

/** `dig "a" "b" default dictionary`. */
function dig(...parameters: readonly GoValue[]): GoValue {
  if (parameters.length < 3) {
    throw new GoPanic("dig needs at least three arguments");
  }
  let value: GoValue = parameters.at(-1) ?? null;
  for (const key of parameters.slice(0, -2)) {
    const dictionary = dictionaryIn(value);
    if (!dictionary.has(key)) {
      return parameters.at(-2) ?? null;
    }
    value = dictionary.get(key) ?? null;
  }
  return value;
}

export const DICTIONARY_FUNCTIONS: SprigTable = {
  dict: define("...any -> dict", dictionaryOf),
  get: define("dict, string -> any", (dictionary: GoMap, key: string) =>
    dictionary.has(key) ? (dictionary.get(key) ?? null) : "",
  ),
  set: define("dict, string, any -> dict", (dictionary: GoMap, key: string, value) => {
    dictionary.set(key, value);
    return dictionary;
  }),
  unset: define("dict, string -> dict", (dictionary: GoMap, key: string) => {
    dictionary.delete(key);
    return dictionary;
  }),
  hasKey: define("dict, string -> bool", (dictionary: GoMap, key: string) => dictionary.has(key)),
  pluck: define("string, ...dict -> list", (key: string, ...dictionaries: GoMap[]) =>
    GoSlice.of(
      dictionaries.filter((dictionary) => dictionary.has(key)).map((dictionary) => dictionary.get(key) ?? null),
    ),
  ),
  keys: define(
    "...dict -> strings",
    (...dictionaries: GoMap[]) => new GoSlice(STRING_SLICE, dictionaries.flatMap(sortedKeys)),
  ),
  values: define("dict -> list", (dictionary: GoMap) =>
    GoSlice.of(sortedKeys(dictionary).map((key) => dictionary.get(key) ?? null)),
  ),
  pick: define("dict, ...string -> dict", (dictionary: GoMap, ...keys: string[]) =>
    filterKeys(dictionary, (key) => keys.includes(key)),
  ),
  omit: define("dict, ...string -> dict", (dictionary: GoMap, ...keys: string[]) =>
    filterKeys(dictionary, (key) => !keys.includes(key)),
  ),
  merge: define("dict, ...dict -> any", merge(false)),
  mustMerge: define("dict, ...dict -> any +error", merge(false)),
  mergeOverwrite: define("dict, ...dict -> any", merge(true)),
  mustMergeOverwrite: define("dict, ...dict -> any +error", merge(true)),
  deepCopy: define("any -> any", deepCopy),
  mustDeepCopy: define("any -> any +error", deepCopy),
  dig: define("...any -> any +error", dig),
};
