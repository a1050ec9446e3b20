import type { Arguments, Artifact, Parameter } from "../../manifest/types.ts";
import { hasLocationOrKey } from "../arguments/artifact-location.ts";
import { checkFieldNames, parameterNameProblem } from "./field-names.ts";
import { firstProblem, type Problem, prefixed } from "./problem.ts";

/** Arguments must be named and have a value or location (`validateArguments`). `prefix` names their place. */
export function checkArguments(prefix: string, passed: Arguments | undefined): Problem {
  return (
    prefixed(`${prefix}parameters`, checkFieldNames(passed?.parameters, parameterNameProblem)) ??
    prefixed(`${prefix}artifacts`, checkFieldNames(passed?.artifacts, parameterNameProblem)) ??
    firstProblem(passed?.parameters, (parameter) => parameterProblem(`${prefix}${parameter.name}`, parameter)) ??
    firstProblem(passed?.artifacts, (artifact) => artifactProblem(`${prefix}${artifact.name}`, artifact))
  );
}

function parameterProblem(place: string, { value, valueFrom, enum: choices }: Parameter): Problem {
  if (valueFrom === undefined && value === undefined) return `${place}.value or ${place}.valueFrom is required`;
  if (valueFrom !== undefined) {
    const { configMapKeyRef, event, supplied, path, jsonPath, parameter, expression } = valueFrom;
    const isAllowed = configMapKeyRef !== undefined || event !== undefined || supplied !== undefined;
    if (!isAllowed || (path ?? jsonPath ?? parameter ?? expression) !== undefined) {
      return `${place}.valueFrom only allows: default, configMapKeyRef and supplied`;
    }
  }
  // An empty list does not survive the JSON that the API server stores.
  if (choices === undefined || choices.length === 0) return undefined;
  if (value === undefined) return `${place}.value is required`;
  return choices.includes(value) ? undefined : `${place}.value should be present in ${place}.enum list`;
}

function artifactProblem(place: string, artifact: Artifact): Problem {
  if (artifact.from === undefined && !hasLocationOrKey(artifact)) {
    return `${place}.from, artifact location, or key is required`;
  }
  if (artifact.from === undefined || artifact.fromExpression === undefined) return undefined;
  return `${place} shouldn't have both \`from\` and \`fromExpression\` in Artifact`;
}
