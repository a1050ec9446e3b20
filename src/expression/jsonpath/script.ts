/** The expressions inside of filters and scripts, as in `[?(@.a > 1)]` (`script/standard`). */
import { parseJson } from "../go/json-parse.ts";
import { power } from "../go/power.ts";
import { compileRegularExpression } from "../go/regular-expression.ts";
import { trimSpace } from "../go/strings.ts";
import { NestingDepth } from "../size-limit.ts";
import { GoMap, GoSlice, type GoValue, int64 } from "../value.ts";
import { applyTokens } from "./apply.ts";
import {
  booleanOf,
  elementsOf,
  integerOperand,
  invalid,
  isQuoted,
  namedValue,
  numberOf,
  type Operand,
  type Operation,
  type Scope,
  textOf,
} from "./operand.ts";
import { attempt, emptyExpression, JsonPathProblem } from "./problem.ts";
import { parseToken, type Token } from "./token.ts";
import { tokenize } from "./tokenizer.ts";

export interface Script {
  readonly source: string;
  /** Undefined for a text without operators, which stands for itself. */
  readonly root: Operation | undefined;
}

/** In the order in which they are looked for: what comes first binds least. */
const OPERATORS = [
  "||",
  "&&",
  "==",
  "!=",
  "<=",
  ">=",
  "<",
  ">",
  "=~",
  "!",
  "+",
  "-",
  "**",
  "*",
  "/",
  "%",
  "not in",
  "in",
  "@",
  "$",
] as const;

/** @throws JsonPathProblem when a selector in the expression is none */
export function compileScript(source: string): Script {
  return { source, root: compileOperation(source, OPERATORS) };
}

/** @throws JsonPathProblem when a value does not fit its operator */
export function runScript(script: Script, root: GoValue, current: GoValue): GoValue {
  const { source } = script;
  if (source === "") {
    throw emptyExpression();
  }
  const scope = { root, current };
  if (script.root !== undefined) {
    return script.root.run(scope);
  }
  const named = namedValue(source, scope);
  if (named !== undefined) {
    return named;
  }
  return attempt(() => numberOf(source, scope)) ?? attempt(() => booleanOf(source, scope)) ?? source;
}

/** Of the operations within each other that are being compiled. */
const depth = new NestingDepth("a script of a JSONPath selector");

function compileOperation(text: string, operators: readonly string[]): Operation | undefined {
  try {
    depth.enter();
    return compileWithin(text, operators);
  } finally {
    depth.leave();
  }
}

function compileWithin(text: string, operators: readonly string[]): Operation | undefined {
  let expression = trimSpace(text);
  let candidates = operators;
  if (expression === "") {
    return undefined;
  }
  if (expression.startsWith("(") && expression.endsWith(")")) {
    expression = trimSpace(expression.slice(1, -1));
    candidates = OPERATORS;
  }
  for (const [position, operator] of candidates.entries()) {
    const operation = compileWith(operator, expression, candidates.slice(position));
    if (operation !== undefined) {
      return operation;
    }
  }
  return undefined;
}

/** The operation when `operator` stands in the expression with the operands that it needs. */
function compileWith(operator: string, expression: string, rest: readonly string[]): Operation | undefined {
  const index = findUnquoted(expression, operator);
  if (index < 0) {
    return undefined;
  }
  const isSelector = operator === "$" || operator === "@";
  const isPrefix = isSelector || operator === "!";
  const rightText = trimSpace(expression.slice(index + operator.length));
  const leftText = trimSpace(expression.slice(0, index));
  if ((rightText === "" && !isSelector) || (leftText === "" && !isPrefix)) {
    return undefined;
  }
  const right = compileOperand(rightText, rest);
  const left = compileOperand(leftText, rest);
  if (isPrefix && left !== undefined) {
    return undefined;
  }
  return isSelector ? selector(expression) : operation(operator, left, right);
}

function compileOperand(text: string, operators: readonly string[]): Operand {
  const operation = compileOperation(text, operators);
  if (operation !== undefined) {
    return operation;
  }
  const operand = trimSpace(text);
  if (operand === "") {
    return undefined;
  }
  const isLiteral = /^\[[\s\S]*\]$|^\{[\s\S]*\}$/.test(operand);
  const parsed = isLiteral ? parseJson(operand) : undefined;
  return parsed?.ok === true && (parsed.value instanceof GoSlice || parsed.value instanceof GoMap)
    ? parsed.value
    : operand;
}

