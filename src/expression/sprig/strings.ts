/** sprig's functions on texts. */

import { formatValue } from "../go/format.ts";
import { quote } from "../go/quote.ts";
import { splitText, trimCharacters, trimSpace } from "../go/strings.ts";
import { byteLength, sliceBytes } from "../go/utf8.ts";
import { mapOf, STRING, STRING_SLICE } from "../types.ts";
import { GoMap, GoPanic, GoSlice, type GoValue } from "../value.ts";
import { toText, toTexts } from "./convert.ts";
import { define, type SprigTable, withAliases } from "./define.ts";
import { camelCase, initials, joinWords, removeSpaces, swapCase, title, untitle } from "./letter-case.ts";
import { expectSize } from "./size.ts";

const STRING_TO_STRING = mapOf(STRING, STRING);

function strings(items: readonly string[]): GoSlice {
  return new GoSlice(STRING_SLICE, items);
}

/** `split`: the parts by the keys `_0`, `_1`, ... */
function splitToMap(text: string, separator: string, limit: number): GoMap {
  const map = new GoMap(STRING_TO_STRING);
  for (const [index, part] of splitText(text, separator, limit).entries()) {
    map.set(`_${index}`, part);
  }
  return map;
}

function truncate(count: bigint, text: string): string {
  const length = byteLength(text);
  const wanted = Number(count);
  if (wanted < 0 && length + wanted > 0) {
    return sliceBytes(text, length + wanted, length);
  }
  return wanted >= 0 && length > wanted ? sliceBytes(text, 0, wanted) : text;
}

/** `text[from:to]` with Go's complaint about bounds that are none. */
function checkedSlice(text: string, from: number | undefined, to: number | undefined): string {
  const length = byteLength(text);
  const end = to ?? length;
  const start = from ?? 0;
  if (to !== undefined && (to < 0 || to > length)) {
    const bounds = to < 0 ? `[:${to}]` : `[:${to}] with length ${length}`;
    throw new GoPanic(`runtime error: slice bounds out of range ${bounds}`);
  }
  if (start > end) {
    throw new GoPanic(`runtime error: slice bounds out of range [${start}:${end}]`);
  }
  return sliceBytes(text, start, end);
}

function substring(start: bigint, end: bigint, text: string): string {
  if (start < 0n) {
    return checkedSlice(text, undefined, Number(end));
  }
  const isOpen = end < 0n || end > BigInt(byteLength(text));
  return checkedSlice(text, Number(start), isOpen ? undefined : Number(end));
}

function repeat(count: bigint, text: string): string {
  if (count < 0n) {
    throw new GoPanic("strings: negative Repeat count");
  }
  expectSize(count * BigInt(text.length));
  return text.repeat(Number(count));
}

/** `abbrev` and `abbrevboth`: cuts a text to a width, with dots where something is missing. */
function abbreviate(text: string, offset: number, width: number): string {
  const length = byteLength(text);
  if (length <= width) {
    return text;
  }
  let start = Math.min(offset, length);
  if (length - start < width - 3) {
    start = length - (width - 3);
  }
  if (start <= 4) {
    return `${sliceBytes(text, 0, width - 3)}...`;
  }
  if (start + width - 3 < length) {
    return `...${abbreviate(sliceBytes(text, start, length), 0, width - 3)}`;
  }
  return `...${sliceBytes(text, length - (width - 3), length)}`;
}

function indent(spaces: bigint, text: string): string {
  const padding = repeat(spaces, " ");
  expectSize(spaces * BigInt(text.split("\n").length));
  return padding + text.replaceAll("\n", `\n${padding}`);
}

/** `wrap` and `wrapWith`: breaks a text at spaces so that no line is longer than `width`. */
function wrap(text: string, width: bigint, lineBreak: string, breaksWords: boolean): string {
  const limit = Math.max(Number(width), 1);
  let rest = text;
  let wrapped = "";
  while (rest.length > limit) {
    if (rest.startsWith(" ")) {
      rest = rest.slice(1);
      continue;
    }
    const lastSpace = rest.slice(0, limit + 1).lastIndexOf(" ");
    const nextSpace = rest.indexOf(" ", limit);
    if (lastSpace < 0 && !breaksWords && nextSpace < 0) {
      break;
    }
    const end = lastSpace >= 0 ? lastSpace : breaksWords ? limit : nextSpace;
    const skipsSpace = lastSpace >= 0 || !breaksWords;
    wrapped += rest.slice(0, end) + lineBreak;
    rest = rest.slice(skipsSpace ? end + 1 : end);
  }
  return wrapped + rest;
}

