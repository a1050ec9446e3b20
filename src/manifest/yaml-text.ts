import type { JsonObject, JsonValue } from "./types.ts";
import { resolveScalar } from "./yaml-scalar.ts";

/** Where a line of text is broken at the next space. */
const bestWidth = 80;

/**
 * JSON as YAML in the style of go-yaml (`yaml.Marshal` of sigs.k8s.io/yaml): keys in their order by name, lists not
 * indented below their key, texts quoted only where they would be read as something else.
 */
export function yamlText(value: JsonValue): string {
  if (isEmpty(value)) return `${emptyText(value)}\n`;
  if (Array.isArray(value)) return list(value, 0);
  if (isObject(value)) return map(value, 0);
  return `${scalar(value, 0, 0)}\n`;
}

function map(object: JsonObject, indent: number): string {
  return Object.keys(object)
    .sort(byNaturalOrder)
    .map((key, index) => `${index === 0 ? "" : " ".repeat(indent)}${entry(key, object[key] ?? null, indent)}`)
    .join("");
}

function entry(key: string, value: JsonValue, indent: number): string {
  const name = plainOrQuoted(key, indent, 0, false);
  if (isEmpty(value)) return `${name}: ${emptyText(value)}\n`;
  if (Array.isArray(value)) return `${name}:\n${" ".repeat(indent)}${list(value, indent)}`;
  if (isObject(value)) return `${name}:\n${" ".repeat(indent + 2)}${map(value, indent + 2)}`;
  return `${name}: ${scalar(value, indent + name.length + 2, indent + 2)}\n`;
}

function list(items: readonly JsonValue[], indent: number): string {
  return items.map((item, index) => `${index === 0 ? "" : " ".repeat(indent)}- ${element(item, indent)}`).join("");
}

function element(item: JsonValue, indent: number): string {
  if (isEmpty(item)) return `${emptyText(item)}\n`;
  if (Array.isArray(item)) return list(item, indent + 2);
  if (isObject(item)) return map(item, indent + 2);
  return `${scalar(item, indent + 2, indent + 2)}\n`;
}

function isEmpty(value: JsonValue): value is JsonObject | readonly JsonValue[] {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

function emptyText(value: JsonObject | readonly JsonValue[]): string {
  return Array.isArray(value) ? "[]" : "{}";
}

/**
 * @param column where the text begins
 * @param indent where its next lines begin
 */
function scalar(value: JsonValue, column: number, indent: number): string {
  if (typeof value !== "string") return String(value);
  const canBeLiteral = value.includes("\n") && !hasSpecialCharacters(value) && !/ (?:\n|$)/.test(value);
  if (canBeLiteral) return literal(value, indent);
  return plainOrQuoted(value, column, indent, !value.includes("\n"));
}

function plainOrQuoted(text: string, column: number, indent: number, mayBreak: boolean): string {
  const isString = typeof resolveScalar(text) === "string" && !isTimestamp(text) && text !== "<<" && !base60.test(text);
  if (!isString || hasSpecialCharacters(text) || text.includes("\n")) return doubleQuoted(text);
  if (isPlain(text)) return mayBreak ? folded(text, column, indent) : text;
  const quoted = text.replaceAll("'", "''");
  return `'${mayBreak ? folded(quoted, column + 1, indent) : quoted}'`;
}

const base60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const timestamp = /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]|\s+)\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d*)?(?:Z|[-+]\d{2}:\d{2})?)?$/;

function isTimestamp(text: string): boolean {
  return timestamp.test(text);
}

/** Whether a text outside of brackets means itself without quotes (`yaml_emitter_analyze_scalar`). */
function isPlain(text: string): boolean {
  if (text === "" || /^\s|\s$/.test(text) || /^(?:---|\.\.\.)/.test(text)) return false;
  if (/^[#,[\]{}&*!|>'"%@`]/.test(text) || /^[?:-](?:\s|$)/.test(text)) return false;
  return !/:(?:\s|$)|\s#/.test(text);
}

/** What only double quotes can hold. */
function hasSpecialCharacters(text: string): boolean {
  return /[^\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u.test(text);
}

const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\0": "\\0",
  "\x07": "\\a",
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\v": "\\v",
  "\f": "\\f",
  "\r": "\\r",
  "\x1b": "\\e",
  "\ufeff": "\\uFEFF",
};

function doubleQuoted(text: string): string {
  const inside = Array.from(text, (character) => {
    const known = escapes[character];
    if (known !== undefined) return known;
    if (!hasSpecialCharacters(character)) return character;
    const code = character.codePointAt(0) ?? 0;
    return code <= 0xff ? `\\x${hex(code, 2)}` : code <= 0xffff ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
  });
  return `"${inside.join("")}"`;
}

function hex(code: number, width: number): string {
  return code.toString(16).toUpperCase().padStart(width, "0");
}

/** Lines as they are, indented; with a mark for how the text ends and, where it begins with a space, for how deep. */
function literal(text: string, indent: number): string {
  const begins = /^[ \n]/.test(text) ? "2" : "";
  const ends = text.endsWith("\n") ? (text === "\n" || text.endsWith("\n\n") ? "+" : "") : "-";
  const body = text.endsWith("\n") ? text.slice(0, -1) : text;
  const lines = body.split("\n").map((line) => (line === "" ? "" : `${" ".repeat(indent)}${line}`));
  return `|${begins}${ends}\n${lines.join("\n")}`;
}

/** Breaks a line at the first single space behind the width. */
function folded(text: string, column: number, indent: number): string {
  let at = column;
  let result = "";
  for (let index = 0; index < text.length; index++) {
    const isSingleSpace =
      text[index] === " " && index > 0 && index < text.length - 1 && text[index - 1] !== " " && text[index + 1] !== " ";
    if (isSingleSpace && at > bestWidth) {
      result += `\n${" ".repeat(indent)}`;
      at = indent;
    } else {
      result += text[index];
      at++;
    }
  }
  return result;
}

/** Numbers in names count as numbers (`keyList.Less`). */
function byNaturalOrder(left: string, right: string): number {
  const [a = [], b = []] = [left, right].map((text): readonly string[] => text.match(/\d+|\D/g) ?? []);
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const [x = "", y = ""] = [a[index], b[index]];
    if (x === y) continue;
    const [isLetterX, isLetterY] = [/^\p{L}/u.test(x), /^\p{L}/u.test(y)];
    if (isLetterX !== isLetterY) return isLetterX ? 1 : -1;
    const difference = Number(x) - Number(y);
    if (!Number.isNaN(difference) && difference !== 0) return difference;
    return x < y ? -1 : 1;
  }
  return a.length - b.length;
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
