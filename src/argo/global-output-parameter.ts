import type { NodeOutputs } from "../engine/model/node-status.ts";
import type { WorkflowStatus } from "../engine/model/workflow-object.ts";

/**
 * Copies an output parameter that has a `globalName` to the outputs of the workflow (`AddParamToGlobalScope`). An
 * output parameter without one changes nothing.
 */
export function withGlobalParameter(status: WorkflowStatus, outputs: NodeOutputs, name: string): WorkflowStatus {
  const parameter = outputs.parameters?.find((candidate) => candidate.name === name);
  if (!parameter?.globalName) return status;
  const { globalName, value } = parameter;
  const global = { name: globalName, ...(value === undefined ? {} : { value }) };
  const parameters = status.outputs?.parameters ?? [];
  const index = parameters.findIndex((candidate) => candidate.name === globalName);
  const changed = index < 0 ? [...parameters, global] : parameters.with(index, { ...parameters[index], ...global });
  return { ...status, outputs: { ...status.outputs, parameters: changed } };
}
