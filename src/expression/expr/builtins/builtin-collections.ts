/** The builtins of expr-lang for arrays and maps. */
import { formatAsString, formatValue, sortedEntries } from "../../go/format.ts";
import { runeCount } from "../../go/utf8.ts";
import { ANY, ANY_MAP, ANY_SLICE, arrayOf, sliceOf } from "../../types.ts";
import { GoInteger, GoMap, GoPanic, GoSlice, type GoValue, typeName } from "../../value.ts";
import { expectShallowValue } from "../../value-depth.ts";
import { distinct } from "../distinct.ts";
import { isLess } from "../numbers.ts";
import { fetch, isEqual, lengthOf } from "../runtime.ts";
import type { BuiltinFunction } from "./builtin-function.ts";

const PAIR = arrayOf(2, ANY);

/** `reflect.Kind`'s name of a value. */
function kindName(value: GoValue): string {
  if (value === null) {
    return "invalid";
  }
  return typeof value === "object" ? value.type.kind : typeName(value);
}

function itemsOf(value: GoValue | undefined, verb: string): readonly GoValue[] {
  if (value instanceof GoSlice) {
    return value.items;
  }
  throw new GoPanic(`cannot ${verb} ${kindName(value ?? null)}`);
}

function entriesOf(value: GoValue | undefined, verb: string, suffix = ""): { key: GoValue; value: GoValue }[] {
  if (value instanceof GoMap) {
    return sortedEntries(value);
  }
  throw new GoPanic(`cannot ${verb} ${kindName(value ?? null)}${suffix}`);
}

function length([value = null]: readonly GoValue[]): bigint {
  return BigInt(typeof value === "string" ? runeCount(value) : lengthOf(value));
}

/** `get`, `first` and `last` give nil for what is not there. */
function fetchOrNil(value: GoValue, key: GoValue): GoValue {
  try {
    return fetch(value, key);
  } catch (error) {
    if (error instanceof GoPanic) {
      return null;
    }
    throw error;
  }
}

function get([value = null, key = null]: readonly GoValue[]): GoValue {
  if (value instanceof GoMap) {
    return value.has(key) ? fetch(value, key) : null;
  }
  return fetchOrNil(value, key);
}

function take([array, count = null]: readonly GoValue[]): GoSlice {
  if (!(array instanceof GoSlice)) {
    throw new GoPanic(`cannot take from ${kindName(array ?? null)}`);
  }
  const wanted = typeof count === "bigint" ? count : count instanceof GoInteger ? count.value : undefined;
  if (wanted === undefined) {
    throw new GoPanic(`cannot take ${kindName(count)} elements`);
  }
  if (wanted < 0n) {
    throw new GoPanic("reflect.Value.Slice: slice index out of bounds");
  }
  const type = array.type.kind === "slice" ? array.type : sliceOf(array.type.element ?? ANY);
  return new GoSlice(type, array.items.slice(0, Number(wanted)));
}

function toPairs([map]: readonly GoValue[]): GoSlice {
  const pairs = entriesOf(map, "transform", " to pairs").map(({ key, value }) => new GoSlice(PAIR, [key, value]));
  return new GoSlice(sliceOf(PAIR), pairs);
}

function fromPairs([pairs]: readonly GoValue[]): GoMap {
  if (!(pairs instanceof GoSlice)) {
    const shown = pairs === undefined || pairs === null ? "<invalid reflect.Value>" : formatAsString(pairs);
    throw new GoPanic(`cannot transform ${shown} from pairs`);
  }
  const map = new GoMap(ANY_MAP);
  for (const pair of pairs.items) {
    if (!(pair instanceof GoSlice)) {
      throw new GoPanic(`invalid pair ${formatValue(pair)}`);
    }
    const [key, value] = pair.items;
    if (pair.items.length !== 2 || key === undefined || value === undefined) {
      throw new GoPanic(`invalid pair length ${formatValue(pair)}`);
    }
    map.set(key, value);
  }
  return map;
}

/** An integer equals the float of the same value; beyond what a float can tell apart there is no key. */
function equalityKey(value: GoValue): string | undefined {
  if (typeof value === "string") {
    return `text ${value}`;
  }
  const number = typeof value === "bigint" ? Number(value) : value;
  return typeof number === "number" && Math.abs(number) <= Number.MAX_SAFE_INTEGER ? `number ${number}` : undefined;
}

function flatten(items: readonly GoValue[]): GoValue[] {
  return items.flatMap((item) => (item instanceof GoSlice ? flatten(item.items) : [item]));
}

/** Ascending with expr's `<`; stable, as Go's sort is on the short arrays of practice. */
export function sortValues<T>(items: readonly T[], keyOf: (item: T) => GoValue, isDescending: boolean): T[] {
  const sign = isDescending ? -1 : 1;
  return items.toSorted((left, right) => {
    const [a, b] = [keyOf(left), keyOf(right)];
    return isLess(a, b) ? -sign : isLess(b, a) ? sign : 0;
  });
}

const sort: BuiltinFunction = ([array, order = "asc"], use) => {
  if (typeof order !== "string") {
    throw new GoPanic(`sort order argument must be a string (got ${typeName(order)})`);
  }
  if (order !== "asc" && order !== "desc") {
    throw new GoPanic(`invalid order ${order}, expected asc or desc`);
  }
  if (!(array instanceof GoSlice)) {
    return GoSlice.nil(ANY_SLICE);
  }
  const { items } = array;
  use.memory(items.length);
  return GoSlice.of(sortValues(items, (item) => item, order === "desc"));
};

export const COLLECTION_BUILTINS: Readonly<Record<string, BuiltinFunction>> = {
  len: length,
  get,
  first: ([array = null]) => fetchOrNil(array, 0n),
  last: ([array = null]) => fetchOrNil(array, -1n),
  take,
  keys: ([map]) => GoSlice.of(entriesOf(map, "get keys from").map(({ key }) => key)),
  values: ([map]) => GoSlice.of(entriesOf(map, "get values from").map(({ value }) => value)),
  toPairs,
  fromPairs,
  reverse: ([array], use) => {
    const items = itemsOf(array, "reverse");
    use.memory(items.length);
    return GoSlice.of(items.toReversed());
  },
  uniq: ([array]) => GoSlice.of(distinct(itemsOf(array, "uniq"), isEqual, equalityKey)),
  concat: (arrays, use) => {
    const items = arrays.flatMap((array) => itemsOf(array, "concat"));
    use.memory(items.length);
    return GoSlice.of(items);
  },
  flatten: ([array], use) => {
    expectShallowValue(array ?? null);
    const items = flatten(itemsOf(array, "flatten"));
    use.memory(items.length);
    return GoSlice.of(items);
  },
  sort,
};
