/** sprig's functions on lists. */
import { distinct } from "../expr/distinct.ts";
import { isDeeplyEqual } from "../expr/runtime.ts";
import { compareStrings } from "../go/compare.ts";
import { ANY_SLICE, ERROR, functionOf, STRING_SLICE, sliceOf } from "../types.ts";
import { GoFunction, GoPanic, GoSlice, type GoValue, typeOf } from "../value.ts";
import { isEmpty, toInt64, toText, toTexts } from "./convert.ts";
import { define, type SprigTable, withAliases } from "./define.ts";

/** The items of a list; `complaint` is what sprig says of a value that is none, with the kind of it behind. */
function itemsOf(list: GoValue, complaint: string): readonly GoValue[] {
  if (list instanceof GoSlice) {
    return list.items;
  }
  const type = typeOf(list);
  if (type === undefined) {
    throw new GoPanic("runtime error: invalid memory address or nil pointer dereference");
  }
  throw new GoPanic(`${complaint} ${type.kind}`);
}

function contains(items: readonly GoValue[], wanted: GoValue): boolean {
  return items.some((item) => isDeeplyEqual(item, wanted));
}

function unique(items: readonly GoValue[]): GoSlice {
  return GoSlice.of(distinct(items, isDeeplyEqual, plainKey));
}

/** Values of different types are never equal. */
function plainKey(value: GoValue): string | undefined {
  if (typeof value === "number" && Number.isNaN(value)) {
    return undefined;
  }
  return typeof value === "object" ? undefined : `${typeof value} ${String(value)}`;
}

function chunk(size: bigint, list: GoValue): GoSlice {
  const items = itemsOf(list, "Cannot chunk type");
  const chunks: GoSlice[] = [];
  for (let start = 0; start < items.length; start += Number(size)) {
    chunks.push(GoSlice.of(items.slice(start, start + Number(size))));
  }
  return new GoSlice(sliceOf(ANY_SLICE), chunks);
}

function slice(list: GoValue, ...bounds: readonly GoValue[]): GoValue {
  const items = itemsOf(list, "list should be type of slice or array but");
  if (items.length === 0 || !(list instanceof GoSlice)) {
    return null;
  }
  const start = bounds[0] === undefined ? 0 : Number(toInt64(bounds[0]));
  const end = bounds[1] === undefined ? items.length : Number(toInt64(bounds[1]));
  if (start < 0 || start > end || end > items.length) {
    throw new GoPanic("reflect.Value.Slice: slice index out of bounds");
  }
  return new GoSlice(list.type, items.slice(start, end));
}

function sortAlpha(list: GoValue): GoSlice {
  const texts = list instanceof GoSlice ? toTexts(list).sort(compareStrings) : [toText(list)];
  return new GoSlice(STRING_SLICE, texts);
}

/** Without the first item (0) or the last (-1); a nil list of an empty one. */
function withoutEnd(items: readonly GoValue[], index: 0 | -1): GoSlice {
  return items.length === 0 ? GoSlice.nil(ANY_SLICE) : GoSlice.of(index === 0 ? items.slice(1) : items.slice(0, -1));
}

function concat(...lists: readonly GoValue[]): GoSlice {
  return GoSlice.of(
    lists.flatMap((list) => {
      if (list instanceof GoSlice) {
        return list.items;
      }
      throw new GoPanic(`Cannot concat type ${typeOf(list)?.kind ?? "invalid"} as list`);
    }),
  );
}

/** The functions that come in two forms, of which `must` is the one that returns an error. */
const PAIRS: SprigTable = {
  append: define("any, any -> list", (list, item) => GoSlice.of([...itemsOf(list, "Cannot push on type"), item])),
  push: define("any, any -> list", (list, item) => GoSlice.of([...itemsOf(list, "Cannot push on type"), item])),
  prepend: define("any, any -> list", (list, item) => GoSlice.of([item, ...itemsOf(list, "Cannot prepend on type")])),
  first: define("any -> any", (list) => itemsOf(list, "Cannot find first on type")[0] ?? null),
  rest: define("any -> list", (list) => withoutEnd(itemsOf(list, "Cannot find rest on type"), 0)),
  last: define("any -> any", (list) => itemsOf(list, "Cannot find last on type").at(-1) ?? null),
  initial: define("any -> list", (list) => withoutEnd(itemsOf(list, "Cannot find initial on type"), -1)),
  reverse: define("any -> list", (list) => GoSlice.of(itemsOf(list, "Cannot find reverse on type").toReversed())),
  uniq: define("any -> list", (list) => unique(itemsOf(list, "Cannot find uniq on type"))),
  compact: define("any -> list", (list) =>
    GoSlice.of(itemsOf(list, "Cannot compact on type").filter((item) => !isEmpty(item))),
  ),
  without: define("any, ...any -> list", (list, ...omitted) =>
    GoSlice.of(itemsOf(list, "Cannot find without on type").filter((item) => !contains(omitted, item))),
  ),
  has: define(
    "any, any -> bool",
    (needle, list) => list !== null && contains(itemsOf(list, "Cannot find has on type"), needle),
  ),
  slice: define("any, ...any -> any", slice),
  chunk: define("int, any -> lists", chunk),
};

function mustForms(pairs: SprigTable): SprigTable {
  return Object.fromEntries(
    Object.entries(pairs).map(([name, plain]) => {
      const { parameters = [], results = [], isVariadic } = plain.type;
      const type = functionOf(parameters, [...results, ERROR], isVariadic);
      const mustName = `must${name[0]?.toUpperCase()}${name.slice(1)}`;
      return [mustName, new GoFunction(type, plain.call)];
    }),
  );
}

export const LIST_FUNCTIONS: SprigTable = withAliases(
  {
    ...PAIRS,
    ...mustForms(PAIRS),
    list: define("...any -> list", (...items: GoValue[]) => GoSlice.of(items)),
    sortAlpha: define("any -> strings", sortAlpha),
    concat: define("...any -> any", concat),
  },
  { tuple: "list" },
);
