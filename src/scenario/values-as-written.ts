import type { JsonObject, JsonValue } from "../manifest/types.ts";
import type { YamlDocument } from "../manifest/yaml-document.ts";

/** The fields of a scenario that hold texts, whatever they look like: values by name, and single ones. */
const textMaps: ReadonlySet<string> = new Set(["parameters", "environment", "choices"]);
const textFields: ReadonlySet<string> = new Set(["result"]);

/**
 * The document with the values of parameters as they were written: `argo submit -p version=1.10` passes on `1.10`, and
 * not the number 1.1.
 */
export function valuesAsWritten(document: YamlDocument): YamlDocument {
  const { texts } = document;
  return {
    value: withTexts(document.value, texts),
    texts,
    position: (path) => document.position(path),
    valuePosition: (path) => document.valuePosition(path),
  };
}

function withTexts(value: JsonValue, written: JsonValue): JsonValue {
  if (Array.isArray(value)) {
    return value.map((item, index) => withTexts(item, Array.isArray(written) ? (written[index] ?? null) : null));
  }
  if (!isObject(value) || !isObject(written)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]) => {
      const text = written[field] ?? null;
      const isText = textMaps.has(field) ? isObject(inner) : textFields.has(field) && !isObject(inner);
      return [field, isText ? text : withTexts(inner, text)];
    }),
  );
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
