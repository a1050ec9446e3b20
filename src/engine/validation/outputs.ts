import { outputs as outputsType } from "../../manifest/schema/parameter.ts";
import type { Artifact, Parameter, Template, ValueFrom } from "../../manifest/types.ts";
import { templateType } from "../model/template-type.ts";
import { artifactPathProblem } from "./artifact.ts";
import { checkFieldNames, containsTag, parameterNameProblem } from "./field-names.ts";
import { firstProblem, type Problem, prefixed } from "./problem.ts";
import { checkVariables } from "./resolve-variables.ts";
import { isLeafTemplate, templateKindName } from "./templates/template-kind.ts";
import type { ValidationContext } from "./validation-context.ts";
import type { VariableScope } from "./variable-scope.ts";

/** Outputs must be named, refer to known variables and have a source that fits the template (`validateOutputs`). */
export function checkOutputs(template: Template, scope: VariableScope, context: ValidationContext): Problem {
  const { name = "", outputs } = template;
  const place = `templates.${name}.outputs`;
  return (
    prefixed(`${place}.parameters `, checkFieldNames(outputs?.parameters, parameterNameProblem)) ??
    prefixed(`${place}.artifacts `, checkFieldNames(outputs?.artifacts, parameterNameProblem)) ??
    prefixed(`${place} `, checkVariables(outputsType, outputs, scope, context)) ??
    firstProblem(outputs?.artifacts, (artifact) => artifactProblem(template, artifact)) ??
    firstProblem(outputs?.parameters, (parameter) => parameterProblem(template, parameter, context))
  );
}

function artifactProblem(template: Template, artifact: Artifact): Problem {
  const place = `templates.${template.name ?? ""}.outputs.artifacts.${artifact.name}`;
  if (isLeafTemplate(template)) {
    const problem = artifactPathProblem(artifact);
    if (problem !== undefined) return `error in ${place}: ${problem}`;
  } else if (artifact.path !== undefined) {
    return `${place}.path only valid in container/script templates`;
  }
  return globalNameProblem(place, artifact.globalName);
}

function parameterProblem(template: Template, parameter: Parameter, context: ValidationContext): Problem {
  const place = `templates.${template.name ?? ""}.outputs.parameters.${parameter.name}`;
  return (
    sourceCountProblem(place, parameter, context) ??
    sourceKindProblem(place, template, parameter.valueFrom) ??
    globalNameProblem(place, parameter.globalName)
  );
}

function globalNameProblem(place: string, globalName: string | undefined): Problem {
  if (globalName === undefined || containsTag(globalName)) return undefined;
  return prefixed(`${place}.globalName: `, parameterNameProblem(globalName));
}

/** Exactly one source must be given (`validateOutputParameter`). */
function sourceCountProblem(place: string, { value, valueFrom }: Parameter, context: ValidationContext): Problem {
  if (valueFrom !== undefined && value !== undefined) {
    return context.has("validation-messages-with-full-stop")
      ? `${place} has both valueFrom and value specified. Choose one.`
      : `${place} has both valueFrom and value specified, choose one`;
  }
  if (value !== undefined) return undefined;
  if (valueFrom === undefined) return `${place} does not have valueFrom or value specified`;
  const { path, jqFilter, jsonPath, parameter, expression, supplied } = valueFrom;
  const count = [path, jqFilter, jsonPath, parameter, expression, supplied].filter(
    (source) => source !== undefined,
  ).length;
  if (count === 1) return undefined;
  return count === 0
    ? "valueFrom type unspecified. choose one of: path, jqFilter, jsonPath, parameter, raw, expression"
    : "multiple valueFrom types specified. choose one of: path, jqFilter, jsonPath, parameter, raw";
}

/** The source must be one that this kind of template can have. */
function sourceKindProblem(place: string, template: Template, valueFrom: ValueFrom | undefined): Problem {
  if (valueFrom === undefined) return undefined;
  const kind = templateKindName(template);
  const { path, jqFilter, jsonPath, parameter, expression } = valueFrom;
  switch (templateType(template)) {
    case "container":
    case "containerSet":
    case "script":
      return path === undefined ? `${place}.path must be specified for ${kind} templates` : undefined;
    case "resource":
      return (jqFilter ?? jsonPath) === undefined
        ? `${place} .jqFilter or jsonPath must be specified for ${kind} templates`
        : undefined;
    case "dag":
    case "steps":
      return (parameter ?? expression) === undefined
        ? `${place}.parameter or expression must be specified for ${kind} templates`
        : undefined;
    default:
      return undefined;
  }
}
