/** The parts of a selector, and how they are read from their text (`token.go: Parse`). */
import { trimSpace } from "../go/strings.ts";
import { asExpressionProblem, converting, JsonPathProblem, wrongExpressionFormat, wrongFormat } from "./problem.ts";
import { compileScript, type Script } from "./script.ts";

export type Bound = number | Script | undefined;

export type Token =
  | { readonly type: "root" | "current" | "wildcard" | "recursive" | "length" }
  | { readonly type: "key"; readonly key: string }
  | { readonly type: "index"; readonly index: number }
  | { readonly type: "filter" | "script"; readonly script: Script }
  | { readonly type: "range"; readonly from: Bound; readonly to: Bound; readonly step: Bound }
  | { readonly type: "union"; readonly members: readonly (string | number | Script)[] };

/** A part of a subscript: a number, a text, or a separator. `undefined` is a bound that is left open. */
type Part = number | string | undefined;

const INTEGER = /^[+-]?\d+$/;

/** @throws JsonPathProblem when the text is none of the forms of a token */
export function parseToken(given: string): Token {
  const text = trimSpace(given);
  switch (text) {
    case "":
      throw new JsonPathProblem("token", "invalid token. token string is empty");
    case "$":
      return { type: "root" };
    case "@":
      return { type: "current" };
    case "*":
      return { type: "wildcard" };
    case "..":
      return { type: "recursive" };
    case "length":
      return { type: "length" };
  }
  if (!text.startsWith("[")) {
    return { type: "key", key: text };
  }
  const subscript = trimSpace(text.slice(1, -1));
  if (!text.endsWith("]") || subscript === "") {
    throw wrongFormat(text);
  }
  if (subscript === "*") {
    return { type: "wildcard" };
  }
  return subscript.startsWith("?") ? parseFilter(subscript, text) : parseSubscript(subscript, text);
}

function parseFilter(subscript: string, text: string): Token {
  if (!subscript.startsWith("?(") || !subscript.endsWith(")")) {
    throw wrongFormat(text);
  }
  return { type: "filter", script: compileScript(trimSpace(subscript.slice(2, -1))) };
}

function isScript(part: Part): boolean {
  return typeof part === "string" && part.length > 2 && part.startsWith("(") && part.endsWith(")");
}

function isKey(part: Part): boolean {
  return typeof part === "string" && /^(?:'[\s\S]*'|"[\s\S]*")$/.test(part);
}

/** Without the quotes or parentheses around it. */
function inside(part: Part): string {
  return String(part).slice(1, -1);
}

function parseSubscript(subscript: string, text: string): Token {
  const parts = new SubscriptReader(subscript, text).read();
  if (parts.length === 1) {
    return parseSinglePart(parts[0], text);
  }
  const separators = { colons: 0, commas: 0 };
  const values: Part[] = [];
  let previousIsColon = false;
  for (const part of parts) {
    if (part === ":") {
      separators.colons++;
      if (previousIsColon) {
        values.push(undefined);
      }
    } else if (part === ",") {
      separators.commas++;
    } else {
      values.push(part);
    }
    previousIsColon = part === ":";
  }
  if (separators.colons > 0 && separators.commas === 0 && separators.colons <= 2) {
    return parseRange(values, separators.colons);
  }
  if (separators.commas > 0 && separators.colons === 0 && separators.commas < values.length) {
    return { type: "union", members: values.map((value) => parseMember(value, text)) };
  }
  throw wrongFormat(text);
}

function parseSinglePart(part: Part, text: string): Token {
  if (isKey(part)) {
    return { type: "key", key: inside(part) };
  }
  if (isScript(part)) {
    return { type: "script", script: compileScript(inside(part)) };
  }
  if (typeof part === "number") {
    return { type: "index", index: part };
  }
  throw wrongFormat(text);
}

function parseMember(value: Part, text: string): string | number | Script {
  if (isScript(value)) {
    return converting(asExpressionProblem, () => compileScript(inside(value)));
  }
  if (isKey(value)) {
    return inside(value);
  }
  if (typeof value === "number") {
    return value;
  }
  throw wrongFormat(text);
}

function parseRange(values: readonly Part[], colons: number): Token {
  const given = colons === 1 && values.length === 1 ? [...values, undefined] : values;
  if (given.length < 2) {
    throw new JsonPathProblem(
      "other",
      `runtime error: index out of range [${given.length}] with length ${given.length}`,
    );
  }
  const [from, to, step] = given.map(parseBound);
  return { type: "range", from, to, step };
}

function parseBound(value: Part): Bound {
  if (typeof value !== "string") {
    return value;
  }
  if (!isScript(value)) {
    throw wrongExpressionFormat(value);
  }
  return converting(asExpressionProblem, () => compileScript(inside(value)));
}

/** Takes a subscript such as `1:(@.length-1)` or `'a','b'` to pieces. */
class SubscriptReader {
  readonly #subscript: string;
  readonly #text: string;
  readonly #parts: Part[] = [];
  #buffer = "";
  #open = 0;
  #closed = 0;
  #quote: "'" | '"' | undefined;

  constructor(subscript: string, text: string) {
    this.#subscript = subscript;
    this.#text = text;
  }

  read(): Part[] {
    let index = 0;
    for (const character of this.#subscript) {
      this.#buffer += character;
      this.#step(character, index);
      index += Buffer.byteLength(character);
    }
    if (this.#buffer !== "") {
      this.#parts.push(INTEGER.test(this.#buffer) ? Number(this.#buffer) : this.#buffer);
    }
    return this.#parts;
  }

  get #isInScript(): boolean {
    return this.#open !== this.#closed;
  }

  #step(character: string, index: number): void {
    switch (character) {
      case " ":
        if (this.#quote === undefined && !this.#isInScript) {
          this.#buffer = trimSpace(this.#buffer);
        }
        break;
      case "(":
        this.#open += this.#quote === undefined ? 1 : 0;
        break;
      case ")":
        this.#closeScript();
        break;
      case "'":
      case '"':
        this.#readQuote(character);
        break;
      case ":":
      case ",":
        if (this.#quote === undefined && !this.#isInScript) {
          this.#separate(character, index);
        }
        break;
    }
  }

  #closeScript(): void {
    this.#closed++;
    if (this.#isInScript) {
      return;
    }
    if (!isScript(this.#buffer)) {
      throw wrongExpressionFormat(this.#buffer);
    }
    this.#take(this.#buffer);
  }

  #take(part: Part): void {
    this.#parts.push(part);
    this.#buffer = "";
  }

  #readQuote(quote: "'" | '"'): void {
    if ((this.#quote !== undefined && this.#quote !== quote) || this.#isInScript) {
      return;
    }
    if (this.#buffer.length > 1 && this.#buffer.at(-2) === "\\") {
      this.#buffer = this.#buffer.slice(0, -2) + quote;
      return;
    }
    if (this.#quote === undefined) {
      this.#quote = quote;
      if (this.#buffer !== quote) {
        throw wrongFormat(this.#text);
      }
      return;
    }
    this.#quote = undefined;
    if (!isKey(this.#buffer)) {
      throw wrongFormat(this.#text);
    }
    this.#take(this.#buffer);
  }

  #separate(separator: ":" | ",", index: number): void {
    const part = this.#buffer.slice(0, -1);
    if (part !== "") {
      if (separator === ":" && !INTEGER.test(part)) {
        throw wrongFormat(this.#text);
      }
      this.#parts.push(INTEGER.test(part) ? Number(part) : part);
    } else if (separator === ":" && index === 0) {
      this.#parts.push(undefined);
    }
    this.#take(separator);
  }
}
