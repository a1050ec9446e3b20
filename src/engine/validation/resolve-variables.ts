import { parseTagTemplate } from "../../expression/tag-template.ts";
import type { FieldType } from "../../manifest/schema/field-type.ts";
import { structJson } from "../substitution/struct-json.ts";
import { hasTags } from "../substitution/substitute.ts";
import type { Problem } from "./problem.ts";
import type { ValidationContext } from "./validation-context.ts";
import type { VariableScope } from "./variable-scope.ts";

/**
 * Whether every tag in a value refers to a variable that can be known (`resolveAllVariables`). Tags with other roots
 * than Argo's and expression tags are not looked at.
 *
 * @param type - the Go struct that the value is in upstream, whose JSON text is searched: a tag that is not closed
 *   reaches into what follows, and the first problem is the one that the controller reports
 */
export function checkVariables(
  type: FieldType,
  value: object | undefined,
  scope: VariableScope,
  { globals, valueContext }: ValidationContext,
): Problem {
  return value === undefined || !hasTags(value)
    ? undefined
    : checkVariablesInText(structJson(type, value, valueContext.release), scope, globals);
}

/** The same for a text that is searched as it stands. */
export function checkVariablesInText(
  text: string,
  scope: VariableScope,
  globals: ReadonlyMap<string, string>,
): Problem {
  return checkTags(text, (tag) => {
    const name = tag.trim();
    return !hasKnownRoot(name) || scope.has(name) || globals.has(name) || isKnownAtRunTime(name, scope)
      ? undefined
      : `failed to resolve {{${tag}}}`;
  });
}

/** Whether a value contains a tag at all, expressions apart (`VerifyResolvedVariables`). */
export function containsTags(type: FieldType, value: object, { valueContext }: ValidationContext): boolean {
  return hasTags(value) && checkTags(structJson(type, value, valueContext.release), () => "found") !== undefined;
}

/** Checks the tags of a text in their order (`template.Validate`). */
function checkTags(text: string, check: (tag: string) => Problem): Problem {
  const template = parseTagTemplate(text);
  if (!template.ok) return template.error;
  for (const tag of template.tags) {
    const problem = tag.kind === "simple" ? check(tag.text) : undefined;
    if (problem !== undefined) return problem;
  }
  return undefined;
}

const roots = ["item.", "steps.", "inputs.", "outputs.", "pod.", "workflow.", "tasks."];

function hasKnownRoot(name: string): boolean {
  return roots.some((root) => name.startsWith(root));
}

/** Variables that exist whenever they are used, or whose names validation cannot know. */
const runTimePrefixes = [
  "outputs.",
  "workflow.creationTimestamp",
  "workflow.scheduledTime",
  "workflow.duration",
  "tasks.name",
  "steps.name",
  "node.name",
];

function isKnownAtRunTime(name: string, scope: VariableScope): boolean {
  if (scope.allowsAnyItem && name.startsWith("item.")) return true;
  if (scope.allowsAnyOutputParameter && name.startsWith("workflow.outputs.parameters.")) return true;
  if (scope.allowsAnyOutputArtifact && name.startsWith("workflow.outputs.artifacts.")) return true;
  return runTimePrefixes.some((prefix) => name.startsWith(prefix));
}
