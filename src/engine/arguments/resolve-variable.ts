import { quote } from "../../expression/go-format.ts";
import type { GoValue } from "../../expression/value.ts";
import { string } from "../../manifest/schema/field-type.ts";
import type { Artifact, ValueFrom } from "../../manifest/types.ts";
import { artifactString } from "../substitution/artifact-string.ts";
import { evaluateExpression, evaluateReference } from "../substitution/expressions.ts";
import { substitute } from "../substitution/substitute.ts";
import { artifactOf } from "../variables/artifact-value.ts";
import type { Scope } from "../variables/scope.ts";
import { fail, succeed, type ValueContext, type ValueResult } from "../variables/variables.ts";
import { appendToKey } from "./artifact-location.ts";

/** The text between the braces of a tag; braces are optional here (`template.ResolveVar`). */
function tagOf(text: string): string {
  const opened = text.startsWith("{{") ? text.slice(2) : text;
  return (opened.endsWith("}}") ? opened.slice(0, -2) : opened).trim();
}

/** What a tag such as `{{steps.a.outputs.artifacts.x}}` stands for (`wfScope.resolveVar`). */
function resolveVariable(text: string, scope: Scope, context: ValueContext): ValueResult<GoValue> {
  const tag = tagOf(text);
  if (tag.startsWith("=")) return evaluateReference(tag, scope.variables, context);
  const value = scope.variables.get(tag);
  return value === undefined ? fail(`Unable to resolve: ${quote(tag)}`) : succeed(value);
}

/** A resolved output; `isAbsent` when it refers to what a skipped step would have given. */
export interface ResolvedParameter {
  readonly value: GoValue;
  readonly isAbsent: boolean;
}

/** The value of `valueFrom.parameter` or `valueFrom.expression` (`wfScope.resolveParameter`). */
export function resolveParameter(
  valueFrom: ValueFrom,
  scope: Scope,
  context: ValueContext,
): ValueResult<ResolvedParameter> {
  const { parameter, expression } = valueFrom;
  if (expression) {
    const result = evaluateExpression(expression, scope.variables, context);
    if (!result.ok) return result;
    if (result.value === null && !context.release.has("skipped-outputs-unknown")) {
      return fail(`failed to evaluate expression ${quote(expression)}`);
    }
    return succeed({ value: result.value, isAbsent: false });
  }
  if (!parameter) return succeed({ value: "", isAbsent: false });
  const result = resolveVariable(parameter, scope, context);
  return result.ok ? succeed({ value: result.value, isAbsent: scope.isAbsent(tagOf(parameter)) }) : result;
}

/**
 * The artifact that `from` or `fromExpression` stands for, deeper by `subPath` (`wfScope.resolveArtifact`);
 * `undefined` when the artifact names neither.
 */
export function resolveArtifact(
  artifact: Artifact,
  scope: Scope,
  context: ValueContext,
): ValueResult<Artifact | undefined> {
  const { from, fromExpression, subPath } = artifact;
  if (!from && !fromExpression) return succeed(undefined);
  const result = fromExpression
    ? evaluateExpression(fromExpression, scope.variables, context)
    : resolveVariable(from ?? "", scope, context);
  if (!result.ok) return result;
  const resolved = artifactOf(result.value);
  if (resolved === undefined) return fail(`Variable {{${artifactString(artifact)}}} is not an artifact`);
  return subPath ? withSubPath(resolved, subPath, scope, context) : succeed(resolved);
}

function withSubPath(artifact: Artifact, subPath: string, scope: Scope, context: ValueContext): ValueResult<Artifact> {
  const path = substitute(string, subPath, scope.parameters(), "none", context);
  if (!path.ok) return path;
  const deeper = appendToKey(artifact, path.value);
  const toleratesKeyless = artifact.optional === true && !context.release.has("artifact-sub-path-needs-key");
  return !deeper.ok && toleratesKeyless ? succeed(artifact) : deeper;
}
