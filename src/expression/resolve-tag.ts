/** References that are a single tag, as in `valueFrom.parameter` and an artifact's `from` (`util/template/resolve_var.go`). */
import { PlainEnvironment, type Variables, variable, variableEntries } from "./environment.ts";
import { compile, run } from "./expr/program.ts";
import { quote } from "./go/quote.ts";
import { trimSpace } from "./go/strings.ts";
import { parseTagTemplate } from "./tag-template.ts";
import { type EvaluationContext, fromPlain } from "./value.ts";

export type ResolvedTag =
  | { readonly ok: true; readonly tag: string; readonly value: unknown }
  | { readonly ok: false; readonly tag: string; readonly error: string };

/**
 * The value of the variable that a reference such as `{{steps.a.outputs.parameters.b}}` names. The braces may be missing.
 *
 * @returns the value as it was given, and the name that stood in the braces
 */
export function resolveTag(reference: string, variables: Variables, context: EvaluationContext): ResolvedTag {
  const tag = trimSpace(reference.replace(/^\{\{/, "").replace(/\}\}$/, ""));
  if (!tag.startsWith("=")) {
    const value = variable(variables, tag);
    return value === undefined ? unresolvable(tag) : { ok: true, tag, value };
  }
  return resolveExpression(tag, variables, context);
}

function unresolvable(tag: string): ResolvedTag {
  return { ok: false, tag, error: `Unable to resolve: ${quote(tag)}` };
}

/** Names with dots are not taken apart here, so that only variables without dots can be named. */
function resolveExpression(tag: string, variables: Variables, context: EvaluationContext): ResolvedTag {
  const source = tag.slice(1);
  const values = [...variableEntries(variables)].map(([name, value]) => [name, fromPlain(value)] as const);
  const environment = new PlainEnvironment(new Map(values));
  const program = compile(source, environment);
  if (!program.ok) {
    return { ok: false, tag, error: `Unable to compile: ${quote(source)}` };
  }
  const result = run(program.root, source, environment, context);
  if (!result.ok) {
    return { ok: false, tag, error: `Invalid expression: ${quote(source)}` };
  }
  return result.value === null ? unresolvable(tag) : { ok: true, tag, value: result.value };
}

export type FoundTags =
  | { readonly ok: true; readonly tags: readonly string[] }
  | { readonly ok: false; readonly error: string };

/** The simple tags of a text in order, as they stand between the braces; expressions are not among them. */
export function findSimpleTags(text: string): FoundTags {
  const template = parseTagTemplate(text);
  return template.ok
    ? { ok: true, tags: template.tags.filter((tag) => tag.kind === "simple").map((tag) => tag.text) }
    : template;
}
