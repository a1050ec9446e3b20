import type { ParallelSteps, WorkflowStep } from "../../manifest/types.ts";
import { resolveStepReferences, substituteVolumes } from "../arguments/resolve-references.ts";
import { evaluateWhen } from "../arguments/should-execute.ts";
import { executeTemplate } from "../execution/execute-template.ts";
import { runExitHandlerOfNode } from "../exit-handlers/exit-handler-of-node.ts";
import { exitHook } from "../hooks/hook-arguments.ts";
import { executeTemplateHooks } from "../hooks/template-hooks.ts";
import { type ExecutionError, otherError } from "../model/errors/execution-error.ts";
import { invocationNodeName } from "../model/node-identity.ts";
import { isCompleted, isFailedOrError, isFulfilled } from "../model/node-predicates.ts";
import type { NodeStatus } from "../model/node-status.ts";
import type { Execution } from "../reconcile/execution.ts";
import { addOutputsToGlobalScope } from "../reconcile/global-scope.ts";
import { addChildNode } from "../reconcile/nodes/children.ts";
import { initializeNode } from "../reconcile/nodes/initialize-node.ts";
import { markNodeError, markNodePhase } from "../reconcile/nodes/mark-node-phase.ts";
import type { Operation } from "../reconcile/operation.ts";
import { continuesOn } from "./continue-on.ts";
import { expandStepGroup } from "./expand-step-group.ts";
import type { StepsContext } from "./steps-context.ts";

export interface StepGroupExecution {
  readonly node: NodeStatus;
  readonly error?: ExecutionError;
}

/** Executes all steps of a group, and decides what the group has come to (`executeStepGroup`). */
export function executeStepGroup(
  operation: Operation,
  steps: ParallelSteps,
  groupName: string,
  context: StepsContext,
): StepGroupExecution {
  const group = operation.nodes.byName(groupName);
  if (group === undefined) throw new Error(`no node named ${groupName}`);
  if (isFulfilled(group) && (operation.has("daemon-not-retried") || operation.nodes.isDoneBelow(group))) {
    return { node: group };
  }
  const ready = readySteps(operation, steps, group, context);
  if (ready.kind === "stop") return { node: ready.node };
  const started = new Map<string, WorkflowStep>();
  for (const step of ready.steps) {
    const stopped = executeStep(operation, step, group, context, started);
    if (stopped !== undefined) return { node: stopped };
  }
  return assessGroup(operation, groupName, context, started);
}

type ReadySteps =
  | { readonly kind: "steps"; readonly steps: readonly WorkflowStep[] }
  | { readonly kind: "stop"; readonly node: NodeStatus };

/** The steps with their references resolved and their loops expanded. */
function readySteps(operation: Operation, steps: ParallelSteps, group: NodeStatus, context: StepsContext): ReadySteps {
  const stop = (message: string): ReadySteps => ({ kind: "stop", node: markNodeError(operation, group.name, message) });
  const volumes = substituteVolumes(operation.volumes, context.scope, operation.valueContext);
  if (!volumes.ok) return stop(volumes.error);
  operation.volumes = volumes.value;
  const resolved = resolveStepReferences(steps, context.scope, operation.globals, operation.valueContext);
  if (resolved.kind === "missing") {
    operation.notice(group.name, resolved.message);
    operation.requeue();
    return { kind: "stop", node: group };
  }
  if (resolved.kind === "error") return stop(resolved.message);
  const expanded = expandStepGroup(operation, group, resolved.value, context);
  if (!expanded.ok) return stop(expanded.error);
  return { kind: "steps", steps: expanded.value };
}

