import { parseTagTemplate } from "../../expression/tag-template.ts";
import { isMissingVariableError } from "../../expression/template-tag.ts";
import type { FieldType } from "../../manifest/schema/field-type.ts";
import type { ValueContext, Variables } from "../variables/variables.ts";
import { replaceTags, replaceTagsInJson, type Strictness } from "./replace-tags.ts";
import { readStructJson, structJson } from "./struct-json.ts";

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
 *
 * Upstream replaces them in the JSON text of the whole value (`template.Replace`). To do so in its texts one by one
 * gives the same, unless a tag is not closed where it began; and which of several errors comes first only the order of
 * the whole text can tell.
 *
 * @param type - the Go struct that the value is in upstream
 */
export function substitute<T>(
  type: FieldType,
  value: T,
  variables: Variables,
  strictness: Strictness,
  context: ValueContext,
): SubstitutionResult<T> {
  const replacement = { variables, strictness, context };
  try {
    return { ok: true, value: replaceIn(value, replacement) as T };
  } catch (thrown) {
    if (thrown instanceof NeedsWholeText) return replaceInWhole(type, value, replacement);
    throw thrown;
  }
}

function replaceInWhole<T>(type: FieldType, value: T, replacement: Replacement): SubstitutionResult<T> {
  const json = structJson(type, value, replacement.context.release);
  const replaced = replaceTagsInJson(json, replacement.variables, replacement.strictness, replacement.context);
  if (!replaced.ok) return { missingVariable: isMissingVariableError(replaced.error), ...replaced };
  return { ok: true, value: replaced.value === json ? value : (readStructJson(type, replaced.value) as T) };
}

/** Upstream's error when a tag of a value is never closed, not even by what follows in the text of the whole value. */
export function unclosedTag(
  type: FieldType,
  value: unknown,
  { release }: Pick<ValueContext, "release">,
): string | undefined {
  if (!hasUnclosedText(value)) return undefined;
  const template = parseTagTemplate(structJson(type, value, release));
  return template.ok ? undefined : template.error;
}

function hasUnclosedText(value: unknown): boolean {
  if (typeof value === "string") return value.includes("{{") && !parseTagTemplate(value).ok;
  if (!hasTags(value)) return false;
  return Object.entries(value as Keyed).some(([key, item]) => hasUnclosedText(key) || hasUnclosedText(item));
}

interface Replacement {
  readonly variables: Variables;
  readonly strictness: Strictness;
  readonly context: ValueContext;
}

/** Leads out of the depth of a value in which a tag is not closed, or cannot be replaced. */
class NeedsWholeText extends Error {}

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

/** The same, of a value that is asked for once: nothing is remembered of it. */
export function containsTags(value: unknown): boolean {
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
  if (!parseTagTemplate(text).ok) throw new NeedsWholeText();
  const replaced = replaceTags(text, variables, strictness, context);
  if (!replaced.ok) throw new NeedsWholeText();
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
