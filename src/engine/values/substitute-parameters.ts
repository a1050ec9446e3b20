import type { Template } from "../../manifest/types.ts";
import { parametersJson } from "./parameters-json.ts";
import { substitute } from "./substitute.ts";
import { fail, type TextVariables, type ValueContext, type ValueResult, type VariableValue } from "./variables.ts";

/**
 * Replaces the tags of a template whose inputs have their values (`common.SubstituteParams`): first the variables of
 * the workflow and of the node, then the inputs, which may themselves have been made of those. Tags that nothing is
 * known for stay.
 */
export function substituteParameters(
  template: Template,
  globals: TextVariables,
  locals: TextVariables,
  context: ValueContext,
): ValueResult<Template> {
  const variables = new Map<string, VariableValue>([...globals, ...locals]);
  const first = substitute(template, variables, "none", context);
  if (!first.ok) return fail(first.error);
  if (context.release.has("inputs-substituted-without-globals")) variables.clear();
  const nameless = addInputs(first.value, variables);
  if (nameless !== undefined) return fail(`inputs.parameters.${nameless} had no value`);
  return substitute(first.value, variables, "none", context);
}

/** Adds the variables that a template's own declarations bring; answers with an input parameter without value, if any. */
function addInputs({ inputs, outputs }: Template, variables: Map<string, VariableValue>): string | undefined {
  for (const { name, value, valueFrom } of inputs?.parameters ?? []) {
    if (value === undefined && valueFrom === undefined) return name;
    if (value !== undefined) variables.set(`inputs.parameters.${name}`, value);
  }
  variables.set("inputs.parameters", parametersJson(inputs?.parameters));
  for (const { name, path } of inputs?.artifacts ?? []) {
    if (path) variables.set(`inputs.artifacts.${name}.path`, path);
  }
  for (const { name, path } of outputs?.artifacts ?? []) {
    if (path) variables.set(`outputs.artifacts.${name}.path`, path);
  }
  for (const { name, valueFrom } of outputs?.parameters ?? []) {
    if (valueFrom?.path) variables.set(`outputs.parameters.${name}.path`, valueFrom.path);
  }
  return undefined;
}
