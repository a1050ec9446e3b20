/** The classes and escapes of RE2, as JavaScript writes them. */
const POSIX_CLASSES: Readonly<Record<string, string>> = {
  alnum: "0-9A-Za-z",
  alpha: "A-Za-z",
  ascii: "\\x00-\\x7f",
  blank: "\\t ",
  cntrl: "\\x00-\\x1f\\x7f",
  digit: "0-9",
  graph: "!-~",
  lower: "a-z",
  print: " -~",
  punct: "!-\\/:-@\\[-`{-~",
  space: "\\t\\n\\v\\f\\r ",
  upper: "A-Z",
  word: "0-9A-Za-z_",
  xdigit: "0-9A-Fa-f",
};

/** Perl classes are ASCII only in Go, where JavaScript's `\s` is not. */
const ESCAPED_CLASSES: Readonly<Record<string, string>> = {
  d: "[0-9]",
  D: "[^0-9]",
  s: "[\\t\\n\\f\\r ]",
  S: "[^\\t\\n\\f\\r ]",
  w: "[0-9A-Za-z_]",
  W: "[^0-9A-Za-z_]",
};

const CONTROL_ESCAPES: Readonly<Record<string, string>> = {
  a: "\\x07",
  f: "\\f",
  n: "\\n",
  r: "\\r",
  t: "\\t",
  v: "\\v",
};

const SYNTAX_CHARACTERS = /[\^$\\.*+?()[\]{}|/]/;
export class SyntaxProblem extends Error {}

export function fail(what: string, part: string): never {
  throw new SyntaxProblem(`error parsing regexp: ${what}: \`${part}\``);
}

export function posixClass(text: string, name: string): string {
  const characters = Object.hasOwn(POSIX_CLASSES, name) ? POSIX_CLASSES[name] : undefined;
  return characters ?? fail("invalid character class range", text);
}

export function escapeLiteral(text: string): string {
  return Array.from(text, (character) => (SYNTAX_CHARACTERS.test(character) ? `\\${character}` : character)).join("");
}

export function translateEscapeSequence(
  text: string,
  inClass: boolean,
): { readonly source: string; readonly taken: string } {
  const character = text[1];
  if (character === undefined) {
    throw new SyntaxProblem("error parsing regexp: trailing backslash at end of expression: ``");
  }
  const taken = `\\${character}`;
  const hexadecimal = /^\\x(?:([\da-fA-F]{2})|\{([\da-fA-F]+)\})/.exec(text);
  if (hexadecimal !== null) {
    return { source: `\\u{${hexadecimal[1] ?? hexadecimal[2]}}`, taken: hexadecimal[0] };
  }
  const property = /^\\([pP])(?:([A-Z])|\{(\^?)(\w+)\})/.exec(text);
  if (property !== null) {
    return { source: unicodeClass(property), taken: property[0] };
  }
  const characters = Object.hasOwn(ESCAPED_CLASSES, character) ? ESCAPED_CLASSES[character] : undefined;
  if (characters !== undefined) {
    return {
      source: inClass && !characters.startsWith("[^") ? characters.slice(1, -1) : classOf(taken, characters, inClass),
      taken,
    };
  }
  if (Object.hasOwn(CONTROL_ESCAPES, character)) {
    return { source: CONTROL_ESCAPES[character] ?? "", taken };
  }
  if (!inClass && (character === "b" || character === "B")) {
    return { source: taken, taken };
  }
  if (!inClass && (character === "A" || character === "z")) {
    return { source: character === "A" ? "(?<![\\s\\S])" : "(?![\\s\\S])", taken };
  }
  if (/[A-Za-z0-9]/.test(character)) {
    return fail("invalid escape sequence", taken);
  }
  return {
    source: SYNTAX_CHARACTERS.test(character) ? taken : inClass && character === "-" ? "\\-" : character,
    taken,
  };
}

function classOf(taken: string, characters: string, inClass: boolean): string {
  return inClass ? taken : characters;
}

function unicodeClass(match: RegExpExecArray): string {
  const name = match[2] ?? match[4] ?? "";
  const negated = (match[1] === "P") !== (match[3] === "^");
  const isScript = name.length > 2;
  return `\\${negated ? "P" : "p"}{${isScript ? "Script=" : ""}${name}}`;
}
