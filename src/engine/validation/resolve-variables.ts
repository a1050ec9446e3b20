import { parseTagTemplate } from "../../expression/tag-template.ts";
import type { Problem } from "./problem.ts";
import type { VariableScope } from "./variable-scope.ts";

/**
 * Whether every tag in a value refers to a variable that can be known (`resolveAllVariables`). Tags with other roots
 * than Argo's and expression tags are not looked at.
 */
export function checkVariables(
  value: object | string | undefined,
  scope: VariableScope,
  globals: ReadonlyMap<string, string>,
): Problem {
  return checkTags(value, (tag) => {
    const name = tag.trim();
    return !hasKnownRoot(name) || scope.has(name) || globals.has(name) || isKnownAtRunTime(name, scope)
      ? undefined
      : `failed to resolve {{${tag}}}`;
  });
}

/** Whether a value contains a tag at all, expressions apart (`VerifyResolvedVariables`). */
export function containsTags(value: object): boolean {
  return checkTags(value, () => "found") !== undefined;
}

/**
 * Checks the tags in the order in which the value's JSON text has them, because the first problem is the one that the
 * controller reports (`template.Validate`). The text is searched, not its strings: a tag that is not closed reaches
 * into what follows.
 */
function checkTags(value: object | string | undefined, check: (tag: string) => Problem): Problem {
  const text = typeof value === "string" ? value : JSON.stringify(value ?? {});
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
