import type { Outputs, Parameter, Template } from "../../manifest/types.ts";
import type { Release } from "../../releases/release.ts";

/** The outputs of a suspend node that somebody is to supply (`addRawOutputFields`). */
export function suppliedOutputs(template: Template, has: Release["has"]): Outputs | undefined {
  const parameters: Parameter[] = [];
  for (const parameter of template.outputs?.parameters ?? []) {
    if (parameter.valueFrom?.supplied === undefined) continue;
    const inputDefault = has("suspend-output-ignores-input-default")
      ? undefined
      : template.inputs?.parameters?.find(({ name, default: value }) => name === parameter.name && value !== undefined)
          ?.default;
    parameters.push(
      parameter.valueFrom.default === undefined && inputDefault !== undefined
        ? { ...parameter, valueFrom: { ...parameter.valueFrom, default: inputDefault } }
        : parameter,
    );
  }
  return parameters.length === 0 ? undefined : { parameters };
}

export type DefaultedOutputs =
  | { readonly ok: true; readonly outputs: Outputs | undefined }
  | { readonly ok: false; readonly error: string };

/** Fills in what nobody supplied (`OverrideOutputParametersWithDefault`). */
export function withSuppliedDefaults(outputs: Outputs | undefined): DefaultedOutputs {
  if (outputs?.parameters === undefined) return { ok: true, outputs };
  const parameters: Parameter[] = [];
  for (const parameter of outputs.parameters) {
    if (parameter.valueFrom?.supplied === undefined) {
      parameters.push(parameter);
      continue;
    }
    const { valueFrom, ...rest } = parameter;
    if (valueFrom.default === undefined) {
      const error = `raw output parameter '${parameter.name}' has not been set and does not have a default value`;
      return { ok: false, error };
    }
    parameters.push({ ...rest, value: valueFrom.default });
  }
  return { ok: true, outputs: { ...outputs, parameters } };
}
