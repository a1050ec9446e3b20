import type { Arguments, Artifact, ConfigMap, Parameter, Template } from "../../manifest/types.ts";
import { replaceTagsInBareText } from "../substitution/replace-tags.ts";
import { substituteParameters } from "../substitution/substitute-parameters.ts";
import { absentArgument } from "../variables/scope.ts";
import { fail, succeed, type TextVariables, type ValueContext, type ValueResult } from "../variables/variables.ts";
import { hasLocationOrKey } from "./artifact-location.ts";
import { configMapValue } from "./config-map-value.ts";

/** Where the inputs of a template find their values. */
export interface ArgumentSources {
  readonly globals: TextVariables;
  /** Variables of the node itself: `pod.name`, `node.name`, `steps.name` or `tasks.name`. */
  readonly locals: TextVariables;
  /**
   * The ConfigMap of this name in the workflow's namespace, as the controller's cache shows it. Without it, inputs that
   * a ConfigMap fills stay without value.
   */
  readonly configMap?: (name: string) => ConfigMap | undefined;
  /** Whether artifacts may lack a location, because the template will not run now. */
  readonly validateOnly?: boolean;
}

/** Gives a template its arguments and replaces its tags (`common.ProcessArgs`). */
export function processArguments(
  template: Template,
  passed: Arguments | undefined,
  sources: ArgumentSources,
  context: ValueContext,
): ValueResult<Template> {
  const { inputs } = template;
  if (inputs === undefined) return substituteParameters(template, sources.globals, sources.locals, context);
  const parameters: Parameter[] = [];
  for (const input of inputs.parameters ?? []) {
    const parameter = inputParameter(input, passed?.parameters, sources, context);
    if (!parameter.ok) return parameter;
    parameters.push(parameter.value);
  }
  const artifacts = inputArtifacts(inputs.artifacts, passed?.artifacts, sources.validateOnly === true);
  if (!artifacts.ok) return artifacts;
  const filled = { ...(inputs.parameters && { parameters }), ...(artifacts.value && { artifacts: artifacts.value }) };
  return substituteParameters(template, sources.globals, sources.locals, context, filled);
}

/** An input with its value: the argument's, else the default, else what a ConfigMap holds. */
function inputParameter(
  input: Parameter,
  passed: readonly Parameter[] | undefined,
  sources: ArgumentSources,
  context: ValueContext,
): ValueResult<Parameter> {
  const argument = passed?.find(({ name }) => name === input.name);
  let parameter = withDefault(input);
  if (argument?.value === absentArgument) {
    if (parameter.value === undefined && parameter.valueFrom === undefined) {
      return fail(
        `inputs.parameters.${input.name}: argument references an absent optional (skipped/omitted node output with no default)`,
      );
    }
  } else if (argument !== undefined) {
    parameter = withArgument(parameter, argument);
  }
  if (parameter.valueFrom?.configMapKeyRef !== undefined) return fromConfigMap(parameter, sources, context);
  if (parameter.value === undefined) return fail(`inputs.parameters.${input.name} was not supplied`);
  return succeed(parameter);
}

function withDefault(input: Parameter): Parameter {
  return input.value === undefined && input.default !== undefined ? { ...input, value: input.default } : input;
}

/** The argument's value or source takes the place of both of the input's. */
function withArgument(input: Parameter, argument: Parameter): Parameter {
  const { value: _, valueFrom: __, ...rest } = input;
  if (argument.value !== undefined) return { value: argument.value, ...rest };
  return argument.valueFrom === undefined ? rest : { ...rest, valueFrom: argument.valueFrom };
}

function fromConfigMap(
  parameter: Parameter,
  { globals, configMap }: ArgumentSources,
  context: ValueContext,
): ValueResult<Parameter> {
  if (configMap === undefined) return succeed(parameter);
  const reference = parameter.valueFrom?.configMapKeyRef;
  const name = substituteReference(reference?.name ?? "", globals, context);
  if (!name.ok) return name;
  const key = substituteReference(reference?.key ?? "", globals, context);
  if (!key.ok) return key;
  const found = configMapValue(configMap(name.value), name.value, key.value);
  if (found.ok) return succeed({ ...parameter, value: found.value });
  const standIn = parameter.valueFrom?.default;
  if (standIn === undefined || !found.notFound) {
    return fail(`unable to retrieve inputs.parameters.${parameter.name} from ConfigMap: ${found.error}`);
  }
  return succeed({ ...parameter, value: standIn });
}

/** The name or key of a ConfigMap is read before the template's tags are replaced, hence on its own. */
function substituteReference(text: string, globals: TextVariables, context: ValueContext): ValueResult<string> {
  if (context.release.has("config-map-reference-whole-tags-only")) return wholeTag(text, globals);
  const replaced = replaceTagsInBareText(text, globals, "all", context);
  return replaced.ok ? replaced : fail(`failed to substitute configMapKeyRef: ${replaced.error}`);
}

function wholeTag(text: string, globals: TextVariables): ValueResult<string> {
  if (!text.startsWith("{{") || !text.endsWith("}}")) return succeed(text);
  const name = text.slice(2, -2).trim();
  const value = globals.get(name);
  return value === undefined ? fail(`parameter ${name} not found`) : succeed(value);
}

/** The very list of the inputs when no argument changes it. */
function inputArtifacts(
  inputs: readonly Artifact[] | undefined,
  passed: readonly Artifact[] | undefined,
  validateOnly: boolean,
): ValueResult<readonly Artifact[] | undefined> {
  const artifacts: Artifact[] = [];
  for (const input of inputs ?? []) {
    const artifact = inputArtifact(input, passed, validateOnly);
    if (!artifact.ok) return artifact;
    artifacts.push(artifact.value);
  }
  return succeed(artifacts.every((artifact, index) => artifact === inputs?.[index]) ? inputs : artifacts);
}

function inputArtifact(
  input: Artifact,
  passed: readonly Artifact[] | undefined,
  validateOnly: boolean,
): ValueResult<Artifact> {
  const argument = passed?.find(({ name }) => name === input.name);
  if (input.optional !== true && !hasLocationOrKey(input)) {
    if (argument === undefined) return fail(`inputs.artifacts.${input.name} was not supplied`);
    if (!(argument.from && argument.fromExpression) && !hasLocationOrKey(argument) && !validateOnly) {
      return fail(`inputs.artifacts.${input.name} missing location information`);
    }
  }
  if (argument === undefined) return succeed(input);
  const { path: _, mode: __, recurseMode: ___, ...rest } = argument;
  const { path, mode, recurseMode } = input;
  return succeed({
    ...rest,
    ...(path !== undefined && { path }),
    ...(mode !== undefined && { mode }),
    ...(recurseMode !== undefined && { recurseMode }),
  });
}
