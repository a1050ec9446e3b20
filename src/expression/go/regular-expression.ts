/** Go's RE2 syntax, carried over to JavaScript's. Both take the leftmost match and prefer earlier alternatives. */
import { BoundedCache } from "../bounded-cache.ts";
import {
  escapeLiteral,
  fail,
  posixClass,
  SyntaxProblem,
  translateEscapeSequence,
} from "./regular-expression-escape.ts";

export type CompiledRegularExpression =
  | { readonly ok: true; readonly expression: RegExp }
  | { readonly ok: false; readonly error: string };

const MAX_REPEAT = 1000;

const cache = new BoundedCache<string, CompiledRegularExpression>(1000);

/** `regexp.Compile`; the expression has the flags `d`, `g` and `u` set, so that callers can walk over matches. */
export function compileRegularExpression(pattern: string): CompiledRegularExpression {
  let compiled = cache.get(pattern);
  if (compiled === undefined) {
    compiled = compile(pattern);
    cache.set(pattern, compiled);
  }
  return compiled;
}

function compile(pattern: string): CompiledRegularExpression {
  try {
    const translated = new Translator(pattern).translate();
    return { ok: true, expression: new RegExp(translated.source, `gu${translated.flags}`) };
  } catch (error) {
    if (error instanceof SyntaxProblem) {
      return { ok: false, error: error.message };
    }
    if (error instanceof SyntaxError) {
      return { ok: false, error: `error parsing regexp: invalid or unsupported syntax: \`${pattern}\`` };
    }
    throw error;
  }
}

class Translator {
  readonly #pattern: string;
  #position = 0;
  #flags = "";
  #source = "";
  #openGroups = 0;
  /** What a repetition would apply to: nothing, an atom, or a repetition (with its text). */
  #last: "nothing" | "atom" | { readonly repetition: string } = "nothing";

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  translate(): { readonly source: string; readonly flags: string } {
    while (this.#position < this.#pattern.length) {
      this.#step();
    }
    if (this.#openGroups > 0) {
      fail("missing closing )", this.#pattern);
    }
    return { source: this.#source, flags: this.#flags };
  }

  #take(text: string): void {
    this.#position += text.length;
  }

  #rest(): string {
    return this.#pattern.slice(this.#position);
  }

  #atom(source: string, taken: string): void {
    this.#source += source;
    this.#last = "atom";
    this.#take(taken);
  }

  #step(): void {
    const character = String.fromCodePoint(this.#pattern.codePointAt(this.#position) ?? 0);
    switch (character) {
      case "\\":
        this.#translateEscape();
        return;
      case "[":
        this.#translateClass();
        return;
      case "(":
        this.#openGroup();
        return;
      case ")":
        this.#closeGroup();
        return;
      case "|":
        this.#source += "|";
        this.#last = "nothing";
        this.#take("|");
        return;
      case "*":
      case "+":
      case "?":
      case "{":
        this.#translateRepetition(character);
        return;
      case "^":
        this.#atom("^", character);
        return;
      case "]":
      case "}":
        this.#atom(`\\${character}`, character);
        return;
      default:
        this.#atom(character, character);
    }
  }

  #translateRepetition(character: string): void {
    const counted = /^\{(\d+)(?:(,)(\d*))?\}/.exec(this.#rest());
    if (character === "{" && counted === null) {
      this.#atom("\\{", "{");
      return;
    }
    const operator = counted?.[0] ?? character;
    const lazy = this.#rest()[operator.length] === "?" ? "?" : "";
    const text = operator + lazy;
    if (this.#last === "nothing") {
      fail("missing argument to repetition operator", operator);
    }
    if (this.#last !== "atom") {
      fail("invalid nested repetition operator", this.#last.repetition + text);
    }
    const [minimum, maximum] = [Number(counted?.[1] ?? 0), Number(counted?.[3] || 0)];
    if (minimum > MAX_REPEAT || maximum > MAX_REPEAT || (counted?.[3] && minimum > maximum)) {
      fail("invalid repeat count", operator);
    }
    this.#source += text;
    this.#last = { repetition: text };
    this.#take(text);
  }

  #openGroup(): void {
    const rest = this.#rest();
    const named = /^\(\?P?<([A-Za-z_]\w*)>/.exec(rest);
    const flagged = /^\(\?([imsU-]*)([:)])/.exec(rest);
    if (named !== null) {
      this.#open(`(?<${named[1]}>`, named[0]);
    } else if (!rest.startsWith("(?")) {
      this.#open("(", "(");
    } else if (flagged === null) {
      fail("invalid or unsupported Perl syntax", rest.slice(0, 3));
    } else if (flagged[2] === ")" && this.#source === "") {
      this.#flags = [...new Set(flagged[1]?.replace(/-.*/, "").replace("U", ""))].join("");
      this.#take(flagged[0]);
    } else {
      // Flags for a part of the expression have no counterpart before ES2025; the group itself has.
      this.#open("(?:", flagged[0]);
    }
  }

  #open(source: string, taken: string): void {
    this.#source += source;
    this.#openGroups++;
    this.#last = "nothing";
    this.#take(taken);
  }

  #closeGroup(): void {
    if (this.#openGroups === 0) {
      fail("unexpected )", this.#pattern);
    }
    this.#openGroups--;
    this.#atom(")", ")");
  }

  #translateEscape(): void {
    const rest = this.#rest();
    const quoted = /^\\Q([\s\S]*?)(?:\\E|$)/.exec(rest);
    if (quoted !== null) {
      this.#atom(escapeLiteral(quoted[1] ?? ""), quoted[0]);
      return;
    }
    const { source, taken } = translateEscapeSequence(rest, false);
    this.#atom(source, taken);
  }

  #translateClass(): void {
    const rest = this.#rest();
    let source = rest.startsWith("[^") ? "[^" : "[";
    let position = source.length;
    for (let isFirst = true; isFirst || rest[position] !== "]"; isFirst = false) {
      const character = rest[position];
      if (character === undefined) {
        fail("missing closing ]", rest);
      }
      const posix = /^\[:(\^?)(\w+):\]/.exec(rest.slice(position));
      if (posix !== null) {
        source += posixClass(posix[0], posix[2] ?? "");
        position += posix[0].length;
      } else if (character === "\\") {
        const escaped = translateEscapeSequence(rest.slice(position), true);
        source += escaped.source;
        position += escaped.taken.length;
      } else {
        const literal = String.fromCodePoint(rest.codePointAt(position) ?? 0);
        source += escapeLiteral(literal);
        position += literal.length;
      }
    }
    this.#checkRanges(rest.slice(0, position));
    this.#atom(`${source}]`, rest.slice(0, position + 1));
  }

  #checkRanges(text: string): void {
    for (const [range, low = "", high = ""] of text.matchAll(/([A-Za-z0-9])-([A-Za-z0-9])/g)) {
      if (low > high) {
        fail("invalid character class range", range);
      }
    }
  }
}
