/** Splits an expression into tokens (govaluate's `parsing.go`). */
import { parseFloat64 } from "../go/number.ts";
import { isSpace } from "../go/strings.ts";
import { GoTime } from "../go/time.ts";
import { RFC3339, RFC3339_NANO } from "../go/time-layout.ts";
import { parseTime } from "../go/time-parse.ts";
import { GovaluateProblem } from "./problem.ts";
import { areParenthesesBalanced, mayFollow, type Token, type TokenKind } from "./token.ts";

const TIME_LAYOUTS = [
  "Mon Jan _2 15:04:05 2006",
  "Mon Jan _2 15:04:05 MST 2006",
  "Mon Jan 02 15:04:05 -0700 2006",
  "3:04PM",
  RFC3339,
  RFC3339_NANO,
  "2006-01-02",
  "2006-01-02 15:04",
  "2006-01-02 15:04:05",
  "2006-01-02 15:04:05-07:00",
  "2006-01-02T15Z0700",
  "2006-01-02T15:04Z0700",
  "2006-01-02T15:04:05Z0700",
  "2006-01-02T15:04:05.999999999Z0700",
];

const SYMBOLS: readonly (readonly [
  TokenKind & ("MODIFIER" | "LOGICALOP" | "COMPARATOR" | "TERNARY"),
  readonly string[],
])[] = [
  ["MODIFIER", ["+", "-", "*", "/", "%", "**", "&", "|", "^", ">>", "<<"]],
  ["LOGICALOP", ["&&", "||"]],
  ["COMPARATOR", ["==", "!=", ">", ">=", "<", "<=", "=~", "!~"]],
  ["TERNARY", ["?", ":", "??"]],
];

const PREFIXES = ["-", "!", "~"];

function isLetter(character: string): boolean {
  return /^\p{L}$/u.test(character);
}

function isDigit(character: string): boolean {
  return /^\p{Nd}$/u.test(character);
}

function isNumeric(character: string): boolean {
  return isDigit(character) || character === ".";
}

function isQuote(character: string): boolean {
  return character === "'" || character === '"';
}

function isName(character: string): boolean {
  return isLetter(character) || isDigit(character) || character === "_" || character === ".";
}

function isSymbol(character: string): boolean {
  return !isDigit(character) && !isLetter(character) && !"()[]".includes(character) && !isQuote(character);
}

/** @throws GovaluateProblem for the first thing that is no token */
export function tokenize(expression: string): Token[] {
  const lexer = new Lexer(expression);
  const tokens: Token[] = [];
  for (let token = lexer.next("UNKNOWN"); token !== undefined; token = lexer.next(token.kind)) {
    tokens.push(token);
  }
  if (!areParenthesesBalanced(tokens)) {
    throw new GovaluateProblem("Unbalanced parenthesis");
  }
  return tokens;
}

class Lexer {
  readonly #characters: readonly string[];
  #position = 0;

  constructor(expression: string) {
    this.#characters = [...expression];
  }

  /** The next token, given the kind of the one before; undefined at the end. */
  next(previous: TokenKind): Token | undefined {
    while (isSpace(this.#characters[this.#position] ?? "")) {
      this.#position++;
    }
    const character = this.#characters[this.#position];
    if (character === undefined) {
      return undefined;
    }
    if (isNumeric(character)) {
      return this.#readNumber();
    }
    if (isLetter(character)) {
      return this.#readName();
    }
    if (isQuote(character)) {
      return this.#readText();
    }
    switch (character) {
      case ",":
        this.#position++;
        return { kind: "SEPARATOR", value: "," };
      case "(":
      case ")":
        this.#position++;
        return { kind: character === "(" ? "CLAUSE" : "CLAUSE_CLOSE", value: character };
      case "[":
        return this.#readBracketedName();
      default:
        return this.#readSymbol(previous);
    }
  }

  #read(): string {
    const character = this.#characters[this.#position];
    if (character === undefined) {
      const length = this.#characters.length;
      throw new GovaluateProblem(`runtime error: index out of range [${length}] with length ${length}`);
    }
    this.#position++;
    return character;
  }

