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

/** A patch that Kubernetes refuses: an element without its key, or an instruction that it does not know. */
class RefusedPatch extends Error {}

/**
 * Lays `patch` over `original` (`strategicpatch.StrategicMergePatch`): objects are merged field by field, `null`
 * removes a field, keyed lists are merged element by element, everything else of the patch replaces the original's.
 * `$patch: replace` and `$patch: delete` in an object or list element, and `$retainKeys`, do what they say. Undefined
 * for a patch that cannot be applied.
 */
export function strategicMergePatch(
  original: JsonObject,
  patch: JsonObject,
  schema: MergeSchema,
): JsonObject | undefined {
  try {
    return strategicMerge(original, patch, schema);
  } catch (error) {
    if (error instanceof RefusedPatch) return undefined;
    throw error;
  }
}

/** The same for a patch that was read from a manifest, and so holds nothing that could be refused. */
export function strategicMerge(original: JsonObject, patch: JsonObject, schema: MergeSchema): JsonObject {
  for (const field in patch) if (field.startsWith("$")) return follow(original, patch, schema);
  const merged = new Map(Object.entries(original));
  for (const [field, value] of Object.entries(patch)) {
    const before = merged.get(field);
    if (value === null) merged.delete(field);
    else if (before === undefined) merged.set(field, withoutNulls(value));
    else if (isObject(before) && isObject(value)) {
      merged.set(field, strategicMerge(before, value, schema.objects?.[field] ?? {}));
    } else merged.set(field, mergeList(before, value, schema.lists?.[field]));
  }
  return Object.fromEntries(merged);
}

/** There is nothing that the `null`s of a new field could remove. The value itself if it has none. */
function withoutNulls(value: JsonValue): JsonValue {
  if (typeof value !== "object" || value === null || !holdsNull(value)) return value;
  if (Array.isArray(value)) return value.map(withoutNulls);
  const kept = Object.entries(value).filter(([, field]) => field !== null);
  return Object.fromEntries(kept.map(([name, field]) => [name, withoutNulls(field)]));
}

function holdsNull(value: JsonValue): boolean {
  if (typeof value !== "object" || value === null) return value === null;
  for (const name in value) if (holdsNull((value as JsonObject)[name] ?? null)) return true;
  return false;
}

const orderPrefix = "$setElementOrder/";

/** Does what the instructions of a patch say. */
function follow(
  original: JsonObject,
  { $patch: instruction, $retainKeys: retained, ...patch }: JsonObject,
  schema: MergeSchema,
): JsonObject {
  if (instruction === "replace") return patch;
  if (instruction === "delete") return {};
  if (instruction !== undefined) throw new RefusedPatch();
  const orders = Object.entries(patch).filter(([field]) => field.startsWith(orderPrefix));
  const fields = Object.fromEntries(Object.entries(patch).filter(([field]) => !field.startsWith("$")));
  const merged = strategicMerge(retained === undefined ? original : retain(original, fields, retained), fields, schema);
  const ordered = orders.map(([field, order]): [string, JsonValue] => {
    const name = field.slice(orderPrefix.length);
    return [name, inOrder(merged[name] ?? [], order, original[name], schema.lists?.[name]?.key ?? "")];
  });
  return { ...merged, ...Object.fromEntries(ordered) };
}

/** Puts those elements of a list in order that the order names; the others keep their places among them. */
function inOrder(merged: JsonValue, order: JsonValue, original: JsonValue | undefined, key: string): JsonValue {
  if (!isObjectList(merged) || !isObjectList(order)) throw new RefusedPatch();
  const before = isObjectList(original) ? original : [];
  const place = (list: readonly JsonObject[], item: JsonObject) => list.findIndex((one) => one[key] === item[key]);
  const named = merged.filter((item) => place(order, item) >= 0);
  const others = merged.filter((item) => place(order, item) < 0);
  const sorted = named.sort((left, right) => place(order, left) - place(order, right));
  return interleave(others, sorted, (item) => place(before, item));
}

/** The original with the named fields alone; the patch may have no others. */
function retain(original: JsonObject, patch: JsonObject, retained: JsonValue): JsonObject {
  if (!Array.isArray(retained) || !Object.keys(patch).every((field) => retained.includes(field))) {
    throw new RefusedPatch();
  }
  return Object.fromEntries(Object.entries(original).filter(([field]) => retained.includes(field)));
}

function mergeList(
  original: JsonValue | undefined,
  patch: JsonValue,
  list: { readonly key: string; readonly element: MergeSchema } | undefined,
): JsonValue {
  if (list === undefined || !Array.isArray(original) || !Array.isArray(patch)) return patch;
  if (original.length === 0 || patch.length === 0) return patch.length === 0 ? original : patch;
  if (!isObjectList(original) || !isObjectList(patch)) throw new RefusedPatch();
  const { key, element } = list;
  if (patch.some((item) => item.$patch === "replace")) return patch.filter((item) => item.$patch === undefined);
  if (patch.some((item) => item[key] === undefined || (item.$patch ?? "delete") !== "delete")) throw new RefusedPatch();
  const isIt = (item: JsonObject) => (candidate: JsonObject) => candidate[key] === item[key];
  const kept = original.filter((item) => !patch.some((removed) => removed.$patch === "delete" && isIt(item)(removed)));
  const added = patch.filter((item) => item.$patch === undefined);
  const patched = added.map((item) => {
    const before = kept.find(isIt(item));
    return before === undefined ? item : strategicMerge(before, item, element);
  });
  const onlyOriginal = kept.filter((item) => !added.some(isIt(item)));
  return interleave(onlyOriginal, patched, (item) => original.findIndex(isIt(item)));
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
