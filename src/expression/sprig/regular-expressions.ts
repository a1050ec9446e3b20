/** sprig's regular expressions. */
import { compileRegularExpression, type Match, type RegularExpression } from "../go/regular-expression.ts";
import { STRING_SLICE } from "../types.ts";
import { GoPanic, GoSlice } from "../value.ts";
import { define, type SprigTable } from "./define.ts";

function compile(pattern: string, isMust: boolean): RegularExpression {
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
  return compiled.ok && compiled.expression.isFoundIn(text);
}

function findAll(expression: RegularExpression, text: string, limit: bigint): GoSlice {
  const found: string[] = [];
  for (const match of expression.findAll(text)) {
    if (limit >= 0n && BigInt(found.length) >= limit) {
      break;
    }
    found.push(match.text);
  }
  return found.length === 0 ? GoSlice.nil(STRING_SLICE) : new GoSlice(STRING_SLICE, found);
}

function findFirst(expression: RegularExpression, text: string): string {
  const [first] = expression.findAll(text);
  return first?.text ?? "";
}

/** `$1`, `${1}` and `$name` stand for groups; a name is as long as it can be (`regexp.Expand`). */
function expand(template: string, match: Match): string {
  const reference = /\$(?:\$|([\p{L}\p{Nd}_]+)|\{([\p{L}\p{Nd}_]+)\})/gu;
  return template.replace(reference, (_, plain?: string, braced?: string) => {
    const name = plain ?? braced;
    if (name === undefined) {
      return "$";
    }
    return (/^(0|[1-9]\d*)$/.test(name) ? [match.text, ...match.groups][Number(name)] : match.namedGroups[name]) ?? "";
  });
}

function replaceAll(expression: RegularExpression, text: string, replacementOf: (match: Match) => string): string {
  let result = "";
  let position = 0;
  for (const match of expression.findAll(text)) {
    result += text.slice(position, match.index) + replacementOf(match);
    position = match.index + match.text.length;
  }
  return result + text.slice(position);
}

/** `regexp.Split`: at most `limit` parts, the last being the rest. */
function split(expression: RegularExpression, text: string, limit: bigint): GoSlice {
  if (limit === 0n) {
    return GoSlice.nil(STRING_SLICE);
  }
  const parts: string[] = [];
  let begin = 0;
  let end = 0;
  for (const match of expression.findAll(text)) {
    if (limit > 0n && BigInt(parts.length) === limit - 1n) {
      break;
    }
    end = match.index;
    const next = end + match.text.length;
    if (next !== 0) {
      parts.push(text.slice(begin, end));
    }
    begin = next;
  }
  const hasRest = end !== text.length || (text === "" && expression.pattern !== "");
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
      replaceAll(compile(pattern, isMust), text, (match) => expand(replacement, match)),
    ),
    [name("ReplaceAllLiteral")]: define(`string, string, string -> ${result("string")}`, (pattern, text, replacement) =>
      replaceAll(compile(pattern, isMust), text, () => replacement),
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
