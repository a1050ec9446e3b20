import type { NodePhase } from "../engine/model/node-status.ts";
import type { WorkflowObject } from "../engine/model/workflow-object.ts";
import { updateSuspendedNodes } from "./update-suspended-nodes.ts";
import { refuse, type UserOperationContext, type UserOperationResult } from "./user-operation.ts";

export interface SetOptions {
  readonly nodeFieldSelector?: string;
  /** Empty leaves the phase as it is. */
  readonly phase?: string;
  readonly message?: string;
  readonly outputParameters?: Readonly<Record<string, string>>;
}

/** The phases that the Argo server lets through. */
const settablePhases: readonly string[] = ["Succeeded", "Failed", "Error"];

/** `argo node set`: sets phase, message or supplied outputs of suspended nodes (`SetWorkflow`). */
export function setWorkflow(
  workflow: WorkflowObject,
  options: SetOptions,
  context: UserOperationContext,
): UserOperationResult {
  const { nodeFieldSelector, phase, message = "", outputParameters = {} } = options;
  if (!nodeFieldSelector) {
    return refuse("'set' currently only targets suspend nodes, use a node field selector to target them");
  }
  if (context.usesArgoServer && phase && !settablePhases.includes(phase)) {
    return refuse(`${phase} is an invalid phase to set to`);
  }
  const values = { message, outputParameters, ...(phase ? { phase: phase as NodePhase } : {}) };
  return updateSuspendedNodes(workflow, nodeFieldSelector, values, context);
}
