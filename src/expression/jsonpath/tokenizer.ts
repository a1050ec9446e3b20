/** Splits a selector such as `$.a[0]..b` into its parts (`token.go: Tokenize`). */
import { deepestNesting, tooDeep } from "../size-limit.ts";
import { JsonPathProblem } from "./problem.ts";

function unexpected(character: string, index: number): JsonPathProblem {
  return new JsonPathProblem("other", `unexpected token '${character}' at index ${index}`);
}

/** @throws JsonPathProblem when the selector does not begin as one */
export function tokenize(selector: string): string[] {
  const [first] = selector;
  if (first === undefined) {
    throw unexpected("", 0);
  }
  if (first !== "$" && first !== "@") {
    throw unexpected(first, 0);
  }
  const second = selector[1];
  if (second !== undefined && second !== "." && second !== "[") {
    throw unexpected(second, 1);
  }
  const tokens = [first, ...new Tokenizer().split(selector.slice(1))];
  if (tokens.length > deepestNesting) throw tooDeep("a JSONPath selector");
  return tokens;
}

class Tokenizer {
  readonly #tokens: string[] = [];
  #token = "";
  #quotes = 0;
  /** Parentheses and square brackets, open ones counted up and closed ones down. */
  #parentheses = 0;
  #brackets = 0;

  split(text: string): string[] {
    for (const character of text) {
      if (this.#token === "") {
        this.#quotes = 0;
        this.#parentheses = 0;
      }
      this.#count(character);
      this.#token += character;
      this.#step(character);
    }
    if (this.#token !== "") {
      this.#tokens.push(withoutDot(this.#token));
    }
    return this.#tokens;
  }

  #count(character: string): void {
    this.#quotes += character === "'" ? 1 : 0;
    this.#parentheses += character === "(" ? 1 : character === ")" ? -1 : 0;
    this.#brackets += character === "[" ? 1 : character === "]" ? -1 : 0;
  }

  get #isInside(): boolean {
    return this.#quotes % 2 === 1 || this.#parentheses !== 0;
  }

  /** Ends the current token and begins the next one with `beginning`. */
  #end(token: string, beginning = ""): void {
    this.#tokens.push(token);
    this.#token = beginning;
  }

  #step(character: string): void {
    const token = this.#token;
    if (token === ".") {
      return;
    }
    if (token === "..") {
      this.#end(token);
    } else if (character === "[") {
      const isFirst = token.indexOf("[") === token.length - 1;
      if (token !== "[" && token !== ".[" && isFirst) {
        this.#end(withoutDot(token.slice(0, -1)), "[");
      }
    } else if (token.includes("[")) {
      if (!this.#isInside && character === "]" && this.#brackets === 0) {
        this.#end(withoutDot(token));
      }
    } else if (character === "." && !this.#isInside) {
      this.#end(withoutDot(token.slice(0, -1)), ".");
    }
  }
}

function withoutDot(token: string): string {
  return token.startsWith(".") ? token.slice(1) : token;
}
