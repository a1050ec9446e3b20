import type { RetryStrategy } from "../../manifest/types.ts";
import type { Operation } from "./operation.ts";

/** The retry strategy of a template, else that of the workflow. */
export function retryStrategyOf(
  operation: Operation,
  template: { readonly retryStrategy?: RetryStrategy },
): RetryStrategy | undefined {
  return template.retryStrategy ?? operation.executionSpec.retryStrategy;
}

/** The policy in force: `Always` when only an expression is given, else `OnFailure` (`RetryPolicyActual`). */
export function retryPolicyOf(strategy: RetryStrategy): string {
  return strategy.retryPolicy || (strategy.expression ? "Always" : "OnFailure");
}
