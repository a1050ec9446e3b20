import type { FieldType } from "../../manifest/schema/field-type.ts";
import { step as stepType, task as taskType } from "../../manifest/schema/template.ts";
import type { DAGTask, Invocation, WorkflowStep } from "../../manifest/types.ts";
import { isLoop } from "../arguments/resolve-references.ts";
import { evaluateWhen } from "../arguments/should-execute.ts";
import { loopItemName } from "../model/node-identity.ts";
import { parseRawJson, type RawJson, rawJsonOf } from "../substitution/raw-json.ts";
import { substitute, unclosedTag } from "../substitution/substitute.ts";
import { LayeredVariables } from "../variables/layered-variables.ts";
import type { Scope } from "../variables/scope.ts";
import {
  fail,
  succeed,
  type TextVariables,
  type ValueContext,
  type ValueResult,
  type Variables,
} from "../variables/variables.ts";
import { loopItem } from "./loop-item.ts";
import { expandSequence } from "./loop-sequence.ts";

/**
 * One step for each item of a step's loop, named `name(0:item)`; the step itself when it has no loop
 * (`steps.go: expandStep`).
 */
export function expandStep(
  step: WorkflowStep,
  scope: Scope,
  globals: TextVariables,
  context: ValueContext,
): ValueResult<readonly WorkflowStep[]> {
  if (!isLoop(step)) return succeed([step]);
  const { withItems: _, withParam: __, withSequence: ___, ...body } = step;
  return expand(stepType, step, body, scope, globals, context);
}

/** One task for each item of a task's loop; the task itself when it has no loop (`dag.go: expandTask`). */
export function expandTask(
  task: DAGTask,
  scope: Scope,
  globals: TextVariables,
  context: ValueContext,
): ValueResult<readonly DAGTask[]> {
  // Unlike a step's, a task's items are part of the text that each item is put into.
  return isLoop(task) ? expand(taskType, task, task, scope, globals, context) : succeed([task]);
}

function expand<T extends Invocation>(
  type: FieldType,
  loop: Invocation,
  body: T,
  scope: Scope,
  globals: TextVariables,
  context: ValueContext,
): ValueResult<readonly T[]> {
  const items = itemsOf(loop);
  if (!items.ok) return items;
  const unclosed = unclosedTag(type, body, context);
  if (unclosed !== undefined) return fail(`unable to parse argo variable: ${unclosed}`);
  const variables = context.release.has("loop-items-without-scope") ? new Map() : scope.parameters(globals);
  const when = evaluateWhen(loop.when);
  const isSkipped = when.ok && !when.value;
  const expanded: T[] = [];
  for (const [index, item] of items.value.entries()) {
    const { label, variables: itemVariables } = loopItem(item, context);
    const all = new LayeredVariables(itemVariables, variables);
    // A loop that will not run must not fail on what its items cannot know.
    const substituted = isSkipped
      ? substitute(type, body, withoutAbsent(all), "none", context)
      : substitute(type, body, all, "all", context);
    if (!substituted.ok) return fail(substituted.error);
    const { template: _, ...rest } = substituted.value;
    const name = loopItemName(loop.name, index, label);
    expanded.push({ ...rest, name, ...(loop.template && { template: loop.template }) } as unknown as T);
  }
  return succeed(expanded);
}

function withoutAbsent(variables: Variables): Variables {
  return new Map([...variables].filter(([, value]) => value !== null));
}

/** Items that cannot be read are no error where `when` is false. */
function itemsOf(loop: Invocation): ValueResult<readonly RawJson[]> {
  const items = readItems(loop);
  if (items.ok) return items;
  const when = evaluateWhen(loop.when);
  return when.ok && !when.value ? succeed([]) : items;
}

function readItems({ withItems, withParam, withSequence }: Invocation): ValueResult<readonly RawJson[]> {
  if (withItems !== undefined && withItems.length > 0) return succeed(withItems.map(rawJsonOf));
  if (withParam) return parseItems(withParam);
  if (withSequence !== undefined) return expandSequence(withSequence);
  throw new Error("a loop has withItems, withParam or withSequence");
}

function parseItems(withParam: string): ValueResult<readonly RawJson[]> {
  const failed = (error: string) =>
    fail(`withParam value could not be parsed as a JSON list: ${withParam.trim()}: ${error}`);
  const parsed = parseRawJson(withParam);
  if (!parsed.ok) return failed(parsed.error);
  const { value } = parsed;
  if (value.kind === "list") return succeed(value.items);
  if (value.kind === "null") return succeed([]);
  const kind = value.kind === "map" ? "object" : value.kind;
  return failed(`json: cannot unmarshal ${kind} into Go value of type []v1alpha1.Item`);
}
