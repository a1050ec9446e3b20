import { deepestNesting, SizeLimitExceeded, tooDeep } from "./size-limit.ts";
import { GoMap, GoSlice, GoStruct, type GoValue } from "./value.ts";

/** The most parts of a value that are gone through: `reduce` makes values of which each holds the last one twice. */
const mostParts = 2_000_000;

/**
 * Expects that one can go through a value: that it is neither too deep nor too large, and does not hold itself, as
 * `sprig.set` can bring about. To be asked before anything recurses over it.
 *
 * @throws SizeLimitExceeded
 */
export function expectShallowValue(value: GoValue): void {
  if (typeof value !== "object" || value === null) return;
  const values: { readonly value: GoValue; readonly depth: number }[] = [{ value, depth: 0 }];
  let parts = 0;
  for (let next = values.pop(); next !== undefined; next = values.pop()) {
    if (++parts > mostParts) throw new SizeLimitExceeded(`a value has more than ${mostParts} parts`);
    if (next.depth > deepestNesting) throw tooDeep("a value");
    const depth = next.depth + 1;
    for (const part of partsOf(next.value)) {
      if (typeof part === "object" && part !== null) values.push({ value: part, depth });
      else parts++;
    }
  }
}

function partsOf(value: GoValue): Iterable<GoValue> {
  if (value instanceof GoSlice) return value.items;
  if (value instanceof GoMap) return value.entries().map((entry) => entry.value);
  return value instanceof GoStruct ? value.fields.values() : [];
}
