/** What an operator of a filter or script works on, and what it takes it for. */
import { formatValue } from "../go/format.ts";
import { parseJson } from "../go/json-parse.ts";
import { parseFloat64, parseInteger } from "../go/number.ts";
import { GoMap, GoSlice, type GoValue } from "../value.ts";
import { JsonPathProblem } from "./problem.ts";

export interface Operation {
  readonly run: (scope: Scope) => GoValue;
}

/** What `$` and `@` stand for. */
export interface Scope {
  readonly root: GoValue;
  readonly current: GoValue;
}

export type Operand = Operation | string | GoSlice | GoMap | undefined;

export function invalid(expected?: string): JsonPathProblem {
  return new JsonPathProblem("other", `invalid argument${expected === undefined ? "" : `. ${expected}`}`);
}

export function isQuoted(text: string, quote: string): boolean {
  return text.length > 1 && text.startsWith(quote) && text.endsWith(quote);
}

/** The value that a text names, if it names one: `nil` and `null` have the value nil. */
export function namedValue(text: string, scope: Scope): GoValue | undefined {
  switch (text) {
    case "$":
      return scope.root;
    case "@":
      return scope.current;
    case "nil":
    case "null":
      return null;
    default:
      return undefined;
  }
}

/** An operand's value; texts are looked up by name. */
function operandValue(operand: Operand, scope: Scope): GoValue {
  if (operand === undefined) {
    throw invalid("is nil");
  }
  const isOperation = typeof operand === "object" && !(operand instanceof GoSlice) && !(operand instanceof GoMap);
  const value = isOperation ? operand.run(scope) : operand;
  const named = typeof value === "string" ? namedValue(value, scope) : undefined;
  return named === undefined ? value : named;
}

export function numberOf(operand: Operand, scope: Scope): number {
  const parsed = parseFloat64(formatValue(operandValue(operand, scope)));
  if (!parsed.ok) {
    throw invalid("expected number");
  }
  return parsed.value;
}

export function integerOperand(operand: Operand, scope: Scope): bigint {
  const parsed = parseInteger(formatValue(operandValue(operand, scope)));
  if (!parsed.ok) {
    throw invalid("expected integer");
  }
  return parsed.value;
}

export function booleanOf(operand: Operand, scope: Scope): boolean {
  const value = operand === undefined ? null : operandValue(operand, scope);
  if (value === null) {
    return false;
  }
  const text = formatValue(value);
  if (/^(?:1|t|T|TRUE|true|True)$/.test(text)) {
    return true;
  }
  if (/^(?:0|f|F|FALSE|false|False)$/.test(text)) {
    return false;
  }
  throw invalid("expected boolean");
}

export function textOf(operand: Operand, scope: Scope): string {
  if (operand === undefined) {
    throw invalid("is nil");
  }
  const isOperation = typeof operand === "object" && !(operand instanceof GoSlice) && !(operand instanceof GoMap);
  const given = isOperation ? operand.run(scope) : operand;
  const named = typeof given === "string" ? namedValue(given, scope) : undefined;
  const value = named === undefined ? given : named;
  if (typeof value !== "string") {
    return formatValue(value);
  }
  if (isQuoted(value, "'")) {
    return value;
  }
  const isDoubleQuoted = isQuoted(value, '"');
  const body = isDoubleQuoted ? value.slice(1, -1) : value;
  return isDoubleQuoted || named !== undefined ? `'${body}'` : body;
}

export function elementsOf(operand: Operand, scope: Scope): readonly GoValue[] {
  const value = operandValue(operand, scope);
  if (value === null) {
    throw invalid("is nil");
  }
  const isLiteral = typeof value === "string" && /^\[[\s\S]*\]$|^\{[\s\S]*\}$/.test(value);
  const parsed = isLiteral ? parseJson(value) : undefined;
  if (parsed?.ok === false) {
    throw invalid();
  }
  const collection = parsed === undefined ? value : parsed.value;
  if (collection instanceof GoSlice) {
    return collection.items;
  }
  if (collection instanceof GoMap) {
    return collection.entries().map((entry) => entry.value);
  }
  throw invalid("expected array, map, or slice");
}
