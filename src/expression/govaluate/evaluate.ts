/** Evaluates expressions of govaluate, which knows no variables here. */
import { compileRegularExpression } from "../go/regular-expression.ts";
import { tokenize } from "./lexer.ts";
import type { Value } from "./operations.ts";
import { findMismatch, leftChain, plan, type Stage } from "./planner.ts";
import { GovaluateProblem } from "./problem.ts";
import { areParenthesesBalanced, findSyntaxProblem, type Token } from "./token.ts";

/** @throws GovaluateProblem when the text is no expression */
export function parse(expression: string): { readonly tokens: readonly Token[]; readonly root: Stage } {
  return planTokens(tokenize(expression));
}

/** @throws GovaluateProblem when the tokens are no expression */
export function planTokens(tokens: readonly Token[]): { readonly tokens: readonly Token[]; readonly root: Stage } {
  if (!areParenthesesBalanced(tokens)) {
    throw new GovaluateProblem("Unbalanced parenthesis");
  }
  const problem = findSyntaxProblem(tokens);
  if (problem !== undefined) {
    throw new GovaluateProblem(problem);
  }
  const compiled = tokens.map((token, index) => compilePattern(token, tokens[index - 1]));
  return { tokens: compiled, root: plan(compiled) };
}

/** A text right of `=~` or `!~` is a pattern. */
function compilePattern(token: Token, previous: Token | undefined): Token {
  const isPattern = previous?.kind === "COMPARATOR" && (previous.value === "=~" || previous.value === "!~");
  if (!isPattern || token.kind !== "STRING") {
    return token;
  }
  const compiled = compileRegularExpression(token.value);
  if (!compiled.ok) {
    throw new GovaluateProblem(compiled.error);
  }
  return { kind: "PATTERN", value: compiled.expression, text: token.value };
}

/** @throws GovaluateProblem when a value does not fit its operator */
export function evaluateStage(root: Stage): Value {
  let value: Value = null;
  for (const stage of leftChain(root)) value = operate(stage, value);
  return value;
}

/** @param left what the stage's left side gave */
function operate(stage: Stage, left: Value): Value {
  const { symbol, definition } = stage.work;
  if ((symbol === "&&" && left === false) || (symbol === "||" && left === true)) {
    return left;
  }
  if (symbol === "??" && left !== null) {
    return left;
  }
  const skipsRight = (symbol === "?" && left === false) || (symbol === ":" && left !== null);
  const right = skipsRight || stage.right === undefined ? null : evaluateStage(stage.right);
  const mismatch = findMismatch(stage.work, left, right);
  if (mismatch !== undefined) {
    throw new GovaluateProblem(mismatch);
  }
  return definition.compute(left, right);
}