function present(values: readonly GoValue[]): readonly GoValue[] {
  return values.filter((value) => value !== null);
}

export const STRING_FUNCTIONS: SprigTable = withAliases(
  {
    hello: define("-> string", () => "Hello!"),
    abbrev: define("int, string -> string", (width: bigint, text: string) =>
      width < 4n ? text : abbreviate(text, 0, Number(width)),
    ),
    abbrevboth: define("int, int, string -> string", (left: bigint, right: bigint, text: string) =>
      right < 4n || (left > 0n && right < 7n) ? text : abbreviate(text, Number(left), Number(right)),
    ),
    trunc: define("int, string -> string", truncate),
    trim: define("string -> string", trimSpace),
    upper: define("string -> string", (text: string) => text.toUpperCase()),
    lower: define("string -> string", (text: string) => text.toLowerCase()),
    title: define("string -> string", title),
    untitle: define("string -> string", untitle),
    substr: define("int, int, string -> string", substring),
    repeat: define("int, string -> string", repeat),
    trimAll: define("string, string -> string", (cutset: string, text: string) => trimCharacters(text, cutset)),
    trimSuffix: define("string, string -> string", (suffix: string, text: string) =>
      text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : text,
    ),
    trimPrefix: define("string, string -> string", (prefix: string, text: string) =>
      text.startsWith(prefix) ? text.slice(prefix.length) : text,
    ),
    nospace: define("string -> string", removeSpaces),
    initials: define("string -> string", initials),
    swapcase: define("string -> string", swapCase),
    snakecase: define("string -> string", (text: string) => joinWords(text, "_")),
    kebabcase: define("string -> string", (text: string) => joinWords(text, "-")),
    camelcase: define("string -> string", camelCase),
    wrap: define("int, string -> string", (width: bigint, text: string) => wrap(text, width, "\n", false)),
    wrapWith: define("int, string, string -> string", (width: bigint, lineBreak: string, text: string) =>
      wrap(text, width, lineBreak || "\n", true),
    ),
    contains: define("string, string -> bool", (part: string, text: string) => text.includes(part)),
    hasPrefix: define("string, string -> bool", (prefix: string, text: string) => text.startsWith(prefix)),
    hasSuffix: define("string, string -> bool", (suffix: string, text: string) => text.endsWith(suffix)),
    quote: define("...any -> string", (...values) =>
      present(values)
        .map((value) => quote(toText(value)))
        .join(" "),
    ),
    squote: define("...any -> string", (...values) =>
      present(values)
        .map((value) => `'${formatValue(value)}'`)
        .join(" "),
    ),
    cat: define("...any -> string", (...values) => present(values).map(formatValue).join(" ")),
    indent: define("int, string -> string", indent),
    nindent: define("int, string -> string", (spaces: bigint, text: string) => `\n${indent(spaces, text)}`),
    replace: define("string, string, string -> string", (old: string, replacement: string, text: string) =>
      text.replaceAll(old, () => replacement),
    ),
    plural: define("string, string, int -> string", (one: string, many: string, count: bigint) =>
      count === 1n ? one : many,
    ),
    toString: define("any -> string", toText),
    toStrings: define("any -> strings", (value) => strings(toTexts(value))),
    join: define("string, any -> string", (separator: string, value) => toTexts(value).join(separator)),
    split: define("string, string -> stringMap", (separator: string, text: string) => splitToMap(text, separator, -1)),
    splitn: define("string, int, string -> stringMap", (separator: string, limit: bigint, text: string) =>
      splitToMap(text, separator, Number(limit)),
    ),
    splitList: define("string, string -> strings", (separator: string, text: string) =>
      strings(splitText(text, separator, -1)),
    ),
  },
  { trimall: "trimAll" },
);
