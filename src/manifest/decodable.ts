import { canonicalQuantity } from "./quantity.ts";
import type { Fields, FieldType } from "./schema/field-type.ts";
import type { JsonObject, JsonValue } from "./types.ts";

/**
 * Whether Go's `json.Unmarshal` reads a value into a struct of this type. It takes no number for a string, no string for
 * a boolean, no fraction for an integer; `null` goes for everything, and unknown fields are passed over.
 */
export function isDecodable(type: FieldType, value: JsonValue): boolean {
  if (value === null) return true;
  switch (type.kind) {
    case "string":
      return typeof value === "string";
    case "anyString":
      return isScalar(value);
    case "boolean":
      return typeof value === "boolean";
    case "integer":
      return Number.isInteger(value);
    case "number":
      return typeof value === "number";
    case "intOrString":
      return typeof value === "string" || Number.isInteger(value);
    case "quantity":
      return (typeof value === "string" || typeof value === "number") && canonicalQuantity(String(value)) !== undefined;
    case "list":
      return Array.isArray(value) && value.every((item) => isDecodable(type.element, item));
    case "map":
      return isObject(value) && Object.values(value).every((item) => isDecodable(type.element, item));
    case "struct":
      return isObject(value) && areDecodable(type.fields(), value);
    case "object":
      return isObject(value) && (type.fields === undefined || areDecodable(type.fields, value));
    case "plugin":
      return isObject(value) && Object.keys(value).length === 1;
    case "json":
      return true;
  }
}

function areDecodable(fields: Fields, given: JsonObject): boolean {
  return Object.entries(given).every(([name, value]) => {
    const type = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return type === undefined || isDecodable(type, value);
  });
}

function isScalar(value: JsonValue): boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
