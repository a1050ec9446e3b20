import { parseDuration } from "../../expression/go-duration.ts";
import type { Inputs, Parameter } from "../../manifest/types.ts";
import { otherError } from "../model/errors/execution-error.ts";
import type { NodeStatus } from "../model/node-status.ts";
import { withSuppliedDefaults } from "../model/suspend-outputs.ts";
import type { Execution, PreparedCall } from "../reconcile/execution.ts";
import { initializeExecutableNode, type NodeOrigin } from "../reconcile/nodes/initialize-node.ts";
import { markNodePhase } from "../reconcile/nodes/mark-node-phase.ts";
import type { Operation } from "../reconcile/operation.ts";

/** Executes a suspend template: waits for its duration, or for somebody to resume it (`executeSuspend`). */
export function executeSuspend(operation: Operation, call: PreparedCall, origin: NodeOrigin): Execution {
  const { nodeName, template } = call;
  const node = operation.nodes.byName(nodeName) ?? startSuspend(operation, call, origin);
  const wakeUps: number[] = [];
  const duration = template.suspend?.duration;
  if (duration) {
    const parsed = parseDuration(duration);
    if (!parsed.ok) return { node, error: otherError(parsed.error) };
    const deadline = (node.startedAt ?? 0) + parsed.milliseconds;
    if (operation.now > deadline) return endSuspend(operation, node);
    wakeUps.push(deadline);
  }
  const workflowDeadline = operation.computeWorkflowDeadline();
  if (workflowDeadline !== undefined) wakeUps.push(workflowDeadline);
  if (wakeUps.length > 0) operation.requeueAfter(Math.min(...wakeUps) - operation.now);
  markNodePhase(operation, nodeName, "Running");
  return { node };
}

function startSuspend(operation: Operation, { template }: PreparedCall, origin: NodeOrigin): NodeStatus {
  const node = initializeExecutableNode(operation, origin, { type: "Suspend", phase: "Pending" }, template);
  const inputs = node.inputs && offerChoices(node.inputs);
  return inputs === undefined || inputs === node.inputs ? node : operation.updateNode(node, { inputs });
}

function endSuspend(operation: Operation, node: NodeStatus): Execution {
  if (!operation.has("suspend-timeout-leaves-outputs-unset")) {
    const defaulted = withSuppliedDefaults(node.outputs);
    if (!defaulted.ok) return { node, error: otherError(defaulted.error) };
    if (defaulted.outputs !== undefined && defaulted.outputs !== node.outputs) {
      operation.nodes.set({ ...node, outputs: defaulted.outputs });
    }
  }
  markNodePhase(operation, node.name, "Succeeded");
  return { node };
}

/** An input whose value is itself a parameter with an `enum` offers those choices (`resolveInputFieldsForSuspendNode`). */
function offerChoices(inputs: Inputs): Inputs {
  const parameters = inputs.parameters?.map(offerChoicesOf);
  const changed = parameters?.some((parameter, index) => parameter !== inputs.parameters?.[index]);
  return changed && parameters !== undefined ? { ...inputs, parameters } : inputs;
}

function offerChoicesOf(parameter: Parameter): Parameter {
  if (parameter.value === undefined || !parameter.value.includes("enum")) return parameter;
  const choices = choicesIn(parameter.value);
  const [first] = choices;
  if (first === undefined) return parameter;
  return { ...parameter, enum: choices, default: parameter.default ?? first };
}

function choicesIn(text: string): string[] {
  try {
    const value: unknown = JSON.parse(text);
    const choices = typeof value === "object" && value !== null && "enum" in value ? value.enum : undefined;
    return Array.isArray(choices)
      ? choices.map((choice) => (typeof choice === "string" ? choice : JSON.stringify(choice)))
      : [];
  } catch {
    return [];
  }
}
