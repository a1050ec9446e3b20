import type { Invocation } from "../../manifest/types.ts";
import type { Problem } from "./problem.ts";
import type { VariableScope } from "./variable-scope.ts";

/** Adds the `item` variables of a step or task that is expanded over items (`addItemsToScope`). */
export function addItemVariables(scope: VariableScope, { withItems, withParam, withSequence }: Invocation): Problem {
  const items = withItems ?? [];
  const given = [items.length > 0, withParam !== undefined, withSequence !== undefined].filter(Boolean).length;
  if (given > 1) return "only one of withItems, withParam, withSequence can be specified";
  if (withSequence?.count !== undefined && withSequence.end !== undefined) {
    return "only one of count or end can be defined in withSequence";
  }
  if (withParam !== undefined) scope.allowsAnyItem = true;
  if (withParam !== undefined || withSequence !== undefined) scope.add("item");
  for (const item of items) {
    if (Array.isArray(item)) scope.add(...item.map((_, index) => `item.[${index}]`));
    else if (typeof item === "object" && item !== null) scope.add(...Object.keys(item).map((key) => `item.${key}`));
    else scope.add("item");
  }
  return undefined;
}

/** Whether a step or task counts as a loop for what its outputs look like; a sequence does not, as upstream has it. */
export function isLoop({ withItems, withParam }: Invocation): boolean {
  return (withItems ?? []).length > 0 || withParam !== undefined;
}
