import { parseJson } from "../../expression/go/json-parse.ts";
import { escapeJson, marshalJson } from "../../expression/go-format.ts";
import { GoMap, GoSlice, type GoValue } from "../../expression/value.ts";
import type { NodeStatus } from "../model/node-status.ts";
import { parseRawJson, rawJsonText } from "../substitution/raw-json.ts";
import type { NodeReference, Scope } from "../variables/scope.ts";
import { fail, succeed, type ValueContext, type ValueResult } from "../variables/variables.ts";

/**
 * Makes the outputs of a loop known as lists over its items: `outputs.result`, `outputs.parameters` and
 * `outputs.parameters.<name>` (`processAggregateNodeOutputs`). Items that did not succeed are left out of the lists.
 *
 * @param items - every node whose name begins with the loop's, in any order
 */
export function addAggregateToScope(
  scope: Scope,
  reference: NodeReference,
  name: string,
  items: readonly NodeStatus[],
  context: Pick<ValueContext, "release">,
): ValueResult<void> {
  if (items.length === 0) return succeed(undefined);
  const withOutputs = itemsInOrder(items, context).filter((item) => item.outputs && item.phase === "Succeeded");
  const results: string[] = [];
  const parameterMaps: GoMap[] = [];
  const valuesByName = new Map<string, string[]>();
  for (const { outputs } of withOutputs) {
    const parameters = outputs?.parameters ?? [];
    for (const parameter of parameters) {
      const values = valuesByName.get(parameter.name) ?? [];
      valuesByName.set(parameter.name, [...values, parameter.value ?? ""]);
    }
    if (parameters.length > 0) parameterMaps.push(GoMap.of(parameters.map(({ name, value }) => [name, value ?? ""])));
    if (outputs?.result === undefined) continue;
    const result = resultAsJson(outputs.result);
    if (!result.ok) return result;
    results.push(result.value);
  }
  const prefix = `${reference}.${name}.outputs`;
  scope.set(`${prefix}.result`, `[${results.join(",")}]`);
  scope.set(`${prefix}.parameters`, marshalJson(GoSlice.of(parameterMaps)));
  const asText = context.release.has("json-outputs-aggregated-as-text");
  for (const [parameter, values] of valuesByName) {
    scope.set(`${prefix}.parameters.${parameter}`, asText ? textList(values) : valueList(values));
  }
  return succeed(undefined);
}

function itemsInOrder(items: readonly NodeStatus[], { release }: Pick<ValueContext, "release">): readonly NodeStatus[] {
  const attemptsCount = release.has("attempts-aggregated-with-items");
  const kept = items.filter(({ nodeFlag, type }) => {
    if (nodeFlag?.hooked === true) return false;
    return attemptsCount ? type !== "Retry" : nodeFlag?.retried !== true;
  });
  const indexed = kept.map((item) => ({ item, index: loopIndex(item.name, attemptsCount) }));
  return indexed.sort((left, right) => left.index - right.index).map(({ item }) => item);
}

/** The number after the last parenthesis of an item's name (`parseLoopIndex`); after the first, in older releases. */
function loopIndex(name: string, afterFirstParenthesis: boolean): number {
  const start = afterFirstParenthesis ? name.indexOf("(") : name.lastIndexOf("(");
  return Number.parseInt(name.slice(start + 1), 10);
}

/** A result as the JSON it is, so that lists and objects stay such. */
function resultAsJson(result: string): ValueResult<string> {
  const parsed = parseRawJson(result);
  return parsed.ok ? succeed(rawJsonText(parsed.value)) : fail(parsed.error);
}

function textList(values: readonly string[]): string {
  return `[${values.map((value) => `"${escapeJson(value)}"`).join(",")}]`;
}

/** A list of objects and lists when every value is JSON of one of these kinds, else of text (`tryJSONUnmarshal`). */
function valueList(values: readonly string[]): string {
  const parsed: GoValue[] = [];
  for (const value of values) {
    const json = parseJson(value);
    if (!json.ok || !(json.value instanceof GoMap || json.value instanceof GoSlice)) return textList(values);
    parsed.push(json.value);
  }
  return marshalJson(GoSlice.of(parsed));
}
