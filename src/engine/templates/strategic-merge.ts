import type { JsonObject, JsonValue } from "../../manifest/types.ts";

/**
 * What Kubernetes' strategic merge knows about an object's fields beyond JSON: which lists are merged element by
 * element and by which key, and what the fields of its objects and list elements are in turn. Lists that are not
 * named here are replaced as a whole.
 */
export interface MergeSchema {
  readonly lists?: { readonly [field: string]: { readonly key: string; readonly element: MergeSchema } };
  readonly objects?: { readonly [field: string]: MergeSchema };
}

/**
 * Lays `patch` over `original` (`strategicpatch.StrategicMergePatch`): objects are merged field by field, `null`
 * removes a field, keyed lists are merged element by element, everything else of the patch replaces the original's.
 */
export function strategicMerge(original: JsonObject, patch: JsonObject, schema: MergeSchema): JsonObject {
  const merged = new Map(Object.entries(original));
  for (const [field, value] of Object.entries(patch)) {
    const before = merged.get(field);
    if (value === null) merged.delete(field);
    else if (isObject(before) && isObject(value)) {
      merged.set(field, strategicMerge(before, value, schema.objects?.[field] ?? {}));
    } else merged.set(field, mergeList(before, value, schema.lists?.[field]));
  }
  return Object.fromEntries(merged);
}

function mergeList(
  original: JsonValue | undefined,
  patch: JsonValue,
  list: { readonly key: string; readonly element: MergeSchema } | undefined,
): JsonValue {
  if (list === undefined || !isObjectList(original) || !isObjectList(patch)) return patch;
  const { key, element } = list;
  const patched = patch.map((item) => {
    const before = original.find((candidate) => candidate[key] === item[key]);
    return before === undefined ? item : strategicMerge(before, item, element);
  });
  const onlyOriginal = original.filter((item) => !patch.some((candidate) => candidate[key] === item[key]));
  const place = (item: JsonObject) => original.findIndex((candidate) => candidate[key] === item[key]);
  return interleave(onlyOriginal, patched, place);
}

/**
 * Joins the elements that only the original has with those of the patch (`mergeSortedSlice`): each list keeps its
 * order, and an element of the original comes before a patch element that followed it in the original.
 */
function interleave(
  onlyOriginal: readonly JsonObject[],
  patched: readonly JsonObject[],
  place: (item: JsonObject) => number,
): readonly JsonObject[] {
  const joined: JsonObject[] = [];
  const waiting = [...onlyOriginal];
  for (const item of patched) {
    while (waiting[0] !== undefined && place(item) >= 0 && place(waiting[0]) < place(item)) {
      joined.push(waiting.shift() as JsonObject);
    }
    joined.push(item);
  }
  return [...joined, ...waiting];
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isObjectList(value: JsonValue | undefined): value is readonly JsonObject[] {
  return Array.isArray(value) && value.every(isObject);
}
