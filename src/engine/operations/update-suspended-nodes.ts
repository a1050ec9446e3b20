import { isActiveSuspendNode, isPhaseFulfilled } from "../status/node-predicates.ts";
import type { NodeOutputs, NodePhase, NodeStatus } from "../status/node-status.ts";
import type { WorkflowObject } from "../status/workflow-object.ts";
import { withGlobalParameter } from "./global-output-parameter.ts";
import { parseFieldSelector, selectsNode } from "./node-field-selector.ts";
import {
  refuse,
  type UserOperationContext,
  type UserOperationRefusal,
  type UserOperationResult,
} from "./user-operation.ts";

/** What to set on suspended nodes; what is absent or empty stays as it is. */
export interface SuspendedNodeValues {
  readonly phase?: NodePhase;
  readonly message?: string;
  /** Values for output parameters that wait to be supplied. */
  readonly outputParameters?: Readonly<Record<string, string>>;
}

/** Sets values on every waiting suspend node that a field selector matches (`updateSuspendedNode`). */
export function updateSuspendedNodes(
  workflow: WorkflowObject,
  nodeFieldSelector: string,
  values: SuspendedNodeValues,
  context: UserOperationContext,
): UserOperationResult {
  const parsed = parseFieldSelector(nodeFieldSelector);
  if (!parsed.ok) return refuse(parsed.error);
  let { status } = workflow;
  let updated = false;
  for (const [id, node] of context.order("suspended nodes", [...status.nodes.entries()])) {
    if (!isActiveSuspendNode(node) || !selectsNode(parsed.selector, node)) continue;
    let changed = withPhaseAndMessage(node, values, context.now());
    const supplied = context.order("output parameters", Object.entries(values.outputParameters ?? {}));
    if (supplied.length > 0) {
      const outputs = supplyOutputParameters(node.outputs, supplied);
      if (!outputs.ok) return outputs;
      changed = { ...changed, outputs: outputs.outputs };
      for (const [name] of supplied) status = withGlobalParameter(status, outputs.outputs, name);
    }
    updated ||= changed !== node;
    status = { ...status, nodes: status.nodes.set(id, changed) };
  }
  if (!updated) {
    const error = "currently, set only targets suspend nodes: no suspend nodes matching nodeFieldSelector";
    return refuse(`${error}: ${nodeFieldSelector}`);
  }
  return { ok: true, workflow: { ...workflow, status } };
}

function withPhaseAndMessage(node: NodeStatus, { phase, message }: SuspendedNodeValues, now: number): NodeStatus {
  let changed = node;
  if (phase !== undefined) {
    changed = { ...changed, phase };
    if (isPhaseFulfilled(changed)) changed = { ...changed, finishedAt: now };
  }
  return message ? { ...changed, message } : changed;
}

function supplyOutputParameters(
  outputs: NodeOutputs | undefined,
  supplied: readonly (readonly [string, string])[],
): { readonly ok: true; readonly outputs: NodeOutputs } | UserOperationRefusal {
  if (outputs === undefined) {
    return refuse("cannot set output parameters because node is not expecting any raw parameters");
  }
  const parameters = [...(outputs.parameters ?? [])];
  for (const [name, value] of supplied) {
    const index = parameters.findIndex((parameter) => parameter.name === name);
    const parameter = parameters[index];
    if (parameter === undefined) return refuse(`node is not expecting output parameter '${name}'`);
    const { valueFrom, ...rest } = parameter;
    if (valueFrom?.supplied === undefined) {
      return refuse(
        `cannot set output parameter '${name}' because it does not use valueFrom.raw or it was already set`,
      );
    }
    parameters[index] = { ...rest, value };
  }
  return { ok: true, outputs: { ...outputs, parameters } };
}
