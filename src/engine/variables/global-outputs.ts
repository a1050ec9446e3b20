import { isSameJson } from "../../manifest/same-json.ts";
import type { Artifact, Parameter } from "../../manifest/types.ts";
import type { NodeOutputs } from "../model/node-status.ts";

/** The outputs of the workflow after those of a node were exported to them. */
export interface GlobalOutputs {
  /** The same object as before when nothing changed. */
  readonly outputs: NodeOutputs | undefined;
  /** Variables of the workflow that got a new value: `workflow.outputs.parameters.<globalName>`. */
  readonly globals: ReadonlyMap<string, string>;
}

/** Exports outputs that have a `globalName` to the workflow (`addOutputsToGlobalScope`). */
export function exportOutputs(
  workflowOutputs: NodeOutputs | undefined,
  outputs: NodeOutputs | undefined,
): GlobalOutputs {
  const globals = new Map<string, string>();
  let exported = workflowOutputs;
  for (const parameter of outputs?.parameters ?? []) {
    if (!parameter.globalName) continue;
    if (hasValue(parameter)) {
      globals.set(`workflow.outputs.parameters.${parameter.globalName}`, parameter.value ?? parameter.default ?? "");
    }
    exported = exportParameter(exported, parameter, parameter.globalName);
  }
  for (const artifact of outputs?.artifacts ?? []) {
    if (artifact.globalName) exported = exportArtifact(exported, artifact, artifact.globalName);
  }
  return { outputs: exported, globals };
}

/** `Parameter.HasValue`. */
export function hasValue(parameter: Parameter): boolean {
  return parameter.value !== undefined || parameter.default !== undefined || parameter.valueFrom !== undefined;
}

/** A parameter keeps its first value until it is given another (`workflow/util: AddParamToGlobalScope`). */
function exportParameter(outputs: NodeOutputs | undefined, parameter: Parameter, globalName: string): NodeOutputs {
  const { value } = parameter;
  const parameters = outputs?.parameters ?? [];
  const index = parameters.findIndex(({ name }) => name === globalName);
  const known = parameters[index];
  const changed = { ...known, name: globalName, ...(value === undefined ? {} : { value }) };
  if (known === undefined) return { ...outputs, parameters: [...parameters, changed] };
  if (outputs === undefined || value === undefined || known.value === value) return outputs ?? {};
  return { ...outputs, parameters: parameters.with(index, changed) };
}

function exportArtifact(outputs: NodeOutputs | undefined, artifact: Artifact, globalName: string): NodeOutputs {
  const { globalName: _, path: __, ...rest } = artifact;
  const changed = { ...rest, name: globalName };
  const artifacts = outputs?.artifacts ?? [];
  const index = artifacts.findIndex(({ name }) => name === globalName);
  if (index < 0) return { ...outputs, artifacts: [...artifacts, changed] };
  if (outputs !== undefined && isSameJson(artifacts[index], changed)) return outputs;
  return { ...outputs, artifacts: artifacts.with(index, changed) };
}
