/** `when` conditions of steps and tasks, and of CronWorkflows: both are expressions of govaluate. */
import { BoundedCache } from "./bounded-cache.ts";
import { evaluateStage, parse, planTokens } from "./govaluate/evaluate.ts";
import { describe, type Value } from "./govaluate/operations.ts";
import { GovaluateProblem } from "./govaluate/problem.ts";

export type EvaluatedWhen =
  | { readonly ok: true; readonly value: boolean }
  | { readonly ok: false; readonly error: string };

const HINT = ' (hint: try wrapping the affected expression in quotes ("))';

const evaluated = new BoundedCache<string, EvaluatedWhen>(5000);

/**
 * Whether a step or task is to run (`steps.go: shouldExecute`). Bare words are texts: `foo != bar` needs no quotes.
 *
 * @param expression - the condition with its tags already substituted; an empty one holds
 * @returns the result, or upstream's error text
 */
export function evaluateWhen(expression: string): EvaluatedWhen {
  if (expression === "") {
    return { ok: true, value: true };
  }
  let result = evaluated.get(expression);
  if (result === undefined) {
    result = evaluateNow(expression);
    evaluated.set(expression, result);
  }
  return result;
}

function evaluateNow(expression: string): EvaluatedWhen {
  const parsed = attempt(() => parse(expression));
  if (!parsed.ok) {
    const hint = parsed.error.includes("Invalid token") ? HINT : "";
    return { ok: false, error: `Invalid 'when' expression '${expression}': ${parsed.error}${hint}` };
  }
  const tokens = parsed.value.tokens.map((token) =>
    token.kind === "VARIABLE" ? ({ kind: "STRING", value: token.value } as const) : token,
  );
  const planned = attempt(() => planTokens(tokens));
  if (!planned.ok) {
    return { ok: false, error: `Failed to parse 'when' expression '${expression}': ${planned.error}` };
  }
  const value = attempt(() => evaluateStage(planned.value.root));
  if (!value.ok) {
    return { ok: false, error: `Failed to evaluate 'when' expresion '${expression}': ${value.error}` };
  }
  return expectBoolean(expression, value.value);
}

/**
 * Whether a CronWorkflow is to run (`cron/operator.go: shouldExecute`). Here bare words are variables, of which there are
 * none.
 */
export function evaluateCronWhen(expression: string): EvaluatedWhen {
  if (expression === "") {
    return { ok: true, value: true };
  }
  const value = attempt(() => evaluateStage(parse(expression).root));
  return value.ok ? expectBoolean(expression, value.value) : value;
}

function expectBoolean(expression: string, value: Value): EvaluatedWhen {
  return typeof value === "boolean"
    ? { ok: true, value }
    : { ok: false, error: `Expected boolean evaluation for '${expression}'. Got ${describe(value)}` };
}

function attempt<T>(
  body: () => T,
): { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string } {
  try {
    return { ok: true, value: body() };
  } catch (error) {
    if (error instanceof GovaluateProblem) {
      return { ok: false, error: error.message };
    }
    throw error;
  }
}