  /** Reads while `accepts` holds; a backslash takes the next character whatever it is; a space ends the token. */
  #readWhile(accepts: (character: string) => boolean): string {
    let text = "";
    while (this.#position < this.#characters.length) {
      const character = this.#read();
      if (character === "\\") {
        text += this.#read();
      } else if (isSpace(character)) {
        if (text !== "") {
          return text;
        }
      } else if (accepts(character)) {
        text += character;
      } else {
        this.#position--;
        return text;
      }
    }
    return text;
  }

  /** Reads up to a terminator, spaces and all, and passes over it; undefined when it does not come. */
  #readUntil(ends: (character: string) => boolean): string | undefined {
    let text = "";
    while (this.#position < this.#characters.length) {
      const character = this.#read();
      if (character === "\\") {
        text += this.#read();
      } else if (ends(character)) {
        return text;
      } else {
        text += character;
      }
    }
    return undefined;
  }

  #readNumber(): Token {
    const [zero, x] = this.#characters.slice(this.#position, this.#position + 2);
    if (zero === "0" && x === "x" && this.#position + 2 < this.#characters.length) {
      this.#position += 2;
      return this.#readHexadecimal();
    }
    const text = this.#readWhile(isNumeric);
    const parsed = parseFloat64(text);
    if (!parsed.ok) {
      throw new GovaluateProblem(`Unable to parse numeric value '${text}' to float64\n`);
    }
    return { kind: "NUMERIC", value: parsed.value };
  }

  #readHexadecimal(): Token {
    const text = this.#readWhile((character) => isDigit(character) || /^[a-fA-F]$/.test(character));
    if (!/^[\da-fA-F]{1,16}$/.test(text)) {
      throw new GovaluateProblem(`Unable to parse hex value '${text}' to uint64\n`);
    }
    return { kind: "NUMERIC", value: Number(BigInt(`0x${text}`)) };
  }

  #readBracketedName(): Token {
    this.#position++;
    const name = this.#readUntil((character) => character === "]");
    if (name === undefined) {
      throw new GovaluateProblem("Unclosed parameter bracket");
    }
    return { kind: "VARIABLE", value: name };
  }

  #readName(): Token {
    const name = this.#readWhile(isName);
    if (name.indexOf(".") > 0) {
      return readAccessor(name);
    }
    if (name === "true" || name === "false") {
      return { kind: "BOOLEAN", value: name === "true" };
    }
    return name === "in" || name === "IN" ? { kind: "COMPARATOR", value: "in" } : { kind: "VARIABLE", value: name };
  }

  #readText(): Token {
    this.#position++;
    const text = this.#readUntil(isQuote);
    if (text === undefined) {
      throw new GovaluateProblem("Unclosed string literal");
    }
    const time = readTime(text);
    return time === undefined ? { kind: "STRING", value: text } : { kind: "TIME", value: time };
  }

  #readSymbol(previous: TokenKind): Token {
    const value = this.#readWhile(isSymbol);
    // A minus is a sign where a sign may stand.
    if (PREFIXES.includes(value) && mayFollow(previous, "PREFIX")) {
      return { kind: "PREFIX", value };
    }
    const kind = SYMBOLS.find(([, symbols]) => symbols.includes(value))?.[0];
    if (kind === undefined) {
      throw new GovaluateProblem(`Invalid token: '${value}'`);
    }
    return { kind, value };
  }
}

/** Fields of parameters, of which a `when` has none: only their form is checked. */
function readAccessor(name: string): Token {
  if (name.endsWith(".")) {
    throw new GovaluateProblem(`Hanging accessor on token '${name}'`);
  }
  const parts = name.split(".");
  const unexported = parts.slice(1).find((part) => /^\p{Ll}/u.test(part));
  if (unexported !== undefined) {
    throw new GovaluateProblem(`Unable to access unexported field '${unexported}' in token '${name}'`);
  }
  return { kind: "ACCESSOR", value: parts };
}

function readTime(text: string): GoTime | undefined {
  for (const layout of TIME_LAYOUTS) {
    const parsed = parseTime(layout, text);
    if (parsed.ok) {
      return new GoTime(parsed.instant);
    }
  }
  return undefined;
}
