import type { JsonObject, JsonValue } from "./types.ts";

/** Fields whose values Go keeps as raw JSON, and so replaces as a whole. */
const rawFields: ReadonlySet<string> = new Set(["withItems", "plugin"]);

/**
 * What Go has after reading JSON into a value that is there already (`json.Unmarshal`): what the JSON does not name
 * stays, and that goes for the elements of lists, too, each of which is read over the one in its place.
 */
export function decodeOver<Type extends JsonValue>(present: Type, json: Type): Type {
  return decode(present, json) as Type;
}

function decode(present: JsonValue | undefined, json: JsonValue): JsonValue {
  if (Array.isArray(json)) {
    const items = Array.isArray(present) ? present : [];
    return json.map((item, index) => decode(items[index], item));
  }
  if (!isObject(json) || !isObject(present)) return json;
  const decoded = Object.entries(json).map(([field, value]): [string, JsonValue] => [
    field,
    rawFields.has(field) ? value : decode(present[field], value),
  ]);
  return { ...present, ...Object.fromEntries(decoded) };
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
