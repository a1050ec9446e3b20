/** The meaning of quoted literals of expr-lang. */

export type Unescaped = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly error: string };

const SIMPLE: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  "'": "'",
  '"': '"',
  "`": "`",
  "?": "?",
};

const ESCAPE =
  /\\(?:([xX])([\da-fA-F]{2})|u\{([\da-fA-F]{1,6})\}|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-3][0-7]{2})|([\s\S]|$))/g;

const MAX_CODE_POINT = 0x10ffff;

class EscapeProblem extends Error {}

function problemOf(letter: string): string {
  return /^[0-3]$/.test(letter) ? "unable to unescape octal sequence in string" : "unable to unescape string";
}

function codePoint(value: number): string {
  if (value > MAX_CODE_POINT) {
    throw new EscapeProblem(problemOf(""));
  }
  return String.fromCodePoint(value);
}

function unescapeLiteral(literal: string, allowsUnicode: boolean): Unescaped {
  const body = literal.replaceAll("\r\n", "\n").replaceAll("\r", "\n").slice(1, -1);
  if (!body.includes("\\")) {
    return { ok: true, value: body };
  }
  try {
    const value = body.replace(ESCAPE, (...match: (string | undefined)[]) => {
      const [, , hex, braced, short, long, octal, letter] = match;
      const unicode = braced ?? short ?? long;
      if (unicode !== undefined && !allowsUnicode) {
        throw new EscapeProblem(problemOf("u"));
      }
      const digits = hex ?? unicode;
      if (digits !== undefined) {
        return codePoint(Number.parseInt(digits, 16));
      }
      if (octal !== undefined) {
        return codePoint(Number.parseInt(octal, 8));
      }
      const simple = Object.hasOwn(SIMPLE, letter ?? "") ? SIMPLE[letter ?? ""] : undefined;
      if (simple === undefined) {
        throw new EscapeProblem(problemOf(letter ?? ""));
      }
      return simple;
    });
    return { ok: true, value };
  } catch (error) {
    if (error instanceof EscapeProblem) {
      return { ok: false, error: error.message };
    }
    throw error;
  }
}

/** The text of a `'...'` or `"..."` literal, quotes included in `literal`. */
export function unescapeString(literal: string): Unescaped {
  return unescapeLiteral(literal, true);
}

/** The bytes, one per character, of the quoted part of a `b'...'` literal. */
export function unescapeBytes(literal: string): Unescaped {
  return unescapeLiteral(literal, false);
}
