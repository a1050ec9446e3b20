import { isSameJson } from "../manifest/same-json.ts";

/** One place where two JSON values differ; `undefined` stands for absence. */
export interface Difference {
  readonly path: readonly (string | number)[];
  readonly expected: unknown;
  readonly got: unknown;
}

/** The places where two JSON values differ, in the order of keys, not more than `limit`. */
export function findDifferences(expected: unknown, got: unknown, limit: number): readonly Difference[] {
  const found: Difference[] = [];
  collect(expected, got, [], found, limit);
  return found;
}

function collect(
  expected: unknown,
  got: unknown,
  path: readonly (string | number)[],
  found: Difference[],
  limit: number,
): void {
  if (found.length >= limit || isSameJson(expected, got)) return;
  if (isPlain(expected) && isPlain(got)) {
    for (const key of [...new Set([...Object.keys(expected), ...Object.keys(got)])].sort()) {
      collect(expected[key], got[key], [...path, key], found, limit);
    }
  } else if (Array.isArray(expected) && Array.isArray(got) && expected.length === got.length && hasObjects(expected)) {
    for (const [index, item] of expected.entries()) collect(item, got[index], [...path, index], found, limit);
  } else found.push({ path, expected, got });
}

type Fields = Readonly<Record<string, unknown>>;

function isPlain(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Lists of names are compared as a whole: their difference is seen best side by side. */
function hasObjects(list: readonly unknown[]): boolean {
  return list.some((item) => typeof item === "object");
}
