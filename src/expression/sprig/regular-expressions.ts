/** sprig's regular expressions. */
import { compileRegularExpression } from "../go/regular-expression.ts";
import { STRING_SLICE } from "../types.ts";
import { GoPanic, GoSlice } from "../value.ts";
import { define, type SprigTable } from "./define.ts";

function compile(pattern: string, isMust: boolean): RegExp {
  const compiled = compileRegularExpression(pattern);
  if (compiled.ok) {
    return compiled.expression;
  }
  throw new GoPanic(isMust ? compiled.error : `regexp: Compile(${quotePattern(pattern)}): ${compiled.error}`);
}

/** `regexp.quote`: backquotes where they will do. */
function quotePattern(pattern: string): string {
  return pattern.includes("`") ? JSON.stringify(pattern) : `\`${pattern}\``;
}

function matches(pattern: string, text: string): boolean {
  const compiled = compileRegularExpression(pattern);
  return compiled.ok && text.search(compiled.expression) >= 0;
}

function findAll(expression: RegExp, text: string, limit: bigint): GoSlice {
  const found = Array.from(text.matchAll(expression), (match) => match[0]);
  const taken = limit < 0n ? found : found.slice(0, Number(limit));
  return taken.length === 0 ? GoSlice.nil(STRING_SLICE) : new GoSlice(STRING_SLICE, taken);
}

function findFirst(expression: RegExp, text: string): string {
  return text.match(new RegExp(expression, expression.flags.replace("g", "")))?.[0] ?? "";
}

/** `$1`, `${1}` and `$name` stand for groups; a name is as long as it can be. */
function expand(template: string, match: RegExpMatchArray): string {
  return template.replace(/\$(?:\$|(\w+)|\{(\w+)\})/g, (reference, plain?: string, braced?: string) => {
    const name = plain ?? braced;
    if (name === undefined) {
      return reference === "$$" ? "$" : reference;
    }
    return (/^\d+$/.test(name) ? match[Number(name)] : match.groups?.[name]) ?? "";
  });
}

function replaceAll(expression: RegExp, text: string, replacement: string): string {
  let result = "";
  let position = 0;
  for (const match of text.matchAll(expression)) {
    result += text.slice(position, match.index) + expand(replacement, match);
    position = match.index + match[0].length;
  }
  return result + text.slice(position);
}

/** `regexp.Split`: at most `limit` parts, the last being the rest. */
function split(expression: RegExp, text: string, limit: bigint): GoSlice {
  if (limit === 0n) {
    return GoSlice.nil(STRING_SLICE);
  }
  const parts: string[] = [];
  let begin = 0;
  let end = 0;
  for (const match of text.matchAll(expression)) {
    if (limit > 0n && BigInt(parts.length) === limit - 1n) {
      break;
    }
    end = match.index;
    const next = end + match[0].length;
    if (next !== 0) {
      parts.push(text.slice(begin, end));
    }
    begin = next;
  }
  const hasRest = end !== text.length || text === "";
  return new GoSlice(STRING_SLICE, hasRest ? [...parts, text.slice(begin)] : parts);
}

/** The functions of both forms, by the part of their name that they share. */
function bothForms(isMust: boolean): SprigTable {
  const name = (suffix: string): string => (isMust ? `mustRegex${suffix}` : `regex${suffix}`);
  const result = (type: string): string => (isMust ? `${type} +error` : type);
  return {
    [name("FindAll")]: define(`string, string, int -> ${result("strings")}`, (pattern, text, limit) =>
      findAll(compile(pattern, isMust), text, limit),
    ),
    [name("Find")]: define(`string, string -> ${result("string")}`, (pattern, text) =>
      findFirst(compile(pattern, isMust), text),
    ),
    [name("ReplaceAll")]: define(`string, string, string -> ${result("string")}`, (pattern, text, replacement) =>
      replaceAll(compile(pattern, isMust), text, replacement),
    ),
    [name("ReplaceAllLiteral")]: define(`string, string, string -> ${result("string")}`, (pattern, text, replacement) =>
      String(text).replace(compile(pattern, isMust), () => replacement),
    ),
    [name("Split")]: define(`string, string, int -> ${result("strings")}`, (pattern, text, limit) =>
      split(compile(pattern, isMust), text, limit),
    ),
  };
}

export const REGULAR_EXPRESSION_FUNCTIONS: SprigTable = {
  ...bothForms(false),
  ...bothForms(true),
  regexMatch: define("string, string -> bool", matches),
  mustRegexMatch: define("string, string -> bool +error", (pattern, text) => {
    compile(pattern, true);
    return matches(pattern, text);
  }),
  regexQuoteMeta: define("string -> string", (text: string) => text.replace(/[\\.+*?()|[\]{}^$]/g, "\\$&")),
};
