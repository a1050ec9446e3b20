/** Errors of expr-lang: a message, where it happened, and the line with a caret under the place. */

export interface Location {
  /** Index of a code point in the source. */
  readonly from: number;
  readonly to: number;
}

export const NOWHERE: Location = { from: 0, to: 0 };

/** A problem found while lexing, parsing, checking, compiling or running. */
export class ExpressionError extends Error {
  readonly location: Location;

  constructor(message: string, location: Location) {
    super(message);
    this.location = location;
  }
}

/** `file.Error.Error` after `Bind`: the message with line, column and snippet. */
export function describeError(error: ExpressionError, source: string): string {
  const characters = [...source];
  let line = 1;
  let column = 0;
  let lineStart = 0;
  for (let index = 0; index < characters.length && index !== error.location.from; index++) {
    if (characters[index] === "\n") {
      line++;
      column = 0;
      lineStart = index + 1;
    } else {
      column++;
    }
  }
  const newline = characters.indexOf("\n", lineStart);
  const lineEnd = newline < 0 ? characters.length : newline;
  if (lineStart === lineEnd) {
    return error.message;
  }
  const text = characters.slice(lineStart, lineEnd).join("").replaceAll("\t", " ");
  return `${error.message} (${line}:${column + 1})\n | ${text}\n | ${".".repeat(column)}^`;
}
