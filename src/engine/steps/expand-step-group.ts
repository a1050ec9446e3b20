import type { WorkflowStep } from "../../manifest/types.ts";
import { isLoop } from "../arguments/resolve-references.ts";
import { expandStep } from "../loops/expand-loop.ts";
import { invocationNodeName } from "../model/node-identity.ts";
import type { NodeStatus } from "../model/node-status.ts";
import { addChildNode } from "../reconcile/nodes/children.ts";
import { initializeNode } from "../reconcile/nodes/initialize-node.ts";
import type { Operation } from "../reconcile/operation.ts";
import { succeed, type ValueResult } from "../variables/variables.ts";
import type { StepsContext } from "./steps-context.ts";

/** Puts the items of each loop in its place; a loop without items is a skipped node (`expandStepGroup`). */
export function expandStepGroup(
  operation: Operation,
  group: NodeStatus,
  steps: readonly WorkflowStep[],
  context: StepsContext,
): ValueResult<readonly WorkflowStep[]> {
  const expanded: WorkflowStep[] = [];
  for (const step of steps) {
    if (!isLoop(step)) {
      expanded.push(step);
      continue;
    }
    const items = expandStep(step, context.scope, operation.globals, operation.valueContext);
    if (!items.ok) return items;
    if (items.value.length === 0) skipEmptyLoop(operation, group, step, context);
    for (const item of items.value) expanded.push(item);
  }
  return succeed(expanded);
}

function skipEmptyLoop(operation: Operation, group: NodeStatus, step: WorkflowStep, context: StepsContext): void {
  const name = invocationNodeName(group.name, step.name);
  if (operation.nodes.byName(name) !== undefined) return;
  const { boundaryID, templateContext } = context;
  const origin = { name, templateScope: templateContext.templateScope, holder: step, boundaryID, nodeFlag: {} };
  initializeNode(operation, origin, { type: "Skipped", phase: "Skipped", message: "Skipped, empty params" });
  addChildNode(operation, group.name, name);
}
