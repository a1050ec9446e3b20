import { compareStrings } from "../../expression/go/compare.ts";
import { parseJson } from "../../expression/go/json-parse.ts";
import { escapeJson } from "../../expression/go-format.ts";
import type { JsonValue } from "../../manifest/types.ts";
import { fail, succeed, type ValueResult } from "../variables/variables.ts";

/**
 * JSON with its scalars as they were written: `1.0` stays `1.0` and large numbers keep their digits, because they end
 * up in names of nodes and in arguments (Go: `json.RawMessage`).
 */
export type RawJson =
  | { readonly kind: "number" | "bool" | "null"; readonly text: string }
  /** `text` has the quotes and escapes; `value` is what it means. */
  | { readonly kind: "string"; readonly text: string; readonly value: string }
  | { readonly kind: "list"; readonly items: readonly RawJson[] }
  | { readonly kind: "map"; readonly entries: readonly (readonly [string, RawJson])[] };

const token = /[[\]{},:]|"(?:[^"\\]|\\.)*"|[^\s[\]{},:"]+/g;

type Tokens = Iterator<RegExpExecArray, unknown>;

/** Reads JSON; the error is that of Go's decoder. */
export function parseRawJson(text: string): ValueResult<RawJson> {
  const checked = parseJson(text);
  if (!checked.ok) return fail(checked.error);
  return succeed(read(text.matchAll(token)));
}

function next(tokens: Tokens): string {
  const result = tokens.next();
  if (result.done === true) throw new Error("JSON that was found valid ended early");
  return result.value[0];
}

function read(tokens: Tokens, first = next(tokens)): RawJson {
  if (first === "[") return readList(tokens);
  if (first === "{") return readMap(tokens);
  if (first.startsWith('"')) return { kind: "string", text: first, value: JSON.parse(first) as string };
  if (first === "true" || first === "false") return { kind: "bool", text: first };
  return first === "null" ? { kind: "null", text: first } : { kind: "number", text: first };
}

function readList(tokens: Tokens): RawJson {
  const items: RawJson[] = [];
  for (let current = next(tokens); current !== "]"; current = next(tokens)) {
    if (current !== ",") items.push(read(tokens, current));
  }
  return { kind: "list", items };
}

function readMap(tokens: Tokens): RawJson {
  const entries: (readonly [string, RawJson])[] = [];
  for (let current = next(tokens); current !== "}"; current = next(tokens)) {
    if (current === ",") continue;
    next(tokens);
    entries.push([JSON.parse(current) as string, read(tokens)]);
  }
  return { kind: "map", entries };
}

/** A value of a manifest as the API server stores it: with the keys of maps in the order of their bytes. */
export function rawJsonOf(value: JsonValue): RawJson {
  if (typeof value === "string") return { kind: "string", text: `"${escapeJson(value)}"`, value };
  if (typeof value === "number") return { kind: "number", text: String(value) };
  if (typeof value === "boolean") return { kind: "bool", text: String(value) };
  if (value === null) return { kind: "null", text: "null" };
  if (Array.isArray(value)) return { kind: "list", items: value.map(rawJsonOf) };
  const entries = Object.entries(value).sort(([left], [right]) => compareStrings(left, right));
  return { kind: "map", entries: entries.map(([key, item]) => [key, rawJsonOf(item)]) };
}

/** The text of a value without spaces, as Go's encoder copies raw JSON: `<`, `>` and `&` are escaped. */
export function rawJsonText(value: RawJson): string {
  switch (value.kind) {
    case "list":
      return `[${value.items.map(rawJsonText).join(",")}]`;
    case "map":
      return `{${value.entries.map(([key, item]) => `"${escapeJson(key)}":${rawJsonText(item)}`).join(",")}}`;
    case "string":
      return value.text.replaceAll(/[<>&\u2028\u2029]/g, escapeJson);
    default:
      return value.text;
  }
}
