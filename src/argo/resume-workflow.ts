import { isActiveSuspendNode } from "../engine/model/node-predicates.ts";
import type { NodeOutputs } from "../engine/model/node-status.ts";
import { nodesOfWorkflow } from "../engine/model/open-order.ts";
import type { WorkflowObject } from "../engine/model/workflow-object.ts";
import { updateSuspendedNodes } from "./update-suspended-nodes.ts";
import {
  refuseForNow,
  type UserOperationContext,
  type UserOperationRefusal,
  type UserOperationResult,
} from "./user-operation.ts";

export interface ResumeOptions {
  /** Resumes only the suspended nodes that match; `spec.suspend` then stays as it is. */
  readonly nodeFieldSelector?: string;
}

/**
 * `argo resume`: clears `spec.suspend` and lets every waiting suspend node succeed, its missing outputs taking their
 * defaults; with a selector, lets the matching nodes succeed without defaults (`ResumeWorkflow`). Nothing to resume is
 * no error.
 */
export function resumeWorkflow(
  workflow: WorkflowObject,
  options: ResumeOptions,
  context: UserOperationContext,
): UserOperationResult {
  if (options.nodeFieldSelector) {
    return updateSuspendedNodes(workflow, options.nodeFieldSelector, { phase: "Succeeded" }, context);
  }
  const { suspend, ...spec } = workflow.spec;
  let { nodes } = workflow.status;
  // One text serves all nodes and grows by the message of each, as upstream's loop has it.
  let message = "";
  const suspended = [...nodes.values()].filter(isActiveSuspendNode);
  for (const node of context.order(nodesOfWorkflow, workflow.metadata.name, suspended)) {
    const outputs = withDefaults(node.outputs);
    if (!outputs.ok) return outputs;
    if (node.message) message = `${node.message}; ${message}`;
    const finished = { ...node, ...outputs.patch, phase: "Succeeded", message, finishedAt: context.now() } as const;
    nodes = nodes.set(node.id, finished);
  }
  if (suspend !== true && nodes === workflow.status.nodes) return { ok: true, workflow, unchanged: true };
  return {
    ok: true,
    workflow: {
      ...workflow,
      spec: suspend === true ? spec : workflow.spec,
      status: { ...workflow.status, nodes },
    },
  };
}

/** Gives every output parameter that nobody supplied its default (`OverrideOutputParametersWithDefault`). */
function withDefaults(
  outputs: NodeOutputs | undefined,
): { readonly ok: true; readonly patch: { readonly outputs?: NodeOutputs } } | UserOperationRefusal {
  if (outputs?.parameters === undefined) return { ok: true, patch: {} };
  const missing = outputs.parameters.find(
    ({ valueFrom }) => valueFrom?.supplied !== undefined && valueFrom.default === undefined,
  );
  if (missing !== undefined) {
    return refuseForNow(`raw output parameter '${missing.name}' has not been set and does not have a default value`);
  }
  const parameters = outputs.parameters.map(({ valueFrom, ...parameter }) => {
    if (valueFrom === undefined) return parameter;
    return valueFrom.supplied === undefined || valueFrom.default === undefined
      ? { ...parameter, valueFrom }
      : { ...parameter, value: valueFrom.default };
  });
  return { ok: true, patch: { outputs: { ...outputs, parameters } } };
}
