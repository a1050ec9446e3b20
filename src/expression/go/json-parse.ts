/** encoding/json's reading of texts, with its error messages. */

import { deepestNesting, tooDeep } from "../size-limit.ts";
import { GoMap, GoSlice, type GoValue } from "../value.ts";
import { encodeUtf8 } from "./bytes.ts";
import { quoteRune } from "./quote.ts";

export type ParsedJson =
  | { readonly ok: true; readonly value: GoValue }
  | { readonly ok: false; readonly error: string };

class JsonSyntaxError extends Error {}

const LONE_SURROGATE = /\p{Cs}/gu;
const UNEXPECTED_END = "unexpected end of JSON input";
const MAX_DEPTH = 10_000;
const BRACKETS = /[[\]{}]|"(?:[^"\\]|\\[\s\S])*"/g;
const SPACES = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON strings may not hold control characters
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;

/** `json.Unmarshal` into an `interface {}`: objects become `map[string]interface {}`, numbers float64. */
export function parseJson(text: string): ParsedJson {
  try {
    const reader = new JsonReader(text);
    const value = reader.readValue();
    reader.expectEnd();
    return { ok: true, value };
  } catch (error) {
    if (error instanceof JsonSyntaxError) {
      return { ok: false, error: error.message };
    }
    throw error;
  }
}

/** `json.Valid`. */
export function isValidJson(text: string): boolean {
  return parseJson(text).ok;
}

class JsonReader {
  readonly #text: string;
  #position = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  readValue(): GoValue {
    this.#skipSpaces();
    switch (this.#peek()) {
      case "{":
        return this.#readNested(() => this.#readObject());
      case "[":
        return this.#readNested(() => this.#readArray());
      case '"':
        return this.#readString();
      case "t":
        return this.#readLiteral("true", true);
      case "f":
        return this.#readLiteral("false", false);
      case "n":
        return this.#readLiteral("null", null);
      default:
        return this.#readNumber();
    }
  }

  expectEnd(): void {
    this.#skipSpaces();
    if (this.#position < this.#text.length) {
      throw this.#unexpected("after top-level value");
    }
  }

  #peek(): string {
    return this.#text[this.#position] ?? "";
  }

  #skipSpaces(): void {
    SPACES.lastIndex = this.#position;
    SPACES.test(this.#text);
    this.#position = SPACES.lastIndex;
  }

  #unexpected(where: string, position = this.#position): JsonSyntaxError {
    return position < this.#text.length ? this.#invalid(where, position) : new JsonSyntaxError(UNEXPECTED_END);
  }

  /** Inside of a number, a literal or an escape the end of the text is taken for a space. */
  #invalid(where: string, position: number): JsonSyntaxError {
    const character = String.fromCodePoint(this.#text.codePointAt(position) ?? 0x20);
    // Go's scanner sees bytes and shows each as a character of its own.
    const codePoint = encodeUtf8(character)[0] ?? 0x20;
    return new JsonSyntaxError(`invalid character ${quoteRune(String.fromCodePoint(codePoint))} ${where}`);
  }

  #readNested(read: () => GoValue): GoValue {
    if (++this.#depth > deepestNesting) {
      throw this.#depthProblem();
    }
    const value = read();
    this.#depth--;
    return value;
  }

  /** Go goes on to 10,000 levels, which is an error like any other. */
  #depthProblem(): Error {
    let depth = 0;
    for (const { 0: token, index } of this.#text.matchAll(BRACKETS)) {
      if (token === "[" || token === "{") depth++;
      else if (token === "]" || token === "}") depth--;
      if (depth > MAX_DEPTH) return this.#invalid("exceeded max depth", index);
    }
    return tooDeep("a JSON value");
  }

  #readObject(): GoMap {
    const map = new GoMap();
    this.#position++;
    this.#skipSpaces();
    if (this.#peek() === "}") {
      this.#position++;
      return map;
    }
    for (;;) {
      this.#skipSpaces();
      if (this.#peek() !== '"') {
        throw this.#unexpected("looking for beginning of object key string");
      }
      const key = this.#readString();
      this.#skipSpaces();
      if (this.#peek() !== ":") {
        throw this.#unexpected("after object key");
      }
      this.#position++;
      map.set(key, this.readValue());
      this.#skipSpaces();
      const next = this.#peek();
      if (next !== "," && next !== "}") {
        throw this.#unexpected("after object key:value pair");
      }
      this.#position++;
      if (next === "}") {
        return map;
      }
    }
  }

  #readArray(): GoSlice {
    const items: GoValue[] = [];
    this.#position++;
    this.#skipSpaces();
    if (this.#peek() === "]") {
      this.#position++;
      return GoSlice.of(items);
    }
    for (;;) {
      items.push(this.readValue());
      this.#skipSpaces();
      const next = this.#peek();
      if (next !== "," && next !== "]") {
        throw this.#unexpected("after array element");
      }
      this.#position++;
      if (next === "]") {
        return GoSlice.of(items);
      }
    }
  }

  #readString(): string {
    STRING.lastIndex = this.#position;
    const match = STRING.exec(this.#text);
    if (match === null) {
      throw this.#stringProblem();
    }
    this.#position = STRING.lastIndex;
    return (JSON.parse(match[0]) as string).replace(LONE_SURROGATE, "\ufffd");
  }

  /** Finds the character at which a malformed string stops being one. */
  #stringProblem(): JsonSyntaxError {
    let position = this.#position + 1;
    for (;;) {
      const character = this.#text[position];
      if (character === undefined || character < " ") {
        return this.#unexpected("in string literal", position);
      }
      if (character !== "\\") {
        position++;
        continue;
      }
      const letter = this.#text[position + 1] ?? "";
      if (!'"\\/bfnrtu'.includes(letter) || letter === "") {
        return this.#invalid("in string escape code", position + 1);
      }
      position += 2;
      for (let digit = 0; letter === "u" && digit < 4; digit++, position++) {
        if (!/[\da-fA-F]/.test(this.#text[position] ?? "")) {
          return this.#invalid("in \\u hexadecimal character escape", position);
        }
      }
    }
  }

  #readLiteral<T extends GoValue>(literal: string, value: T): T {
    for (let index = 1; index < literal.length; index++) {
      if (this.#text[this.#position + index] !== literal[index]) {
        const where = `in literal ${literal} (expecting '${literal[index]}')`;
        throw this.#invalid(where, this.#position + index);
      }
    }
    this.#position += literal.length;
    return value;
  }

  #readNumber(): number {
    NUMBER.lastIndex = this.#position;
    const match = NUMBER.exec(this.#text);
    if (match === null) {
      if (this.#peek() === "-") {
        throw this.#invalid("in numeric literal", this.#position + 1);
      }
      throw this.#unexpected("looking for beginning of value");
    }
    this.#position = NUMBER.lastIndex;
    this.#checkAfterNumber(match[0]);
    const value = Number(match[0]);
    if (!Number.isFinite(value)) {
      throw new JsonSyntaxError(`json: cannot unmarshal number ${match[0]} into Go value of type float64`);
    }
    return value;
  }

  /** `1.` and `1e` stop in the middle of a number. */
  #checkAfterNumber(number: string): void {
    const next = this.#peek();
    if (next === "." && !/[.eE]/.test(number)) {
      throw this.#invalid("after decimal point in numeric literal", this.#position + 1);
    }
    if ((next === "e" || next === "E") && !/[eE]/.test(number)) {
      const signed = /[+-]/.test(this.#text[this.#position + 1] ?? "");
      throw this.#invalid("in exponent of numeric literal", this.#position + (signed ? 2 : 1));
    }
  }
}
