/** The tokens in front of a parser, and the nodes that it makes of them. */
import type { Node } from "../ast.ts";
import { ExpressionError, type Location, NOWHERE } from "../source-error.ts";
import { Lexer } from "./lexer.ts";
import { describeToken, isToken, type Token, type TokenKind } from "./token.ts";

const MAX_NODES = 10_000;

export abstract class TokenStream {
  readonly #lexer: Lexer;
  protected current: Token = { kind: "EOF", value: "", location: NOWHERE };
  #stashed: Token | undefined;
  #nodeCount = 0;
  #hasStarted = false;

  constructor(source: string, hasStatements: boolean) {
    this.#lexer = new Lexer(source, hasStatements);
  }

  protected is(kind: TokenKind, value?: string): boolean {
    return isToken(this.current, kind, value);
  }

  protected next(): Token {
    const previous = this.current;
    if (this.#hasStarted && previous.kind === "EOF") {
      this.fail("unexpected end of expression");
    }
    this.#hasStarted = true;
    this.current = this.#stashed ?? this.#lexer.next();
    this.#stashed = undefined;
    return previous;
  }

  protected fail(message: string, location: Location = this.current.location): never {
    throw new ExpressionError(message, location);
  }

  protected unexpected(token: Token = this.current): never {
    this.fail(`unexpected token ${describeToken(token)}`, token.location);
  }

  protected expect(kind: TokenKind, value?: string): Token {
    if (!this.is(kind, value)) {
      this.unexpected();
    }
    return this.next();
  }

  protected node<T extends Node>(node: T): T {
    this.#nodeCount++;
    if (this.#nodeCount > MAX_NODES) {
      this.fail("compilation failed: expression exceeds maximum allowed nodes");
    }
    return node;
  }

  /** Puts the current token off and goes back to `previous`. */
  protected goBackTo(previous: Token): void {
    this.#stashed = this.current;
    this.current = previous;
  }
}
