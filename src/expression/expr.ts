/** Expressions of expr-lang as Argo evaluates them: retry and hook conditions, `valueFrom.expression`, `depends`. */
import { type ExpressionDifferences, PlainEnvironment, TemplateEnvironment, type Variables } from "./environment.ts";
import { compile, type Evaluated, type ExpressionEnvironment, run } from "./expr/program.ts";
import { formatAsString } from "./go/format.ts";
import { BOOL, type GoType, mapOf, STRING } from "./types.ts";
import { type EvaluationContext, GoStruct, type GoValue } from "./value.ts";

export type { ExpressionDifferences, Variables } from "./environment.ts";
export type { Evaluated } from "./expr/program.ts";
export { type EvaluationContext, fromPlain, GoStruct, type GoValue, toPlain } from "./value.ts";

export type EvaluatedBoolean =
  | { readonly ok: true; readonly value: boolean }
  | { readonly ok: false; readonly error: string };

/**
 * Evaluates an expression over variables, with Argo's functions (`expr.Compile` and `expr.Run` over `env.GetFuncMap`).
 *
 * @returns the value, or expr-lang's error text with line, column and snippet
 */
export function evaluateExpression(
  source: string,
  variables: Variables,
  context: EvaluationContext,
  differences: ExpressionDifferences = {},
): Evaluated {
  return evaluateIn(TemplateEnvironment.of(variables, differences), source, context);
}

/** Evaluates an expression in an environment of its own. */
export function evaluateIn(environment: ExpressionEnvironment, source: string, context: EvaluationContext): Evaluated {
  const program = compile(source, environment);
  return program.ok ? run(program.root, source, environment, context) : program;
}

/** `argoexpr.EvalBool` over variables, with Argo's functions. */
export function evaluateBoolean(
  source: string,
  variables: Variables,
  context: EvaluationContext,
  differences: ExpressionDifferences = {},
): EvaluatedBoolean {
  return evaluateBooleanIn(TemplateEnvironment.of(variables, differences), source, context);
}

/** `argoexpr.EvalBool` in an environment of its own, without Argo's functions. */
export function evaluateBooleanIn(
  environment: ExpressionEnvironment,
  source: string,
  context: EvaluationContext,
): EvaluatedBoolean {
  const program = compile(source, environment);
  if (!program.ok) {
    return program;
  }
  const result = run(program.root, source, environment, context);
  if (!result.ok) {
    return { ok: false, error: `unable to evaluate expression '${source}': ${result.error}` };
  }
  return typeof result.value === "boolean"
    ? { ok: true, value: result.value }
    : { ok: false, error: `unable to cast expression result '${formatAsString(result.value)}' to bool` };
}

const ARTIFACT: GoType = {
  kind: "struct",
  text: "v1alpha1.Artifact",
  qualifiedName: "github.com/argoproj/argo-workflows/v4/pkg/apis/workflow/v1alpha1.Artifact",
};

/** Lets an expression pass an artifact on (`fromExpression`); the result's `payload` is the artifact. */
export function artifactValue(artifact: unknown): GoStruct {
  return new GoStruct(ARTIFACT, new Map(), artifact);
}

const TASK_RESULT_NAMES = [
  "Succeeded",
  "Failed",
  "Errored",
  "Skipped",
  "Omitted",
  "Daemoned",
  "AnySucceeded",
  "AllFailed",
] as const;

/** What `depends` can ask of a task, as in `a.Succeeded`. */
export type TaskResults = Readonly<Record<(typeof TASK_RESULT_NAMES)[number], boolean>>;

const TASK_RESULTS: GoType = {
  kind: "struct",
  text: "controller.TaskResults",
  qualifiedName: "github.com/argoproj/argo-workflows/v4/workflow/controller.TaskResults",
  fields: new Map(TASK_RESULT_NAMES.map((name) => [name, BOOL])),
};

const TASK_RESULTS_MAP = mapOf(STRING, TASK_RESULTS);

/** `depends` never asks for the time or for chance. */
const NO_CONTEXT: EvaluationContext = { now: 0, random: () => 0 };

/**
 * The `depends` of a DAG task (`dag.go: evaluateDependsLogic`).
 *
 * @param logic - task names and results joined by `&&`, `||` and `!`, the task names with `_` for `-`
 * @param results - by task name, with `_` for `-`
 * @returns whether the task is to run; the error text is the one upstream reports
 */
export function evaluateDepends(
  logic: string,
  results: ReadonlyMap<string, TaskResults>,
  differences: ExpressionDifferences = {},
): EvaluatedBoolean {
  const values = new Map<string, GoValue>();
  for (const [name, result] of results) {
    const fields = TASK_RESULT_NAMES.map((field) => [field, result[field]] as const);
    values.set(name, new GoStruct(TASK_RESULTS, new Map<string, GoValue>(fields)));
  }
  const evaluated = evaluateBooleanIn(new PlainEnvironment(values, TASK_RESULTS_MAP, differences), logic, NO_CONTEXT);
  return evaluated.ok
    ? evaluated
    : { ok: false, error: `unable to evaluate expression '${logic}': ${evaluated.error}` };
}
