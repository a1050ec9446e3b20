import { anyString, generalNumber } from "./go-text.ts";
import { didYouMean } from "./nearest-name.ts";
import type { FieldType, StructType } from "./schema/field-type.ts";
import type { JsonObject, JsonValue } from "./types.ts";
import type { DocumentPath } from "./yaml-document.ts";

/** A field that is not what its type wants. */
export interface FieldProblem {
  readonly severity: "error" | "warning";
  readonly code: "wrong-type" | "unknown-field";
  readonly path: DocumentPath;
  readonly message: string;
  readonly hint?: string;
}

/** A value as Go would hold it after reading, and what is wrong with it. */
export interface Normalised {
  readonly value: JsonValue | undefined;
  readonly problems: readonly FieldProblem[];
}

/**
 * Reads a JSON value as the controller reads an object: known fields get their Go type, `null` and zero values are
 * dropped, unknown fields are dropped with a warning (in a step: an error, because there Argo refuses them).
 */
export function normalise(type: FieldType, value: JsonValue, path: DocumentPath): Normalised {
  const normaliser = new Normaliser(path);
  return { value: normaliser.read(type, value), problems: normaliser.problems };
}

class Normaliser {
  readonly problems: FieldProblem[] = [];
  readonly #path: (string | number)[];
  #strictDepth = 0;

  constructor(path: DocumentPath) {
    this.#path = [...path];
  }

  /** The value as `type`, or undefined for absence and for a value of another type. */
  read(type: FieldType, given: JsonValue | undefined): JsonValue | undefined {
    const value = given ?? type.whenAbsent;
    if (value === undefined) return undefined;
    switch (type.kind) {
      case "string":
        return this.#string(value, type.emptyMeansAbsent);
      case "anyString":
        return isScalar(value) ? anyString(value) : this.#wrong(value, "a string, number or boolean");
      case "boolean":
        if (typeof value !== "boolean") return this.#wrong(value, "true or false");
        return value || !type.emptyMeansAbsent ? value : undefined;
      case "integer":
        if (!Number.isInteger(value)) return this.#wrong(value, "an integer");
        return value === 0 && type.emptyMeansAbsent ? undefined : value;
      case "number":
        return typeof value === "number" ? value : this.#wrong(value, "a number");
      case "intOrString":
        return typeof value === "string" || Number.isInteger(value)
          ? value
          : this.#wrong(value, "an integer or a string");
      case "quantity":
        return isScalar(value) ? value : this.#wrong(value, "a quantity, for example 500m or 1Gi");
      case "json":
        return value;
      case "object":
        return isObject(value) ? value : this.#wrong(value, "a map");
      case "plugin":
        return this.#plugin(value);
      case "list":
        return Array.isArray(value) ? this.#list(type.element, value) : this.#wrong(value, "a list");
      case "map":
        return isObject(value) ? this.#map(type.element, value) : this.#wrong(value, "a map");
      case "struct":
        return isObject(value) ? this.#struct(type, value) : this.#wrong(value, "a map");
    }
  }

  /** sigs.k8s.io/yaml writes a number or boolean as text where a Go string is wanted; a strict decoder comes before it. */
  #string(value: JsonValue, emptyMeansAbsent: boolean): JsonValue | undefined {
    if (typeof value === "string") return value === "" && emptyMeansAbsent ? undefined : value;
    if (!isScalar(value) || this.#strictDepth > 0) return this.#wrong(value, "a string", quoteHint(value));
    const text = typeof value === "number" ? generalNumber(value) : String(value);
    const message = `${pathText(this.#path)} should be a string, but is ${describe(value)}: argo reads "${text}", kubectl makes the controller refuse it`;
    this.#report("warning", "wrong-type", this.#path, message, quoteHint(value));
    return text;
  }

  #list(element: FieldType, values: readonly JsonValue[]): JsonValue {
    return values.map((value, index) => this.#at(index, () => this.#element(element, value)));
  }

  #map(element: FieldType, values: JsonObject): JsonValue {
    const entries = Object.entries(values).map(
      ([key, value]) => [key, this.#at(key, () => this.#element(element, value))] as const,
    );
    return Object.fromEntries(entries);
  }

  /** Go puts the zero value in the place of a `null` element. */
  #element(type: FieldType, value: JsonValue): JsonValue {
    const read = this.read(type, value) ?? (type.kind === "struct" ? this.read(type, {}) : undefined);
    return read ?? zeroValue(type);
  }

  #struct(type: StructType, given: JsonObject): JsonValue {
    const fields = type.fields();
    const read: [string, JsonValue][] = [];
    if (type.strict) this.#strictDepth++;
    for (const key of Object.keys(given)) if (!Object.hasOwn(fields, key)) this.#unknown(type, key);
    for (const [key, field] of Object.entries(fields)) {
      // Every struct has more fields than a manifest gives, so absent ones must cost nothing.
      if (given[key] === undefined && field.whenAbsent === undefined) continue;
      const value = this.#at(key, () => this.read(field, Object.hasOwn(given, key) ? given[key] : undefined));
      if (value !== undefined) read.push([key, value]);
    }
    if (type.strict) this.#strictDepth--;
    return Object.fromEntries(read);
  }

  /** `Plugin.UnmarshalJSON`: the configuration of exactly one plugin. */
  #plugin(value: JsonValue): JsonValue | undefined {
    if (!isObject(value)) return this.#wrong(value, "a map");
    const count = Object.keys(value).length;
    return count === 1 ? value : this.#wrong(value, `a map with exactly one key (it has ${count})`);
  }

  #at<Result>(step: string | number, read: () => Result): Result {
    this.#path.push(step);
    const result = read();
    this.#path.pop();
    return result;
  }

  #wrong(value: JsonValue, wanted: string, hint?: string): undefined {
    const message = `${pathText(this.#path)} must be ${wanted}, but is ${describe(value)}`;
    this.#report("error", "wrong-type", this.#path, message, hint);
  }

  #unknown(type: StructType, key: string): void {
    const where = this.#path.length === 0 ? `a ${type.name}` : `${pathText(this.#path)} (a ${type.name})`;
    const consequence = type.strict ? "Argo refuses the manifest" : "Argo ignores it";
    const message = `${where} has no field "${key}"; ${consequence}`;
    const hint = didYouMean(key, Object.keys(type.fields()));
    this.#report(type.strict ? "error" : "warning", "unknown-field", [...this.#path, key], message, hint);
  }

  #report(
    severity: FieldProblem["severity"],
    code: FieldProblem["code"],
    path: DocumentPath,
    message: string,
    hint: string | undefined,
  ): void {
    this.problems.push({ severity, code, path: [...path], message, ...(hint !== undefined && { hint }) });
  }
}

/** A path as it is usually written: `spec.templates[0].container.image`. */
export function pathText(path: DocumentPath): string {
  return path.map((step, index) => (typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`)).join("");
}

function zeroValue(type: FieldType): JsonValue {
  if (type.kind === "map" || type.kind === "object") return {};
  if (type.kind === "list") return [];
  return type.kind === "json" ? null : "";
}

function describe(value: JsonValue): string {
  if (Array.isArray(value)) return "a list";
  if (isObject(value)) return "a map";
  return typeof value === "string" ? `the string ${JSON.stringify(value)}` : `the ${typeof value} ${value}`;
}

function quoteHint(value: JsonValue): string | undefined {
  if (typeof value === "number") return "Put it in quotes.";
  return typeof value === "boolean" ? "Put it in quotes: YAML reads y, n, yes, no, on and off as booleans." : undefined;
}

function isScalar(value: JsonValue): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
