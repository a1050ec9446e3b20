/** Applies the parts of a selector to a value, one after the other. */

import { sortedEntries } from "../go/format.ts";
import { byteLength } from "../go/utf8.ts";
import { SizeLimitExceeded } from "../size-limit.ts";
import { GoInteger, GoMap, GoSlice, type GoValue, int64, typeOf } from "../value.ts";
import {
  asExpressionProblem,
  asTokenProblem,
  attempt,
  converting,
  emptyExpression,
  type Kind,
  keyNotFound,
  outOfRange,
  wrongParameter,
  wrongResult,
  wrongTarget,
} from "./problem.ts";
import { runScript, type Script } from "./script.ts";
import type { Bound, Token } from "./token.ts";

const LISTS: readonly Kind[] = ["array", "slice"];
const COLLECTIONS: readonly Kind[] = ["array", "map", "slice"];

export function kindOf(value: GoValue): Kind {
  return (typeOf(value)?.kind as Kind | undefined) ?? "nil";
}

/** A whole number; JSON knows only floats. */
export function integerOf(value: GoValue): number | undefined {
  if (typeof value === "number") {
    return Number.isInteger(value) ? value : undefined;
  }
  return typeof value === "bigint" ? Number(value) : value instanceof GoInteger ? Number(value.value) : undefined;
}

/** Each `..` goes through everything below what the last one found: a few of them would take for ever. */
const MOST_APPLIED = 100_000;
let applied = 0;

/** Counts the steps of a selector anew. */
export function startQuery(): void {
  applied = 0;
}

/**
 * Applies tokens.
 *
 * @param root - what `$` stands for
 * @param current - what the first token is applied to, and `@` stands for
 * @throws JsonPathProblem when they do not fit
 */
export function applyTokens(tokens: readonly Token[], root: GoValue, current: GoValue): GoValue {
  const [token, ...rest] = tokens;
  if (token === undefined) {
    return current;
  }
  if (++applied > MOST_APPLIED)
    throw new SizeLimitExceeded(`a JSONPath selector takes more than ${MOST_APPLIED} steps`);
  switch (token.type) {
    case "root":
      return applyTokens(rest, root, root);
    case "current":
      return applyTokens(rest, root, current);
    case "key":
      return applyTokens(rest, root, fetchKey(token.key, current));
    case "index":
      return applyTokens(rest, root, fetchIndex(token.index, current));
    case "length":
      return applyTokens(rest, root, lengthOf(current));
    case "wildcard":
      return applyToEach(rest, root, childrenOf(current, "wildcard"));
    case "recursive":
      return GoSlice.of(descend(rest, root, current));
    case "filter":
      return applyFilter(token.script, rest, root, current);
    case "script":
      return applyScript(token.script, rest, root, current);
    case "range":
      return applyToSelection(rest, root, selectRange(token, root, current));
    case "union":
      return applyToSelection(rest, root, selectUnion(token.members, root, current));
  }
}

function fetchKey(key: string, target: GoValue): GoValue {
  if (!(target instanceof GoMap)) {
    throw wrongTarget("key", kindOf(target), ["map"]);
  }
  const value = target.get(key);
  if (value === undefined) {
    throw keyNotFound("key", key);
  }
  return value;
}

function listItems(target: GoValue, token: string): readonly GoValue[] {
  if (!(target instanceof GoSlice)) {
    throw wrongTarget(token, kindOf(target), LISTS);
  }
  return target.items;
}

function fetchIndex(index: number, target: GoValue): GoValue {
  const items = listItems(target, "index");
  const item = items[index < 0 ? items.length + index : index];
  if (item === undefined) {
    throw outOfRange("index");
  }
  return item;
}

function lengthOf(target: GoValue): GoValue {
  if (target instanceof GoMap) {
    return target.get("length") ?? int64(BigInt(target.size));
  }
  if (target instanceof GoSlice) {
    return int64(BigInt(target.items.length));
  }
  if (typeof target === "string") {
    return int64(BigInt(byteLength(target)));
  }
  throw wrongTarget("length", kindOf(target), [...COLLECTIONS, "string"]);
}

function childrenOf(target: GoValue, token: string): readonly GoValue[] {
  if (target instanceof GoMap) {
    return sortedEntries(target).map(({ value }) => value);
  }
  if (target instanceof GoSlice) {
    return target.items;
  }
  throw wrongTarget(token, kindOf(target), COLLECTIONS);
}

/** What the tokens give for each value, without those for which they give nothing. */
function applyToEach(tokens: readonly Token[], root: GoValue, values: readonly GoValue[]): GoSlice {
  if (tokens.length === 0) {
    return GoSlice.of(values);
  }
  const results = values.map((value) => attempt(() => applyTokens(tokens, root, value)) ?? null);
  return GoSlice.of(results.filter((result) => result !== null));
}

/** An index after a selection picks from the selection itself; any other token is applied to each of its items. */
function applyToSelection(tokens: readonly Token[], root: GoValue, values: readonly GoValue[]): GoValue {
  return tokens[0]?.type === "index"
    ? applyTokens(tokens, root, GoSlice.of(values))
    : applyToEach(tokens, root, values);
}

