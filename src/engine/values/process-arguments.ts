import type { Arguments, ConfigMap, Template } from "../../manifest/types.ts";
import { substitute } from "./substitute.ts";
import { succeed, type TextVariables, type ValueContext, type ValueResult } from "./variables.ts";

/** Where the inputs of a template find their values. */
export interface ArgumentSources {
  readonly globals: TextVariables;
  /** Variables of the node itself: `pod.name`, `node.name`, `steps.name` or `tasks.name`. */
  readonly locals: TextVariables;
  /** The ConfigMap of this name in the workflow's namespace, as the controller's cache shows it. */
  readonly configMap: (name: string) => ConfigMap | undefined;
  /** Whether artifacts may lack a location, because the template will not run now. */
  readonly validateOnly?: boolean;
}

/** Gives a template its arguments and replaces its tags (`common.ProcessArgs`). */
export function processArguments(
  template: Template,
  argumentsOfCaller: Arguments | undefined,
  sources: ArgumentSources,
  context: ValueContext,
): ValueResult<Template> {
  void argumentsOfCaller;
  return substituteParameters(template, sources.globals, sources.locals, context);
}

/** Replaces the tags of a template whose inputs have their values (`common.SubstituteParams`). */
export function substituteParameters(
  template: Template,
  globals: TextVariables,
  locals: TextVariables,
  context: ValueContext,
): ValueResult<Template> {
  const result = substitute(template, new Map([...globals, ...locals]), "none", context);
  return result.ok ? succeed(result.value) : result;
}
