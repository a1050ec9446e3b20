import { longestText, SizeLimitExceeded } from "../../expression/size-limit.ts";
import {
  type Substituted,
  type SubstitutionOptions,
  substitute,
  substituteJson,
  substituteRaw,
} from "../../expression/template-tag.ts";
import type { ValueContext, Variables } from "../variables/variables.ts";
import { expressionDifferences } from "./expression-differences.ts";

/**
 * Which tags must resolve: `none` leaves what is unknown as it stands, `references` fails on unknown outputs of steps
 * and tasks (`steps.` and `tasks.`), and `all` on everything unknown.
 */
export type Strictness = "none" | "references" | "all";

/** Replaces the tags of a text that stands in a manifest. */
export function replaceTags(
  text: string,
  variables: Variables,
  strictness: Strictness,
  context: ValueContext,
): Substituted<string> {
  return withinLimit(substitute(text, variables, substitutionOptions(strictness, context)));
}

/** Replaces the tags of a text that upstream takes for no part of a manifest: values keep Go's escapes. */
export function replaceTagsInBareText(
  text: string,
  variables: Variables,
  strictness: Strictness,
  context: ValueContext,
): Substituted<string> {
  return withinLimit(substituteRaw(text, variables, substitutionOptions(strictness, context)));
}

/** Replaces the tags of a JSON text. */
export function replaceTagsInJson(
  json: string,
  variables: Variables,
  strictness: Strictness,
  context: ValueContext,
): Substituted<string> {
  return withinLimit(substituteJson(json, variables, substitutionOptions(strictness, context)));
}

/** A text that recursion makes longer each time would soon fill the memory. */
function withinLimit(replaced: Substituted<string>): Substituted<string> {
  if (replaced.ok && replaced.value.length > longestText) {
    throw new SizeLimitExceeded(`tags make a text of ${replaced.value.length} characters, more than ${longestText}`);
  }
  return replaced;
}

const referencePrefixes = ["steps", "tasks"] as const;

function substitutionOptions(strictness: Strictness, { release, evaluation }: ValueContext): SubstitutionOptions {
  return {
    allowUnresolved: strictness !== "all",
    ...(strictness === "references" ? { strictPrefixes: referencePrefixes } : {}),
    context: evaluation,
    ...expressionDifferences(release),
    resultIsPlainText: release.has("expression-results-as-plain-text"),
    itemIsNotLate: release.has("item-evaluated-early"),
    lastRetryIsNotLate: release.has("last-retry-evaluated-early"),
    namesAreNotChecked: release.has("unknown-outputs-left-unresolved"),
  };
}
