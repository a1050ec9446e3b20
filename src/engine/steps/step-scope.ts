import type { WorkflowStep } from "../../manifest/types.ts";
import { addAggregateToScope } from "../arguments/aggregate-outputs.ts";
import { invocationNodeName } from "../model/node-identity.ts";
import type { NodeStatus } from "../model/node-status.ts";
import { lastAttemptOf } from "../reconcile/nodes/children.ts";
import type { Operation } from "../reconcile/operation.ts";
import { addNodeToScope } from "../variables/node-scope.ts";
import { addSkippedOutputs } from "./skipped-outputs.ts";
import type { StepsContext } from "./steps-context.ts";

/** Makes what a finished step gave known to the groups after it. Answers with an error text. */
export function addStepToScope(
  operation: Operation,
  context: StepsContext,
  groupName: string,
  step: WorkflowStep,
): string | undefined {
  const { scope } = context;
  const name = invocationNodeName(groupName, step.name);
  const node = operation.nodes.byName(name);
  if (node !== undefined) {
    addNodeToScope(scope, "steps", step.name, lastAttemptOf(operation.nodes, node) ?? node, operation.valueContext);
    addSkippedOutputs(operation, scope, "steps", step, node, context.templateContext);
    return undefined;
  }
  const items = loopItems(operation, context.boundaryID, name);
  const [first] = items;
  if (first !== undefined) {
    const resolved = context.templateContext.resolveTemplate({
      ...(first.templateName === undefined ? {} : { template: first.templateName }),
      ...(first.templateRef === undefined ? {} : { templateRef: first.templateRef }),
    });
    if (!resolved.ok) return resolved.error;
    if (resolved.stored) operation.updated = true;
    const aggregated = addAggregateToScope(scope, "steps", step.name, items, operation.valueContext);
    if (!aggregated.ok) return aggregated.error;
  }
  const group = operation.nodes.byName(groupName);
  if (group !== undefined) addNodeToScope(scope, "steps", step.name, group, operation.valueContext);
  return undefined;
}

function loopItems(operation: Operation, boundaryID: string, name: string): NodeStatus[] {
  const items: NodeStatus[] = [];
  for (const node of operation.nodes.values()) {
    if (node.boundaryID === boundaryID && node.type !== "Skipped" && node.name.startsWith(`${name}(`)) items.push(node);
  }
  return items;
}
