import type { Artifact, Template } from "../../manifest/types.ts";
import { artifactLocationProblem, artifactPathProblem } from "./artifact.ts";
import { checkFieldNames, parameterNameProblem } from "./field-names.ts";
import { firstProblem, type Problem, prefixed } from "./problem.ts";
import { isLeafTemplate } from "./templates/template-kind.ts";
import type { VariableScope } from "./variable-scope.ts";

/** Inputs must be named, and artifacts lie where containers can have them (`validateInputs`). */
export function checkInputs(template: Template): Problem {
  const { name = "", inputs } = template;
  return (
    prefixed(`templates.${name}.inputs.parameters`, checkFieldNames(inputs?.parameters, parameterNameProblem)) ??
    prefixed(`templates.${name}.inputs.artifacts`, checkFieldNames(inputs?.artifacts, parameterNameProblem)) ??
    firstProblem(inputs?.artifacts, (artifact) => inputArtifactProblem(template, artifact))
  );
}

/** Adds the variables that the inputs provide to the template itself. */
export function addInputs(scope: VariableScope, template: Template): void {
  const { parameters = [], artifacts = [] } = template.inputs ?? {};
  for (const { name } of parameters) scope.add(`inputs.parameters.${name}`);
  if (parameters.length > 0) scope.add("inputs.parameters");
  for (const { name } of artifacts) {
    scope.add(`inputs.artifacts.${name}`);
    if (isLeafTemplate(template)) scope.add(`inputs.artifacts.${name}.path`);
  }
}

function inputArtifactProblem(template: Template, artifact: Artifact): Problem {
  const place = `templates.${template.name ?? ""}.inputs.artifacts.${artifact.name}`;
  if (isLeafTemplate(template)) {
    const problem = artifactPathProblem(artifact);
    if (problem !== undefined) return `error in ${place}: ${problem}`;
  } else if (artifact.path !== undefined) {
    return `${place}.path only valid in container/script templates`;
  }
  if (artifact.from !== undefined) return `${place}.from not valid in inputs`;
  return artifactLocationProblem(place, artifact);
}
