/** Splits an expression into tokens (expr-lang's `parser/lexer`). */
import { Characters, END, isAlphanumeric } from "../characters.ts";
import { ExpressionError } from "../source-error.ts";
import { unescapeBytes, unescapeString } from "./string-literal.ts";
import type { Token, TokenKind } from "./token.ts";

const SPACE = /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/;
const DIGIT = /^\d$/;

const WORD_OPERATORS: ReadonlySet<string> = new Set([
  "in",
  "or",
  "and",
  "matches",
  "contains",
  "startsWith",
  "endsWith",
  "let",
]);

const STATEMENT_WORDS: ReadonlySet<string> = new Set(["if", "else"]);

const NEGATABLE: ReadonlySet<string> = new Set(["in", "matches", "contains", "startsWith", "endsWith"]);

/** All tokens of an expression before EOF, or undefined when it holds a character that begins no token. */
export function tokenize(source: string): Token[] | undefined {
  const lexer = new Lexer(source);
  const tokens: Token[] = [];
  try {
    for (let token = lexer.next(); token.kind !== "EOF"; token = lexer.next()) {
      tokens.push(token);
    }
  } catch (error) {
    if (error instanceof ExpressionError) {
      return undefined;
    }
    throw error;
  }
  return tokens;
}

/** Reads one token at a time, so that a parser stops at its own error before a later character is looked at. */
export class Lexer extends Characters {
  /** `not in` makes two tokens at once. */
  readonly #pending: Token[] = [];
  readonly #hasStatements: boolean;

  constructor(source: string, hasStatements = true) {
    super(source);
    this.#hasStatements = hasStatements;
  }

  /**
   * The next token; EOF again and again at the end.
   *
   * @throws ExpressionError at a character that begins no token
   */
  next(): Token {
    for (;;) {
      const token = this.#pending.shift();
      if (token !== undefined) {
        return token;
      }
      if (this.end >= this.characters.length) {
        return { kind: "EOF", value: "", location: { from: Math.max(this.end - 1, 0), to: this.end } };
      }
      this.#readToken(this.take());
    }
  }

  #readToken(character: string): void {
    if (SPACE.test(character)) {
      this.skip();
    } else if (character === "'" || character === '"') {
      this.#readString(character, "String");
    } else if (character === "`") {
      this.#readRawString();
    } else if ((character === "b" || character === "B") && ["'", '"'].includes(this.peek())) {
      this.#readString(this.take(), "Bytes");
    } else if (DIGIT.test(character)) {
      this.end--;
      this.#readNumber();
    } else if (character === "/") {
      this.#readSlash();
    } else if (character === "#") {
      this.#readPointer();
    } else if (character === ".") {
      this.#readDot();
    } else if (isAlphanumeric(character)) {
      this.#readWord();
    } else {
      this.#readSymbol(character);
    }
  }

  #emit(kind: TokenKind, value = this.word()): void {
    this.#pending.push({ kind, value, location: { from: this.start, to: this.end } });
    this.skip();
  }

  #readSymbol(character: string): void {
    if (character === "|" || character === ":") {
      this.accept(character);
      this.#emit("Operator");
    } else if (character === "?") {
      this.accept(".?");
      this.#emit("Operator");
    } else if ("([{)]}".includes(character)) {
      this.#emit("Bracket");
    } else if (",;%+-^".includes(character)) {
      this.#emit("Operator");
    } else if ("&!=*<>".includes(character)) {
      this.accept("&=*");
      this.#emit("Operator");
    } else {
      const codePoint = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
      this.fail(`unrecognized character: U+${codePoint} '${character}'`);
    }
  }

  #readString(quote: string, kind: "String" | "Bytes"): void {
    for (let character = this.take(); character !== quote; character = this.take()) {
      if (character === "\n" || character === END) {
        this.fail("literal not terminated");
      }
      if (character === "\\") {
        this.skipEscape(quote);
      }
    }
    const word = this.word();
    const unescaped = kind === "String" ? unescapeString(word) : unescapeBytes(word.slice(1));
    if (!unescaped.ok) {
      this.fail(unescaped.error);
    }
    this.#emit(kind, unescaped.value);
  }

  #readRawString(): void {
    let value = "";
    for (;;) {
      const character = this.take();
      if (character === END) {
        this.fail("literal not terminated");
      }
      if (character !== "`") {
        value += character;
      } else if (this.peek() === "`") {
        value += this.take();
      } else {
        break;
      }
    }
    this.#emit("String", value);
  }

  #readNumber(): void {
    let digits = "0123456789_";
    if (this.accept("0")) {
      if (this.accept("xX")) {
        digits = "0123456789abcdefABCDEF_";
      } else if (this.accept("oO")) {
        digits = "01234567_";
      } else if (this.accept("bB")) {
        digits = "01_";
      }
    }
    this.acceptRun(digits);
    const end = this.end;
    if (this.accept(".")) {
      if (this.peek() === ".") {
        // `1..2` is a range, not the number `1.`.
        this.end = end;
        this.#emit("Number");
        return;
      }
      this.acceptRun(digits);
    }
    if (this.accept("eE")) {
      this.accept("+-");
      this.acceptRun(digits);
    }
    if (isAlphanumeric(this.peek())) {
      this.take();
      this.fail(`bad number syntax: "${this.word()}"`);
    }
    this.#emit("Number");
  }

  #readDot(): void {
    if (DIGIT.test(this.peek())) {
      this.#readNumber();
      return;
    }
    this.accept(".");
    this.#emit("Operator");
  }

  #readSlash(): void {
    if (this.accept("/")) {
      while (this.peek() !== END && this.take() !== "\n") {}
      this.skip();
    } else if (this.accept("*")) {
      this.#skipBlockComment();
    } else {
      this.#emit("Operator");
    }
  }

  #skipBlockComment(): void {
    for (;;) {
      const character = this.take();
      if (character === END) {
        this.fail("unclosed comment");
      }
      if (character === "*" && this.accept("/")) {
        this.skip();
        return;
      }
    }
  }

  #readPointer(): void {
    this.accept("#");
    this.#emit("Operator");
    this.acceptWord();
    if (this.end > this.start) {
      this.#emit("Identifier");
    }
  }

  #readWord(): void {
    this.acceptWord();
    const word = this.word();
    if (word === "not") {
      this.#readNot();
    } else {
      const isOperator = WORD_OPERATORS.has(word) || (this.#hasStatements && STATEMENT_WORDS.has(word));
      this.#emit(isOperator ? "Operator" : "Identifier");
    }
  }

  #readNot(): void {
    this.#emit("Operator");
    this.acceptRun(" ");
    this.skip();
    this.acceptWord();
    if (NEGATABLE.has(this.word())) {
      this.#emit("Operator");
    } else {
      this.end = this.start;
    }
  }
}
