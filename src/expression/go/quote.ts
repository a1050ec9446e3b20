/** Go's quoting of strings: `strconv.Quote`, which is also fmt's `%q`. */

const PLAIN = /^[ !#-[\]-~]*$/;
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

const SHORT_ESCAPES: ReadonlyMap<number, string> = new Map([
  [0x07, "\\a"],
  [0x08, "\\b"],
  [0x0c, "\\f"],
  [0x0a, "\\n"],
  [0x0d, "\\r"],
  [0x09, "\\t"],
  [0x0b, "\\v"],
  [0x22, '\\"'],
  [0x5c, "\\\\"],
]);

function escapeCodePoint(character: string): string {
  const codePoint = character.codePointAt(0) ?? 0xfffd;
  const short = SHORT_ESCAPES.get(codePoint);
  if (short !== undefined) {
    return short;
  }
  if (PRINTABLE.test(character)) {
    return character;
  }
  if (codePoint < 0x20 || codePoint === 0x7f) {
    return `\\x${codePoint.toString(16).padStart(2, "0")}`;
  }
  if (codePoint < 0x10000) {
    return `\\u${codePoint.toString(16).padStart(4, "0")}`;
  }
  return `\\U${codePoint.toString(16).padStart(8, "0")}`;
}

/** The inside of `strconv.Quote(text)`: escaped, without the two surrounding quotes. */
export function quoteBody(text: string): string {
  if (PLAIN.test(text)) {
    return text;
  }
  let body = "";
  for (const character of text) {
    body += escapeCodePoint(character);
  }
  return body;
}

/** `strconv.Quote`. */
export function quote(text: string): string {
  return `"${quoteBody(text)}"`;
}

/** `strconv.QuoteRune`, which the JSON scanner and fmt's `%q` of a rune use. */
export function quoteRune(character: string): string {
  if (character === "'") {
    return "'\\''";
  }
  return character === '"' ? `'"'` : `'${escapeCodePoint(character)}'`;
}
