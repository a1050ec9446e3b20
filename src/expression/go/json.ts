/** encoding/json's writing of values. */

import { BYTES, UINT8 } from "../types.ts";
import { GoFunction, GoInteger, GoMap, GoPanic, GoSlice, GoStruct, type GoValue, typeName } from "../value.ts";
import { expectShallowValue } from "../value-depth.ts";
import { toBase64 } from "./bytes.ts";
import { sortedEntries } from "./format.ts";
import { formatJsonFloat } from "./number.ts";
import { GoTime } from "./time.ts";

const UNESCAPED = /^[ !#-%'-;=?-[\]-\u007f]*$/;

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

const NEEDS_ESCAPE = /["\\\p{Cc}<>&\u2028\u2029]/gu;
const NEEDS_ESCAPE_IN_RAW = /["\\\p{Cc}\u2028\u2029]/gu;

function escapeCharacter(character: string): string {
  // Go leaves DEL and the C1 controls as they are.
  return character >= "\u007f" && character <= "\u009f"
    ? character
    : (ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** The inside of a JSON string as `json.Marshal` writes it: `<`, `>` and `&` are escaped too. */
export function escapeJson(text: string): string {
  return UNESCAPED.test(text) ? text : text.replace(NEEDS_ESCAPE, escapeCharacter);
}

export interface JsonOptions {
  /** False leaves `<`, `>` and `&` as they are (`SetEscapeHTML(false)`). */
  readonly escapesHtml?: boolean;
  /** Indentation per level, as `json.MarshalIndent` takes it; one line without it. */
  readonly indent?: string;
}

/**
 * `json.Marshal`: keys sorted, no spaces unless an indentation is asked for.
 *
 * @throws GoPanic with encoding/json's message for values that JSON cannot hold
 */
export function marshalJson(value: GoValue, options: JsonOptions = {}): string {
  expectShallowValue(value);
  return write(value, options, options.indent === undefined ? undefined : "\n");
}

/** `lineBreak` is the newline and indentation of the current level, or undefined for compact output. */
function write(value: GoValue, options: JsonOptions, lineBreak: string | undefined): string {
  if (typeof value === "string") {
    return writeString(value, options);
  }
  if (typeof value === "number") {
    return writeFloat(value);
  }
  if (value instanceof GoSlice && value.isNil) {
    return "null";
  }
  if (value instanceof GoSlice && value.type.text === BYTES.text) {
    return `"${toBase64(bytesOf(value))}"`;
  }
  if (value instanceof GoSlice) {
    return wrap(
      "[",
      value.items.map((item) => write(item, options, deeper(lineBreak, options))),
      "]",
      options,
      lineBreak,
    );
  }
  if (value instanceof GoMap) {
    return writeMap(value, options, lineBreak);
  }
  if (value instanceof GoTime) {
    return `"${value.toJson()}"`;
  }
  if (value instanceof GoStruct) {
    return writeFields([...value.fields], options, lineBreak);
  }
  if (value instanceof GoFunction) {
    throw new GoPanic(`json: unsupported type: ${typeName(value)}`);
  }
  return String(value instanceof GoInteger ? value.value : value);
}

function deeper(lineBreak: string | undefined, options: JsonOptions): string | undefined {
  return lineBreak === undefined ? undefined : lineBreak + (options.indent ?? "");
}

/** A `[]uint8`. */
export function sliceOfBytes(bytes: Uint8Array): GoSlice {
  return new GoSlice(
    BYTES,
    Array.from(bytes, (byte) => new GoInteger(UINT8, BigInt(byte))),
  );
}

/** The bytes of a `[]uint8`. */
export function bytesOf(slice: GoSlice): Uint8Array {
  return Uint8Array.from(slice.items, (item) => (item instanceof GoInteger ? Number(item.value) : 0));
}

function writeString(text: string, options: JsonOptions): string {
  if (options.escapesHtml === false) {
    return `"${text.replace(NEEDS_ESCAPE_IN_RAW, escapeCharacter)}"`;
  }
  return `"${escapeJson(text)}"`;
}

function writeFloat(value: number): string {
  const text = formatJsonFloat(value);
  if (text === undefined) {
    throw new GoPanic(`json: unsupported value: ${Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf"}`);
  }
  return text;
}

function writeMap(map: GoMap, options: JsonOptions, lineBreak: string | undefined): string {
  const keyKind = map.type.key?.kind ?? "string";
  if (keyKind !== "string" && !/^u?int\d*$/.test(keyKind)) {
    throw new GoPanic(`json: unsupported type: ${map.type.text}`);
  }
  const entries = sortedEntries(map).map(
    ({ key, value }) => [String(key instanceof GoInteger ? key.value : key), value] as const,
  );
  return writeFields(entries, options, lineBreak);
}

function writeFields(
  fields: readonly (readonly [string, GoValue])[],
  options: JsonOptions,
  lineBreak: string | undefined,
): string {
  const separator = lineBreak === undefined ? ":" : ": ";
  const inner = deeper(lineBreak, options);
  const texts = fields.map(([name, item]) => writeString(name, options) + separator + write(item, options, inner));
  return wrap("{", texts, "}", options, lineBreak);
}

function wrap(
  open: string,
  items: readonly string[],
  close: string,
  options: JsonOptions,
  lineBreak: string | undefined,
): string {
  if (items.length === 0 || lineBreak === undefined) {
    return open + items.join(",") + close;
  }
  const inner = lineBreak + (options.indent ?? "");
  return open + inner + items.join(`,${inner}`) + lineBreak + close;
}
