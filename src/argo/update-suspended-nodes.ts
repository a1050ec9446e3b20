import { isActiveSuspendNode, isPhaseFulfilled } from "../engine/model/node-predicates.ts";
import type { NodeOutputs, NodePhase, NodeStatus } from "../engine/model/node-status.ts";
import { keyOf, nodesOfWorkflow, type OpenOrder } from "../engine/model/open-order.ts";
import type { WorkflowObject } from "../engine/model/workflow-object.ts";
import { withGlobalParameter } from "./global-output-parameter.ts";
import { parseFieldSelector, selectsNode } from "./node-field-selector.ts";
import {
  refuse,
  type UserOperationContext,
  type UserOperationRefusal,
  type UserOperationResult,
} from "./user-operation.ts";

const outputParameters: OpenOrder<readonly [string, string]> = {
  what: "output parameters",
  nameOf: keyOf,
  goes: "roundByName",
};

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
  const suspended = [...status.nodes.values()].filter(
    (node) => isActiveSuspendNode(node) && selectsNode(parsed.selector, node),
  );
  for (const node of context.order(nodesOfWorkflow, workflow.metadata.name, suspended)) {
    let changed = withPhaseAndMessage(node, values, context.now());
    const supplied = context.order(outputParameters, node.name, Object.entries(values.outputParameters ?? {}));
    if (supplied.length > 0) {
      const outputs = supplyOutputParameters(node.outputs, supplied);
      if (!outputs.ok) return outputs;
      changed = { ...changed, outputs: outputs.outputs };
      for (const [name] of supplied) status = withGlobalParameter(status, outputs.outputs, name);
    }
    updated ||= changed !== node;
    status = { ...status, nodes: status.nodes.set(node.id, changed) };
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