/** Executes one step; answers with the group's node when the group stops here. */
function executeStep(
  operation: Operation,
  step: WorkflowStep,
  group: NodeStatus,
  context: StepsContext,
  started: Map<string, WorkflowStep>,
): NodeStatus | undefined {
  const nodeName = invocationNodeName(group.name, step.name);
  const origin = {
    name: nodeName,
    templateScope: context.templateContext.templateScope,
    holder: step,
    boundaryID: context.boundaryID,
    nodeFlag: {},
  };
  const decision = evaluateWhen(step.when);
  if (!decision.ok) {
    initializeNode(operation, origin, { type: "Skipped", phase: "Error", message: decision.error });
    addChildNode(operation, group.name, nodeName);
    return markNodeError(operation, group.name, decision.error);
  }
  if (!decision.value) {
    if (operation.nodes.byName(nodeName) === undefined) {
      const message = `when '${step.when ?? ""}' evaluated false`;
      initializeNode(operation, origin, { type: "Skipped", phase: "Skipped", message });
      addChildNode(operation, group.name, nodeName);
    }
    return undefined;
  }
  const execution = executeTemplate(operation, {
    nodeName,
    holder: step,
    reference: "steps",
    context: context.templateContext,
    arguments: step.arguments ?? {},
    options: { boundaryID: context.boundaryID, isExitTemplate: context.isExitTemplate },
  });
  return afterStep(operation, group, nodeName, step, execution, started);
}

function afterStep(
  operation: Operation,
  group: NodeStatus,
  nodeName: string,
  step: WorkflowStep,
  { node, error }: Execution,
  started: Map<string, WorkflowStep>,
): NodeStatus | undefined {
  switch (error?.kind) {
    case undefined:
    case "parallelismReached":
    case "maxDepthExceeded":
      break;
    case "deadlineExceeded":
      return group;
    case "timeout":
      return markNodePhase(operation, group.name, "Failed", error.message);
    case "transient":
    case "other": {
      addChildNode(operation, group.name, nodeName);
      const message = `step group deemed errored due to child ${nodeName} error: ${error.message}`;
      return markNodeError(operation, group.name, message);
    }
  }
  if (node !== undefined) {
    started.set(nodeName, step);
    addChildNode(operation, group.name, nodeName);
  }
  return undefined;
}

/** Runs hooks and exit handlers of the steps, and derives the group's phase from them. */
function assessGroup(
  operation: Operation,
  groupName: string,
  context: StepsContext,
  started: ReadonlyMap<string, WorkflowStep>,
): StepGroupExecution {
  const group = operation.nodes.byName(groupName);
  if (group === undefined) throw new Error(`no node named ${groupName}`);
  let completed = true;
  for (const childID of group.children ?? []) {
    const child = operation.nodes.get(childID);
    if (child === undefined) {
      return { node: group, error: otherError(`was unable to obtain childNode for ${childID}`) };
    }
    const step = started.get(child.name) ?? { name: "" };
    context.scope.set(`steps.${child.displayName}.status`, child.phase);
    const hooks = executeTemplateHooks(operation, { reference: "steps", invocation: step, parent: child, ...context });
    if (hooks.error !== undefined) markNodeError(operation, groupName, hooks.error.message);
    if (!hooks.completed) return { node: group };
    if (!isFulfilled(child)) {
      completed = false;
    } else if (isCompleted(child)) {
      const exit = runExitHandlerOfNode(operation, exitHook(step, operation.executionSpec.arguments), {
        reference: "steps",
        invocation: step,
        parent: child,
        ...context,
      });
      const leavesGroupRunning = exit.error !== undefined && operation.has("step-exit-error-leaves-group-running");
      if (exit.error !== undefined && !leavesGroupRunning) return { node: group, error: exit.error };
      if (exit.error !== undefined) operation.notice(child.name, exit.error.message);
      if (leavesGroupRunning || (exit.exists && (exit.node === undefined || !isFulfilled(exit.node)))) {
        completed = false;
      }
    }
  }
  if (!completed) {
    return { node: isFulfilled(group) ? markNodePhase(operation, groupName, "Running") : group };
  }
  addOutputsToGlobalScope(operation, group.outputs);
  return { node: conclude(operation, group, started) };
}

function conclude(operation: Operation, group: NodeStatus, started: ReadonlyMap<string, WorkflowStep>): NodeStatus {
  for (const childID of group.children ?? []) {
    const child = operation.nodes.get(childID);
    if (child === undefined || !isFailedOrError(child.phase)) continue;
    if (!continuesOn(started.get(child.name)?.continueOn, child.phase)) {
      return markNodePhase(operation, group.name, "Failed", `child '${childID}' failed`);
    }
  }
  return markNodePhase(operation, group.name, "Succeeded");
}
