import { parseTagTemplate } from "../../expression/tag-template.ts";
import { isMissingVariableError, substituteObject } from "../../expression/template-tag.ts";
import { replaceTags, type Strictness, substitutionOptions } from "./replace-tags.ts";
import type { ValueContext, ValueResult, Variables } from "./variables.ts";

export type SubstitutionResult<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly error: string;
      /** Whether a variable is not there, which may yet appear; other errors will stay. */
      readonly missingVariable: boolean;
    };

/**
 * Replaces the tags in every text of a value. What has no tags keeps its identity, so that what was learned of it
 * need not be learned again.
 */
export function substitute<T>(
  value: T,
  variables: Variables,
  strictness: Strictness,
  context: ValueContext,
): SubstitutionResult<T> {
  try {
    return { ok: true, value: replaceIn(value, { variables, strictness, context }) as T };
  } catch (thrown) {
    if (thrown instanceof UnclosedTag) {
      return withMissingVariable(substituteObject(value, variables, substitutionOptions(strictness, context)));
    }
    if (thrown instanceof TagError) return withMissingVariable({ ok: false, error: thrown.message });
    throw thrown;
  }
}

function withMissingVariable<T>(result: ValueResult<T>): SubstitutionResult<T> {
  return result.ok ? result : { missingVariable: isMissingVariableError(result.error), ...result };
}

interface Replacement {
  readonly variables: Variables;
  readonly strictness: Strictness;
  readonly context: ValueContext;
}

/** Carries the first error out of the depth of a value. */
class TagError extends Error {}

/** A tag that ends in another text than it began in, which only the whole value as one text can tell. */
class UnclosedTag extends Error {}

type Keyed = Readonly<Record<string, unknown>>;

/** The keys of an object, or the indices of an array, under which there are tags. */
type TaggedKeys = readonly string[];

const taggedKeysOf = new WeakMap<object, TaggedKeys>();

/** Whether anything in a value may be replaced. */
export function hasTags(value: unknown): boolean {
  if (typeof value === "string") return value.includes("{{");
  return typeof value === "object" && value !== null && taggedKeys(value).length > 0;
}

/**
 * Found once for each object that is asked for, and not for what it is made of: a manifest's objects are looked at on
 * every reconcile and never change, but to remember something of each of them would keep the garbage collector busy.
 */
function taggedKeys(value: object): TaggedKeys {
  const known = taggedKeysOf.get(value);
  if (known !== undefined) return known;
  const found = Object.keys(value).filter((key) => key.includes("{{") || containsTags((value as Keyed)[key]));
  taggedKeysOf.set(value, found.length === 0 ? noKeys : found);
  return found;
}

const noKeys: TaggedKeys = [];

function containsTags(value: unknown): boolean {
  if (typeof value === "string") return value.includes("{{");
  if (typeof value !== "object" || value === null) return false;
  const known = taggedKeysOf.get(value);
  if (known !== undefined) return known.length > 0;
  for (const key in value) if (key.includes("{{") || containsTags((value as Keyed)[key])) return true;
  return false;
}

function replaceIn(value: unknown, replacement: Replacement): unknown {
  if (typeof value === "string") return replaceInText(value, replacement);
  if (typeof value !== "object" || value === null) return value;
  const keys = taggedKeys(value);
  if (keys.length === 0) return value;
  return Array.isArray(value)
    ? replaceInList(value, keys, replacement)
    : replaceInObject(value as Keyed, keys, replacement);
}

function replaceInText(text: string, { variables, strictness, context }: Replacement): string {
  if (!text.includes("{{")) return text;
  if (!parseTagTemplate(text).ok) throw new UnclosedTag();
  const replaced = replaceTags(text, variables, strictness, context);
  if (!replaced.ok) throw new TagError(replaced.error);
  return replaced.value;
}

function replaceInList(list: readonly unknown[], keys: TaggedKeys, replacement: Replacement): readonly unknown[] {
  const changed = [...list];
  for (const key of keys) changed[Number(key)] = replaceIn(list[Number(key)], replacement);
  return changed;
}

/**
 * Texts whose absence the controller tests: one that becomes empty counts as absent, because Go's decoder knows no
 * difference.
 */
const absentWhenEmpty: ReadonlySet<string> = new Set([
  "when",
  "withParam",
  "template",
  "onExit",
  "from",
  "fromExpression",
  "expression",
  "subPath",
  "globalName",
  "timeout",
  "pendingTimeout",
  "duration",
  "maxDuration",
  "cap",
  "retryPolicy",
  "podSpecPatch",
]);

function replaceInObject(object: Keyed, keys: TaggedKeys, replacement: Replacement): Keyed {
  const changed: Record<string, unknown> = { ...object };
  for (const key of keys) {
    const value = replaceIn(object[key], replacement);
    const name = replaceInText(key, replacement);
    if (name !== key || (value === "" && absentWhenEmpty.has(key))) delete changed[key];
    if (value !== "" || !absentWhenEmpty.has(name)) changed[name] = value;
  }
  return changed;
}