/** Where an operator first stands outside of quotes and brackets. */
function findUnquoted(text: string, operator: string): number {
  let quote: string | undefined;
  let brackets = 0;
  let parentheses = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? "";
    if (character === "'" || character === '"') {
      if ((quote ?? character) === character && brackets <= 0 && parentheses <= 0) {
        quote = quote === undefined ? character : undefined;
      }
    } else if (quote === undefined) {
      const step = "([".includes(character) ? 1 : ")]".includes(character) ? -1 : 0;
      if ("()".includes(character) && brackets <= 0) {
        parentheses += step;
      } else if ("[]".includes(character) && parentheses <= 0) {
        brackets += step;
      }
    }
    const isOutside = quote === undefined && brackets <= 0 && parentheses <= 0;
    if (isOutside && text.slice(0, index + 1).endsWith(operator)) {
      return index + 1 - operator.length;
    }
  }
  return -1;
}

/** A selector's text comes in quotes, so that it is not taken for a number. */
function selector(expression: string): Operation {
  const tokens: readonly Token[] = tokenize(expression).map(parseToken);
  return {
    run: ({ root, current }) => {
      const value = applyTokens(tokens, root, current);
      return typeof value === "string" && !isQuoted(value, "'") ? `'${value}'` : value;
    },
  };
}

function operation(operator: string, left: Operand, right: Operand): Operation {
  const numbers = (compute: (a: number, b: number) => GoValue): Operation => ({
    run: (scope) => compute(numberOf(left, scope), numberOf(right, scope)),
  });
  switch (operator) {
    case "||":
    case "&&":
      return {
        run: (scope) => {
          const [a, b] = [booleanOf(left, scope), booleanOf(right, scope)];
          return operator === "||" ? a || b : a && b;
        },
      };
    case "==":
    case "!=":
      return { run: (scope) => isEqual(left, right, scope) === (operator === "==") };
    case "<":
      return numbers((a, b) => a < b);
    case "<=":
      return numbers((a, b) => a <= b);
    case ">":
      return numbers((a, b) => a > b);
    case ">=":
      return numbers((a, b) => a >= b);
    case "+":
      return numbers((a, b) => a + b);
    case "-":
      return numbers((a, b) => a - b);
    case "*":
      return numbers((a, b) => a * b);
    case "/":
      return numbers((a, b) => a / b);
    case "**":
      return numbers(power);
    case "%":
      return { run: (scope) => int64(modulo(integerOperand(left, scope), integerOperand(right, scope))) };
    case "!":
      return { run: (scope) => !booleanOf(right, scope) };
    case "=~":
      return { run: (scope) => matches(textOf(left, scope), textOf(right, scope)) };
    default:
      return { run: (scope) => isMember(left, right, scope) === (operator === "in") };
  }
}

function modulo(dividend: bigint, divisor: bigint): bigint {
  if (divisor === 0n) {
    throw new JsonPathProblem("other", "runtime error: integer divide by zero");
  }
  return dividend % divisor;
}

function isEqual(left: Operand, right: Operand, scope: Scope): boolean {
  const leftNumber = attempt(() => numberOf(left, scope));
  const rightNumber = leftNumber === undefined ? undefined : attempt(() => numberOf(right, scope));
  return rightNumber === undefined ? textOf(left, scope) === textOf(right, scope) : leftNumber === rightNumber;
}

function matches(text: string, pattern: string): boolean {
  const unquote = (quoted: string): string => (isQuoted(quoted, "'") ? quoted.slice(1, -1) : quoted);
  const compiled = compileRegularExpression(unquote(pattern));
  if (!compiled.ok) {
    throw invalid("expected a valid regexp");
  }
  return compiled.expression.isFoundIn(unquote(text));
}

function isMember(left: Operand, right: Operand, scope: Scope): boolean {
  const item =
    attempt(() => numberOf(left, scope)) ?? attempt(() => textOf(left, scope)) ?? attempt(() => booleanOf(left, scope));
  return elementsOf(right, scope).some((element) => element === item);
}
