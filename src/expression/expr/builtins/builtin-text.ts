/** The builtins of expr-lang for texts, JSON and base64. */

import { decodeBase64 } from "../../go/base64.ts";
import { formatValue } from "../../go/format.ts";
import { marshalJson } from "../../go/json.ts";
import { parseJson } from "../../go/json-parse.ts";
import { splitText, trimCharacters, trimSpace } from "../../go/strings.ts";
import { byteLength } from "../../go/utf8.ts";
import { STRING_SLICE } from "../../types.ts";
import { GoPanic, GoSlice, type GoValue, typeName } from "../../value.ts";
import { toInt } from "../numbers.ts";
import { assertType } from "../runtime.ts";
import type { BuiltinFunction } from "./builtin-function.ts";

const MAX_REPETITIONS = 1_000_000n;

function text(value: GoValue | undefined): string {
  const given = value ?? null;
  assertType(given, "string");
  return given;
}

function strings(items: readonly string[]): GoSlice {
  return new GoSlice(STRING_SLICE, items);
}

function ofOne(convert: (value: string) => GoValue): BuiltinFunction {
  return ([value]) => convert(text(value));
}

function ofTwo(combine: (left: string, right: string) => GoValue): BuiltinFunction {
  return ([left, right]) => combine(text(left), text(right));
}

function split(keepsSeparator: boolean): BuiltinFunction {
  return ([value, separator, count]) => {
    const limit = count === undefined ? -1 : Number(toInt(count));
    return strings(splitText(text(value), text(separator), limit, keepsSeparator));
  };
}

function replace([value, old, replacement, count]: readonly GoValue[]): string {
  const limit = count === undefined ? -1 : Number(toInt(count));
  if (limit < 0) {
    return text(value).replaceAll(text(old), () => text(replacement));
  }
  let replaced = 0;
  return text(value).replaceAll(text(old), (found) => (replaced++ < limit ? text(replacement) : found));
}

function join([items, glue]: readonly GoValue[]): string {
  if (!(items instanceof GoSlice) || !["[]interface {}", "[]string"].includes(items.type.text)) {
    throw new GoPanic(`invalid argument for join (type ${items === undefined ? "%!s(<nil>)" : typeName(items)})`);
  }
  return items.items.map(text).join(glue === undefined ? "" : text(glue));
}

function fromJson([value]: readonly GoValue[]): GoValue {
  const parsed = parseJson(text(value));
  if (!parsed.ok) {
    throw new GoPanic(parsed.error);
  }
  return parsed.value;
}

function fromBase64([value]: readonly GoValue[]): string {
  const decoded = decodeBase64(text(value));
  if (!decoded.ok) {
    throw new GoPanic(decoded.error);
  }
  return decoded.text;
}

export const TEXT_BUILTINS: Readonly<Record<string, BuiltinFunction>> = {
  string: ([value]) => formatValue(value ?? null),
  trim: ([value, cutset]) =>
    cutset === undefined ? trimSpace(text(value)) : trimCharacters(text(value), text(cutset)),
  trimPrefix: ([value, prefix = " "]) => {
    const [given, start] = [text(value), text(prefix)];
    return given.startsWith(start) ? given.slice(start.length) : given;
  },
  trimSuffix: ([value, suffix = " "]) => {
    const [given, end] = [text(value), text(suffix)];
    return given.endsWith(end) ? given.slice(0, given.length - end.length) : given;
  },
  upper: ofOne((value) => value.toUpperCase()),
  lower: ofOne((value) => value.toLowerCase()),
  split: split(false),
  splitAfter: split(true),
  replace,
  repeat: ([value, count], use) => {
    const times = toInt(count ?? null);
    if (times < 0n) {
      throw new GoPanic(`invalid argument for repeat (expected positive integer, got ${times})`);
    }
    if (times > MAX_REPETITIONS) {
      throw new GoPanic("memory budget exceeded");
    }
    use.memory(byteLength(text(value)) * Number(times));
    return text(value).repeat(Number(times));
  },
  join,
  indexOf: ofTwo((value, part) => BigInt(byteIndex(value, value.indexOf(part)))),
  lastIndexOf: ofTwo((value, part) => BigInt(byteIndex(value, value.lastIndexOf(part)))),
  hasPrefix: ofTwo((value, prefix) => value.startsWith(prefix)),
  hasSuffix: ofTwo((value, suffix) => value.endsWith(suffix)),
  toJSON: ([value]) => marshalJson(value ?? null, { indent: "  " }),
  fromJSON: fromJson,
  toBase64: ofOne((value) => Buffer.from(value, "utf8").toString("base64")),
  fromBase64,
};

function byteIndex(value: string, index: number): number {
  return index < 0 ? -1 : byteLength(value.slice(0, index));
}
