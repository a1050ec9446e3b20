import { formatGoValue, quote } from "../../expression/go-format.ts";
import type { Artifact, Parameter, Template } from "../../manifest/types.ts";
import type { NodeOutputs } from "../model/node-status.ts";
import type { Scope } from "../variables/scope.ts";
import { fail, succeed, type ValueContext, type ValueResult } from "../variables/variables.ts";
import { resolveArtifact, resolveParameter } from "./resolve-variable.ts";

/**
 * The outputs of a steps or DAG template, taken from those of its steps or tasks (`getTemplateOutputsFromScope`);
 * `undefined` when it declares none.
 */
export function templateOutputs(
  template: Template,
  scope: Scope,
  context: ValueContext,
): ValueResult<NodeOutputs | undefined> {
  const declared = template.outputs;
  if (declared === undefined || Object.keys(declared).length === 0) return succeed(undefined);
  const parameters: Parameter[] = [];
  for (const parameter of declared.parameters ?? []) {
    const resolved = outputParameter(parameter, scope, context);
    if (!resolved.ok) return resolved;
    parameters.push(resolved.value);
  }
  const artifacts: Artifact[] = [];
  for (const artifact of declared.artifacts ?? []) {
    const resolved = resolveArtifact(artifact, scope, context);
    if (!resolved.ok) {
      if (resolved.error.includes("Unable to resolve") && artifact.optional === true) continue;
      return fail(`unable to resolve outputs from scope: ${resolved.error}`);
    }
    if (resolved.value !== undefined) artifacts.push({ ...resolved.value, name: artifact.name });
  }
  return succeed({
    ...(declared.parameters?.length ? { parameters } : {}),
    ...(declared.artifacts?.length ? { artifacts } : {}),
  });
}

function outputParameter(parameter: Parameter, scope: Scope, context: ValueContext): ValueResult<Parameter> {
  const { valueFrom, ...rest } = parameter;
  if (valueFrom === undefined) return fail("output parameters must have a valueFrom specified");
  const resolved = resolveParameter(valueFrom, scope, context);
  if (valueFrom.default !== undefined && (!resolved.ok || resolved.value.isAbsent)) {
    return succeed({ ...rest, value: valueFrom.default });
  }
  if (!resolved.ok) return resolved;
  const { value } = resolved.value;
  if (value === null && !context.release.has("skipped-outputs-unknown")) {
    return fail(
      `output parameter ${quote(parameter.name)}: ${quote(valueFrom.parameter ?? "")} is an absent optional (skipped/omitted node output with no default)`,
    );
  }
  return succeed({ ...rest, value: formatGoValue(value) });
}
