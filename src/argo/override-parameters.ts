import type { Parameter, WorkflowSpec } from "../manifest/types.ts";
import { refuse, type UserOperationRefusal } from "./user-operation.ts";

export type OverriddenParameters =
  | { readonly ok: true; readonly parameters: readonly Parameter[] | undefined }
  | UserOperationRefusal;

/**
 * The arguments of a workflow after `-p NAME=VALUE`: the given ones first, then those that keep their value
 * (`overrideParameters`).
 */
export function overrideParameters(spec: WorkflowSpec, overrides: readonly string[]): OverriddenParameters {
  const parameters = spec.arguments?.parameters;
  if (overrides.length === 0) return { ok: true, parameters };
  const given: Parameter[] = [];
  for (const override of overrides) {
    const separator = override.indexOf("=");
    if (separator < 0) return refuse(`expected parameter of the form: NAME=VALUE. Received: ${override}`);
    given.push({ name: override.slice(0, separator), value: override.slice(separator + 1) });
  }
  const names = new Set(given.map(({ name }) => name));
  return { ok: true, parameters: [...given, ...(parameters ?? []).filter(({ name }) => !names.has(name))] };
}

/** The spec with these parameters as its arguments. */
export function withParameters(spec: WorkflowSpec, parameters: readonly Parameter[] | undefined): WorkflowSpec {
  return parameters === undefined ? spec : { ...spec, arguments: { ...spec.arguments, parameters } };
}
