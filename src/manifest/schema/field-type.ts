import type { DifferenceId } from "../../releases/differences/index.ts";
import type { JsonValue } from "../types.ts";

/**
 * How a manifest's field is read: the vocabulary of the field tables in this folder, which are the only list of the
 * fields that drydock knows. `null` is everywhere the same as absence.
 */
export type FieldType = WhenAbsent &
  (
    | { readonly kind: "string" | "boolean" | "integer"; readonly emptyMeansAbsent: boolean }
    | { readonly kind: "anyString" | "number" | "intOrString" | "quantity" | "json" | "plugin" }
    | { readonly kind: "object"; readonly fields?: Fields }
    | { readonly kind: "list" | "map"; readonly element: FieldType }
    | StructType
  );

interface WhenAbsent {
  /** Go's zero value, where Go always writes the field out. */
  readonly whenAbsent?: JsonValue;
  /** Whether Go writes the field although it is absent here: its zero value, or `null` for a pointer. */
  readonly written?: "zero" | "null";
  /** A difference of releases without which the field is unknown. */
  readonly onlyWith?: DifferenceId;
  /** A difference of releases with which the field is unknown. */
  readonly onlyWithout?: DifferenceId;
}

/** An object with known fields. */
export interface StructType {
  readonly kind: "struct";
  /** The Go type's name, for messages. */
  readonly name: string;
  /** A function, because templates hold templates. */
  readonly fields: () => Fields;
  /**
   * Whether Argo reads it with its own decoder, which refuses unknown fields and takes no number for a string.
   * Elsewhere unknown fields are passed over, and `argo submit` turns numbers into strings where these are wanted.
   */
  readonly strict: boolean;
}

/** Fields by their JSON name, in the order in which the Go struct declares them: Go writes them out in it. */
export type Fields = { readonly [name: string]: FieldType };

/** A plain Go string: the empty string is the same as absence. */
export const string: FieldType = { kind: "string", emptyMeansAbsent: true };
/** A Go string that is always written out: absence becomes the empty string. */
export const requiredString: FieldType = { kind: "string", emptyMeansAbsent: false, whenAbsent: "" };
/** A Go string pointer: the empty string differs from absence. */
export const optionalString: FieldType = { kind: "string", emptyMeansAbsent: false };
/** Argo's AnyString: numbers and booleans become text. */
export const anyStringField: FieldType = { kind: "anyString" };
/** A Go pointer to a boolean: false differs from absence. */
export const boolean: FieldType = { kind: "boolean", emptyMeansAbsent: false };
/** A plain Go boolean: false is the same as absence. */
export const flag: FieldType = { kind: "boolean", emptyMeansAbsent: true };
/** A Go pointer to an integer, or an integer that is always written out: 0 differs from absence. */
export const integer: FieldType = { kind: "integer", emptyMeansAbsent: false };
/** A plain Go integer: 0 is the same as absence. */
export const count: FieldType = { kind: "integer", emptyMeansAbsent: true };
export const number: FieldType = { kind: "number" };
export const intOrString: FieldType = { kind: "intOrString" };
/** An amount of CPU, memory or the like (`resource.Quantity`). */
export const quantity: FieldType = { kind: "quantity" };
/** Any JSON value, kept as it was written. */
export const json: FieldType = { kind: "json" };
/** A JSON object whose fields the controller only passes on. */
export const object: FieldType = { kind: "object" };

/**
 * A struct of Kubernetes that the controller only passes on: it is kept as it was written, unknown fields and all. The
 * table says in which order Go writes its fields.
 */
export function passedOn(fields: Fields): FieldType {
  return { kind: "object", fields };
}

export function list(element: FieldType): FieldType {
  return { kind: "list", element };
}

export function map(element: FieldType): FieldType {
  return { kind: "map", element };
}

/** A field that Go writes out though it was not given: a struct that is no pointer, or a field without `omitempty`. */
export function written(type: FieldType): FieldType {
  return { ...type, written: "zero" };
}

/** A field that only releases with a difference have. */
export function onlyWith(difference: DifferenceId, type: FieldType): FieldType {
  return { ...type, onlyWith: difference };
}

/** A field that releases with a difference do not have. */
export function onlyWithout(difference: DifferenceId, type: FieldType): FieldType {
  return { ...type, onlyWithout: difference };
}

/** A pointer that Go writes out as `null` when it was not given. */
export function writtenAsNull(type: FieldType): FieldType {
  return { ...type, written: "null" };
}

/** A list or struct that is empty, not absent, when it is not given. */
export function required(type: FieldType): FieldType {
  return { ...type, whenAbsent: type.kind === "list" ? [] : {} };
}

export const strings: FieldType = list(requiredString);
export const stringMap: FieldType = map(requiredString);
export const objects: FieldType = list(object);

/** The table of one Go struct. `Type` makes the compiler check that table and TypeScript type name the same fields. */
export function struct<Type>(name: string, fields: FieldsOf<Type> | (() => FieldsOf<Type>)): StructType {
  let table = typeof fields === "function" ? undefined : fields;
  const make = () => (typeof fields === "function" ? fields() : fields);
  return { kind: "struct", name, strict: false, fields: () => (table ??= make()) };
}

/** A struct that Argo reads strictly. */
export function strictStruct<Type>(name: string, fields: () => FieldsOf<Type>): StructType {
  return { ...struct<Type>(name, fields), strict: true };
}

/** One field type per field of `Type`. */
export type FieldsOf<Type> = { readonly [Name in keyof Type & string]-?: FieldType };
