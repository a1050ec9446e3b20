import { BoundedCache } from "../../expression/bounded-cache.ts";
import { template as templateType } from "../../manifest/schema/template.ts";
import type { Inputs, Template } from "../../manifest/types.ts";
import { LayeredVariables } from "../variables/layered-variables.ts";
import { parametersJson } from "../variables/parameters-json.ts";
import {
  fail,
  succeed,
  type TextVariables,
  type ValueContext,
  type ValueResult,
  type VariableValue,
} from "../variables/variables.ts";
import { substitute } from "./substitute.ts";
import { tagNamesOf } from "./tag-names.ts";

/**
 * Replaces the tags of a template whose inputs have their values (`common.SubstituteParams`): first the variables of
 * the workflow and of the node, then the inputs, which may themselves have been made of those. Tags that nothing is
 * known for stay.
 *
 * @param inputs - the inputs with their values, when they are not the template's own
 */
export function substituteParameters(
  template: Template,
  globals: TextVariables,
  locals: TextVariables,
  context: ValueContext,
  inputs: Inputs | undefined = template.inputs,
): ValueResult<Template> {
  const variables = new LayeredVariables(locals, globals);
  const filled = inputs === template.inputs ? template : { ...template, ...(inputs && { inputs }) };
  const key = substitutionKey(template, inputs, variables);
  if (key === undefined) return substituteNow(filled, variables, context);
  const variants = variantsOf(template);
  const known = variants.get(key);
  if (known !== undefined) return succeed(known);
  const result = substituteNow(filled, variables, context);
  if (result.ok) variants.set(key, result.value);
  return result;
}

function substituteNow(template: Template, variables: LayeredVariables, context: ValueContext): ValueResult<Template> {
  const first = substitute(templateType, template, variables, "none", context);
  if (!first.ok) return fail(first.error);
  const own = new Map<string, VariableValue>();
  const nameless = addInputs(first.value, own);
  if (nameless !== undefined) return fail(`inputs.parameters.${nameless} had no value`);
  const knowsGlobals = !context.release.has("inputs-substituted-without-globals");
  return substitute(
    templateType,
    first.value,
    knowsGlobals ? new LayeredVariables(own, variables) : own,
    "none",
    context,
  );
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

/**
 * Templates as they became, kept because every reconcile asks for every template again. Releases differ in expressions
 * only, and what has expressions is not kept.
 */
const substituted = new WeakMap<Template, BoundedCache<string, Template>>();

const cachedVariants = 200;
const longestKey = 4_000;

function variantsOf(template: Template): BoundedCache<string, Template> {
  let variants = substituted.get(template);
  if (variants === undefined) {
    variants = new BoundedCache(cachedVariants);
    substituted.set(template, variants);
  }
  return variants;
}

/**
 * The values that decide what a template becomes, as one text; `undefined` when they are not plainly known: tags that
 * are expressions, values that have tags themselves, artifacts and sources that come with the arguments.
 */
function substitutionKey(
  template: Template,
  inputs: Inputs | undefined,
  variables: LayeredVariables,
): string | undefined {
  const names = tagNamesOf(template);
  if (names === undefined || inputs?.artifacts !== template.inputs?.artifacts) return undefined;
  let key = "";
  for (const [index, { value, valueFrom }] of inputs?.parameters?.entries() ?? []) {
    if (valueFrom !== template.inputs?.parameters?.[index]?.valueFrom && valueFrom !== undefined) return undefined;
    key += keyPart(value);
  }
  for (const name of names) key += keyPart(variables.get(name));
  return key.length > longestKey || key.includes("{{") ? undefined : key;
}

/** With its length before it, so that no two lists of values make the same key. */
function keyPart(value: VariableValue | undefined): string {
  return typeof value === "string" ? `${value.length}:${value}` : "-";
}
