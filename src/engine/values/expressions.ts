import type { GoValue } from "../../expression/value.ts";
import type { Artifact } from "../../manifest/types.ts";
import type { ValueContext, ValueResult, Variables } from "./variables.ts";

export type ExpressionResult =
  | { readonly ok: true; readonly value: GoValue }
  | { readonly ok: false; readonly stage: "compile" | "run"; readonly error: string };

export declare function evaluateExpression(
  expression: string,
  variables: Variables,
  context: ValueContext,
): ExpressionResult;

export declare function evaluateCondition(
  expression: string,
  variables: Variables,
  context: ValueContext,
): ValueResult<boolean>;

export declare function evaluateInFlatScope(
  tag: string,
  variables: Variables,
  context: ValueContext,
): ValueResult<GoValue>;

export declare function artifactOf(value: GoValue | Artifact): Artifact | undefined;
