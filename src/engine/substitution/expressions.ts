import { PlainEnvironment, TemplateEnvironment } from "../../expression/environment.ts";
import { compile, type ExpressionEnvironment, run } from "../../expression/expr/program.ts";
import { evaluateBoolean } from "../../expression/expr.ts";
import { quote } from "../../expression/go-format.ts";
import type { GoValue } from "../../expression/value.ts";
import { fail, succeed, type ValueContext, type ValueResult, type Variables } from "../variables/variables.ts";
import { expressionDifferences } from "./expression-differences.ts";

export type ExpressionResult =
  | { readonly ok: true; readonly value: GoValue }
  | {
      readonly ok: false;
      /** Whether the expression is wrong in itself, or failed on the values it met. */
      readonly stage: "compile" | "run";
      readonly error: string;
    };

/** Evaluates an expression over variables, with Argo's functions. */
export function evaluateExpression(source: string, variables: Variables, context: ValueContext): ExpressionResult {
  const environment = TemplateEnvironment.of(variables, expressionDifferences(context.release));
  return evaluateIn(environment, source, context);
}

/** Evaluates a condition: of a hook, or of a retry (`argoexpr.EvalBool`). */
export function evaluateCondition(source: string, variables: Variables, context: ValueContext): ValueResult<boolean> {
  return evaluateBoolean(source, variables, context.evaluation, expressionDifferences(context.release));
}

/**
 * Evaluates a tag that begins with `=` where one variable is expected, as in `from: "{{=...}}"`. Names with dots are
 * not nested here, so that hardly any variable can be reached (`template.ResolveVar`).
 */
export function evaluateReference(tag: string, variables: Variables, context: ValueContext): ValueResult<GoValue> {
  const source = tag.slice(1);
  const environment = new PlainEnvironment(variables, undefined, expressionDifferences(context.release));
  const result = evaluateIn(environment, source, context);
  if (result.ok) return result.value === null ? fail(`Unable to resolve: ${quote(tag)}`) : succeed(result.value);
  return fail(`${result.stage === "compile" ? "Unable to compile" : "Invalid expression"}: ${quote(source)}`);
}

function evaluateIn(environment: ExpressionEnvironment, source: string, context: ValueContext): ExpressionResult {
  const program = compile(source, environment);
  if (!program.ok) return { ok: false, stage: "compile", error: program.error };
  const result = run(program.root, source, environment, context.evaluation);
  return result.ok ? result : { ok: false, stage: "run", error: result.error };
}
