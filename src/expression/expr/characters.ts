/** Walks over the characters of an expression. */
import { ExpressionError, type Location } from "./source-error.ts";

const ALPHANUMERIC = /^[\p{L}\p{Nd}_$]$/u;
const ASCII_ALPHANUMERIC = /^[\w$]$/;

/** What stands behind the last character. */
export const END = "";

export function isAlphanumeric(character: string): boolean {
  return ASCII_ALPHANUMERIC.test(character) || ALPHANUMERIC.test(character);
}

export abstract class Characters {
  protected readonly characters: readonly string[];
  /** The token that is being read goes from here to `end`. */
  protected start = 0;
  protected end = 0;

  constructor(source: string) {
    this.characters = [...source];
  }

  protected peek(): string {
    return this.characters[this.end] ?? END;
  }

  protected take(): string {
    return this.characters[this.end++] ?? END;
  }

  protected accept(characters: string): boolean {
    const next = this.peek();
    if (next !== END && characters.includes(next)) {
      this.end++;
      return true;
    }
    return false;
  }

  protected acceptRun(characters: string): void {
    while (this.accept(characters)) {}
  }

  protected skip(): void {
    this.start = this.end;
  }

  protected word(): string {
    return this.characters.slice(this.start, this.end).join("");
  }

  protected acceptWord(): void {
    while (isAlphanumeric(this.peek())) {
      this.end++;
    }
  }

  protected fail(message: string, location: Location = { from: this.end - 1, to: this.end }): never {
    throw new ExpressionError(message, location);
  }

  /** Passes over what follows a backslash; whether it means anything is decided when the literal is unescaped. */
  protected skipEscape(quote: string): void {
    const character = this.take();
    const digits = { x: 2, u: 4, U: 8 }[character];
    if ("abfnrtv\\".includes(character) || character === quote) {
      if (character !== END) {
        return;
      }
    }
    if (character === "u" && this.peek() === "{") {
      this.skipBracedEscape();
    } else if (digits !== undefined) {
      this.skipDigits(/^[\da-fA-F]$/, digits);
    } else if (/^[0-7]$/.test(character)) {
      this.skipDigits(/^[0-7]$/, 2);
    } else {
      this.fail("invalid char escape");
    }
  }

  protected skipDigits(digit: RegExp, count: number): void {
    for (let index = 0; index < count; index++) {
      if (!digit.test(this.take())) {
        this.fail("invalid char escape");
      }
    }
  }

  protected skipBracedEscape(): void {
    this.take();
    let digits = 0;
    while (/^[\da-fA-F]$/.test(this.peek()) && digits < 6) {
      this.take();
      digits++;
    }
    if (digits === 0 || this.take() !== "}") {
      this.fail("invalid char escape");
    }
  }
}