/** The value itself and everything below it, each with the tokens applied. */
function descend(tokens: readonly Token[], root: GoValue, value: GoValue): GoValue[] {
  if (value === null) {
    return [];
  }
  const found = tokens.length === 0 ? value : (attempt(() => applyTokens(tokens, root, value)) ?? null);
  const results = tokens.length > 0 && found instanceof GoSlice ? found.items : found === null ? [] : [found];
  const isCollection = value instanceof GoMap || value instanceof GoSlice;
  const children = isCollection ? childrenOf(value, "recursive") : [];
  return [...results, ...children.flatMap((child) => descend(tokens, root, child))];
}

function applyFilter(script: Script, tokens: readonly Token[], root: GoValue, current: GoValue): GoValue {
  if (script.source === "") {
    throw emptyExpression();
  }
  const kept = childrenOf(current, "filter").filter((child) =>
    isTrue(attempt(() => runScript(script, root, child)) ?? null),
  );
  return applyToSelection(tokens, root, kept);
}

/** Whether a script's result lets an element through a filter. */
function isTrue(value: GoValue): boolean {
  if (typeof value === "string") {
    return value.replace(/^'([\s\S]*)'$|^"([\s\S]*)"$/, "$1$2") !== "";
  }
  if (value instanceof GoSlice) {
    return value.items.length > 0;
  }
  if (value instanceof GoMap) {
    return value.size > 0;
  }
  return value instanceof GoInteger ? value.value !== 0n : Boolean(value);
}

function applyScript(script: Script, tokens: readonly Token[], root: GoValue, current: GoValue): GoValue {
  if (script.source === "") {
    throw emptyExpression();
  }
  const value = converting(asExpressionProblem, () => runScript(script, root, current));
  const index = integerOf(value);
  if (typeof value === "string") {
    return applyTokens(tokens, root, fetchKey(value, current));
  }
  if (index !== undefined) {
    return applyTokens(tokens, root, fetchIndex(index, current));
  }
  throw wrongResult(kindOf(value), ["int", "string"]);
}

/** The value of a script in a range or union. */
function runParameter(script: Script, root: GoValue, current: GoValue): GoValue {
  if (script.source === "") {
    throw emptyExpression();
  }
  return converting(asExpressionProblem, () => runScript(script, root, current));
}

function boundOf(bound: number | Script, root: GoValue, current: GoValue): number {
  if (typeof bound === "number") {
    return bound;
  }
  return converting(
    (problem) => asTokenProblem("range", problem),
    () => {
      const value = runParameter(bound, root, current);
      const index = integerOf(value);
      if (index === undefined) {
        throw wrongResult(kindOf(value), ["int"]);
      }
      return index;
    },
  );
}

interface Range {
  readonly from: Bound;
  readonly to: Bound;
  readonly step: Bound;
}

function selectRange(range: Range, root: GoValue, current: GoValue): readonly GoValue[] {
  const items = listItems(current, "range");
  const clamp = (bound: number): number =>
    Math.min(Math.max(bound < 0 ? items.length + bound : bound, 0), items.length);
  const from = range.from === undefined ? 0 : clamp(boundOf(range.from, root, current));
  const to = range.to === undefined ? items.length : clamp(boundOf(range.to, root, current));
  const step = range.step === undefined ? 1 : boundOf(range.step, root, current);
  if (step === 0) {
    throw outOfRange("range");
  }
  const selected: GoValue[] = [];
  for (let index = step < 0 ? to - 1 : from; step < 0 ? index >= from : index < to; index += step) {
    selected.push(items[index] ?? null);
  }
  return selected;
}

function selectUnion(
  members: readonly (string | number | Script)[],
  root: GoValue,
  current: GoValue,
): readonly GoValue[] {
  const keys: string[] = [];
  const indices: number[] = [];
  for (const member of members) {
    const value = typeof member === "object" ? memberValue(member, root, current) : member;
    if (typeof value === "string") {
      keys.push(value);
    } else {
      indices.push(value);
    }
    if (keys.length > 0 && indices.length > 0) {
      throw wrongParameter("union", typeof value === "string" ? "string" : "int", [
        typeof value === "string" ? "int" : "string",
      ]);
    }
  }
  if (keys.length > 0) {
    return selectKeys(keys, current);
  }
  const items = listItems(current, "union");
  return indices.map((index) => items[index < 0 ? items.length + index : index]).filter((item) => item !== undefined);
}

function memberValue(script: Script, root: GoValue, current: GoValue): string | number {
  const value = converting(
    (problem) => asTokenProblem("union", problem),
    () => runParameter(script, root, current),
  );
  const result = typeof value === "string" ? value : integerOf(value);
  if (result === undefined) {
    throw wrongParameter("union", kindOf(value), ["int", "string"]);
  }
  return result;
}

function selectKeys(keys: readonly string[], target: GoValue): readonly GoValue[] {
  if (!(target instanceof GoMap)) {
    throw wrongTarget("union", kindOf(target), ["map"]);
  }
  return keys.filter((key) => target.has(key)).map((key) => target.get(key) ?? null);
}
