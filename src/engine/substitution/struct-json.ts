import { compareStrings } from "../../expression/go/compare.ts";
import { formatJsonFloat } from "../../expression/go/number.ts";
import { escapeJson, marshalJson } from "../../expression/go-format.ts";
import { fromPlain } from "../../expression/value.ts";
import { normalise } from "../../manifest/normalise.ts";
import { canonicalQuantity } from "../../manifest/quantity.ts";
import type { Fields, FieldType } from "../../manifest/schema/field-type.ts";
import type { JsonObject, JsonValue } from "../../manifest/types.ts";
import type { Release } from "../../releases/release.ts";

/**
 * The JSON text that Go makes of a value of a manifest (`json.Marshal` of the struct): fields in the order of the
 * struct, those without `omitempty` always there, maps in the order of their keys.
 */
export function structJson(type: FieldType, value: unknown, release: Pick<Release, "has">): string {
  return new StructWriter(release).write(type, value as JsonValue);
}

/** What Go reads from the JSON text of a struct, as the loader of manifests would have it. */
export function readStructJson(type: FieldType, json: string): unknown {
  return normalise(type, JSON.parse(json) as JsonValue, []).value;
}

class StructWriter {
  readonly #release: Pick<Release, "has">;

  constructor(release: Pick<Release, "has">) {
    this.#release = release;
  }

  write(type: FieldType, value: JsonValue): string {
    switch (type.kind) {
      case "string":
      case "anyString":
        return quoted(String(value));
      case "quantity":
        return quoted(canonicalQuantity(String(value)) ?? String(value));
      case "number":
        return formatJsonFloat(value as number) ?? "null";
      case "list":
        return Array.isArray(value) ? this.#list(type.element, value) : untyped(value);
      case "map":
        return isObject(value) ? this.#map(type.element, value) : untyped(value);
      case "struct":
        return isObject(value) ? this.#struct(type.fields(), value) : untyped(value);
      case "object":
        return isObject(value) && type.fields !== undefined ? this.#struct(type.fields, value) : untyped(value);
      default:
        return untyped(value);
    }
  }

  #list(element: FieldType, list: readonly JsonValue[]): string {
    return `[${list.map((item) => this.write(element, item)).join(",")}]`;
  }

  #map(element: FieldType, map: JsonObject): string {
    const keys = Object.keys(map).sort(compareStrings);
    return braces(keys.map((key) => `${quoted(key)}:${this.write(element, map[key] ?? null)}`));
  }

  #struct(fields: Fields, given: JsonObject): string {
    const texts: string[] = [];
    // Every struct has more fields than a manifest gives, so absent ones must cost nothing.
    for (const name in fields) {
      const text = this.#field(fields[name] as FieldType, given[name]);
      if (text !== undefined) texts.push(`"${name}":${text}`);
    }
    const unknown = Object.keys(given).filter((name) => !Object.hasOwn(fields, name));
    for (const name of unknown.sort(compareStrings)) texts.push(`${quoted(name)}:${untyped(given[name] ?? null)}`);
    return braces(texts);
  }

  /** Nothing for a field that Go leaves out: a zero value under `omitempty`, or one that the release does not know. */
  #field(type: FieldType, value: JsonValue | undefined): string | undefined {
    if (!this.#isKnown(type)) return undefined;
    const isAlwaysThere = type.whenAbsent !== undefined || type.written !== undefined;
    if (value === undefined || value === null) {
      return isAlwaysThere ? this.#absent(type) : undefined;
    }
    return isAlwaysThere || !isEmpty(type, value) ? this.write(type, value) : undefined;
  }

  #isKnown({ onlyWith, onlyWithout }: FieldType): boolean {
    if (onlyWith !== undefined && !this.#release.has(onlyWith)) return false;
    return onlyWithout === undefined || !this.#release.has(onlyWithout);
  }

  #absent(type: FieldType): string {
    if (type.written === "null") return "null";
    if (type.whenAbsent !== undefined) return this.write(type, type.whenAbsent);
    switch (type.kind) {
      case "string":
        return '""';
      case "integer":
        return "0";
      default:
        return this.write(type, {});
    }
  }
}

/** Values without a Go struct, and what Kubernetes would refuse where it wants one. */
function untyped(value: JsonValue): string {
  return marshalJson(fromPlain(value));
}

function isEmpty(type: FieldType, value: JsonValue): boolean {
  switch (type.kind) {
    case "string":
    case "boolean":
    case "integer":
      return type.emptyMeansAbsent && (value === "" || value === false || value === 0);
    case "list":
      return Array.isArray(value) && value.length === 0;
    case "map":
      return isObject(value) && Object.keys(value).length === 0;
    default:
      return false;
  }
}

function quoted(text: string): string {
  return `"${escapeJson(text)}"`;
}

function braces(members: readonly string[]): string {
  return `{${members.join(",")}}`;
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
