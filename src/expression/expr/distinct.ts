import type { GoValue } from "../value.ts";

/**
 * The items without those that are equal to an earlier one.
 *
 * @param keyOf gives equal values of the plain kinds the same key, and undefined for all others
 */
export function distinct(
  items: readonly GoValue[],
  equals: (left: GoValue, right: GoValue) => boolean,
  keyOf: (value: GoValue) => string | undefined,
): GoValue[] {
  const kept: GoValue[] = [];
  const keys = new Set<string>();
  const withoutKey: GoValue[] = [];
  for (const item of items) {
    const key = keyOf(item);
    const others = key === undefined ? kept : withoutKey;
    if ((key !== undefined && keys.has(key)) || others.some((other) => equals(item, other))) {
      continue;
    }
    kept.push(item);
    if (key === undefined) {
      withoutKey.push(item);
    } else {
      keys.add(key);
    }
  }
  return kept;
}
