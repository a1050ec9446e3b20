import type { ExpressionDifferences } from "../../expression/expr.ts";
import type { Release } from "../../releases/release.ts";

/** How a release evaluates expressions. */
export function expressionDifferences(release: Pick<Release, "has">): ExpressionDifferences {
  return {
    conversionsAreOfArgoPkg: release.has("expression-conversions-of-argoproj-pkg"),
    expressionsAreOfExpr116: release.has("expressions-of-expr-1-16"),
  };
}
