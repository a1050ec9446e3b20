import type { ParallelSteps } from "../../manifest/types.ts";
import { templateOutputs } from "../arguments/template-outputs.ts";
import { saveMemoizedOutputs } from "../memoization/save-outputs.ts";
import { otherError, Panic } from "../model/errors/execution-error.ts";
import { stepGroupName } from "../model/node-identity.ts";
import { isFailedOrError, isFulfilled, isPhaseFulfilled } from "../model/node-predicates.ts";
import type { NodeStatus } from "../model/node-status.ts";
import type { Execution, PreparedCall } from "../reconcile/execution.ts";
import { addOutputsToGlobalScope } from "../reconcile/global-scope.ts";
import { addChildNode } from "../reconcile/nodes/children.ts";
import { killDaemonedChildren } from "../reconcile/nodes/daemoned-children.ts";
import { initializeExecutableNode, initializeNode, type NodeOrigin } from "../reconcile/nodes/initialize-node.ts";
import { markNodeError, markNodePhase } from "../reconcile/nodes/mark-node-phase.ts";
import { outboundNodes } from "../reconcile/nodes/outbound-nodes.ts";
import type { Operation } from "../reconcile/operation.ts";
import { addWorkflowOutputsToScope } from "../variables/node-scope.ts";
import { Scope } from "../variables/scope.ts";
import { executeStepGroup } from "./execute-step-group.ts";
import { addStepToScope } from "./step-scope.ts";
import type { StepsContext } from "./steps-context.ts";

/** Executes a steps template: its groups one after another, each until it is done (`executeSteps`). */
export function executeSteps(operation: Operation, call: PreparedCall, origin: NodeOrigin): Execution {
  const { template, nodeName } = call;
  const node =
    operation.nodes.byName(nodeName) ??
    initializeExecutableNode(operation, origin, { type: "Steps", phase: "Running" }, template);
  try {
    return executeGroups(operation, call, node);
  } finally {
    const now = operation.nodes.get(node.id);
    if (now !== undefined && isPhaseFulfilled(now)) killDaemonedChildren(operation, node.id);
  }
}

function executeGroups(operation: Operation, call: PreparedCall, node: NodeStatus): Execution {
  const { template, nodeName } = call;
  const scope = new Scope(template);
  addWorkflowOutputsToScope(scope, operation.status.outputs);
  const context: StepsContext = {
    boundaryID: node.id,
    scope,
    templateContext: call.templateContext,
    isExitTemplate: call.options.isExitTemplate === true,
  };
  const groups: readonly ParallelSteps[] = template.steps ?? [];
  for (const [index, steps] of groups.entries()) {
    const groupName = stepGroupName(nodeName, index);
    startGroup(operation, groupName, context);
    connectGroup(operation, nodeName, index);
    const executed = executeStepGroup(operation, steps, groupName, context);
    if (executed.error !== undefined) {
      return { node: markNodeError(operation, groupName, executed.error.message) };
    }
    const group = executed.node;
    if (!isFulfilled(group)) return { node };
    if (isFailedOrError(group.phase)) {
      updateOutboundNodes(operation, nodeName, groups.length);
      return { node: markNodePhase(operation, nodeName, "Failed", group.message ?? "") };
    }
    for (const step of steps) {
      const error = addStepToScope(operation, context, groupName, step);
      if (error !== undefined) return { node, error: otherError(error) };
    }
  }
  updateOutboundNodes(operation, nodeName, groups.length);
  return succeed(operation, call, node, scope);
}

function startGroup(operation: Operation, name: string, context: StepsContext): void {
  const group = operation.nodes.byName(name);
  if (group === undefined) {
    const origin: NodeOrigin = {
      name,
      templateScope: context.templateContext.templateScope,
      holder: {},
      boundaryID: context.boundaryID,
      nodeFlag: {},
    };
    initializeNode(operation, origin, { type: "StepGroup", phase: "Running" });
  } else if (!isFulfilled(group)) {
    markNodePhase(operation, name, "Running");
  }
}

/** The first group hangs below the Steps node, every other below all that the group before it ends in. */
function connectGroup(operation: Operation, stepsName: string, index: number): void {
  const groupName = stepGroupName(stepsName, index);
  if (index === 0) {
    addChildNode(operation, stepsName, groupName);
    return;
  }
  const previous = operation.nodes.byName(stepGroupName(stepsName, index - 1));
  if (previous === undefined) return;
  const children = previous.children ?? [];
  if (children.length === 0) addChildNode(operation, previous.name, groupName);
  for (const childID of children) {
    for (const id of outboundNodes(operation, childID)) {
      const outbound = operation.nodes.get(id);
      if (outbound === undefined) throw new Panic(`could not obtain the out noden name for ${id}`);
      addChildNode(operation, outbound.name, groupName);
    }
  }
}

/** Sets what the Steps node ends in: the ends of the last group that exists (`updateOutboundNodes`). */
function updateOutboundNodes(operation: Operation, nodeName: string, groupCount: number): void {
  let last: NodeStatus | undefined;
  for (let index = groupCount - 1; index >= 0 && last === undefined; index--) {
    last = operation.nodes.byName(stepGroupName(nodeName, index));
  }
  const node = operation.nodes.byName(nodeName);
  if (last === undefined || node === undefined) return;
  const outbound = (last.children ?? []).flatMap((id) => outboundNodes(operation, id));
  operation.nodes.set({ ...node, outboundNodes: outbound });
}

function succeed(operation: Operation, call: PreparedCall, node: NodeStatus, scope: Scope): Execution {
  const { nodeName, template } = call;
  const outputs = templateOutputs(template, scope, operation.valueContext);
  if (!outputs.ok) return { node, error: otherError(outputs.error) };
  let current = operation.nodes.get(node.id) ?? node;
  if (outputs.value !== undefined) {
    current = { ...current, outputs: outputs.value };
    addOutputsToGlobalScope(operation, outputs.value);
    operation.nodes.set(current);
  }
  if (current.memoizationStatus !== undefined) {
    const { outputs: _, ...without } = current;
    // Releases that save what the node had before its outputs were set save nothing.
    saveMemoizedOutputs(operation, operation.has("steps-memoization-stores-no-outputs") ? without : current);
  }
  return { node: markNodePhase(operation, nodeName, "Succeeded") };
}
