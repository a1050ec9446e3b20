/**
 * Substitution of `{{tags}}` and `{{=expressions}}` (`util/template`).
 *
 * Upstream substitutes in JSON: a manifest is marshalled, tags are replaced in the text, and the result is unmarshalled.
 * What is done here to the strings of an object gives the same, but for an object in which a `{{` is not closed in its
 * own string: only then the whole object is taken as one text.
 */
import { TemplateEnvironment, type Variables } from "./environment.ts";
import { type ExpressionTagOptions, replaceExpressionTag } from "./expression-tag.ts";
import { escapeJson, marshalJson } from "./go/json.ts";
import { isValidJson } from "./go/json-parse.ts";
import { replaceSimpleTag } from "./simple-tag.ts";
import { parseTagTemplate, unescapeJson } from "./tag-template.ts";
import { fromPlain } from "./value.ts";

export type Substituted<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };

export interface SubstitutionOptions extends ExpressionTagOptions {
  /** Whether tags that nothing is known of stay as they are, or are an error. */
  readonly allowUnresolved: boolean;
  /**
   * With `allowUnresolved`: names that must be known nevertheless, given by their first segments, as
   * `["steps", "tasks"]` (`ReplaceStrictAny`).
   */
  readonly strictPrefixes?: readonly string[];
}

/** Results of tags and the state that they share within one substitution. */
class Substitution {
  readonly #variables: Variables;
  readonly #options: SubstitutionOptions;
  #environment: TemplateEnvironment | undefined;

  constructor(variables: Variables, options: SubstitutionOptions) {
    this.#variables = variables;
    this.#options = options;
  }

  /** Expressions of one substitution share what was made of the variables. */
  get #sharedEnvironment(): TemplateEnvironment {
    this.#environment ??= TemplateEnvironment.of(this.#variables, this.#options);
    return this.#environment;
  }

  /** `template.Replace` of `text` as it stands: values are put in with Go's escapes. */
  replace(text: string): Substituted<string> {
    const template = parseTagTemplate(text);
    if (!template.ok) {
      return template;
    }
    let result = template.texts[0] ?? "";
    for (const [index, tag] of template.tags.entries()) {
      const replaced =
        tag.kind === "simple"
          ? replaceSimpleTag(tag.text, this.#variables, this.#options)
          : replaceExpressionTag(tag, this.#sharedEnvironment, this.#variables, this.#options);
      if (!replaced.ok) {
        return replaced;
      }
      result += replaced.value + (template.texts[index + 1] ?? "");
    }
    return { ok: true, value: result };
  }

  /** A string as if it were marshalled, substituted in, and unmarshalled. */
  replaceString(text: string): Substituted<string> | "invalid JSON" {
    const replaced = this.replace(escapeJson(text));
    if (!replaced.ok) {
      return replaced;
    }
    const value = unescapeJson(replaced.value);
    return value === undefined ? "invalid JSON" : { ok: true, value };
  }
}

const INVALID_RESULT = "cannot finish template replacement because the result was invalid JSON";

/**
 * Substitutes in a string that is a JSON string upstream, such as a `when` or one field of a manifest.
 *
 * @returns the new string, or upstream's error text
 */
export function substitute(text: string, variables: Variables, options: SubstitutionOptions): Substituted<string> {
  if (!text.includes("{{")) {
    return { ok: true, value: text };
  }
  if (!parseTagTemplate(text).ok) {
    return substituteAsText(text, variables, options);
  }
  const replaced = new Substitution(variables, options).replaceString(text);
  return replaced === "invalid JSON" ? { ok: false, error: INVALID_RESULT } : replaced;
}

/** Substitutes in a text that upstream does not marshal before: values are put in with Go's escapes and stay escaped. */
export function substituteRaw(text: string, variables: Variables, options: SubstitutionOptions): Substituted<string> {
  return text.includes("{{") ? new Substitution(variables, options).replace(text) : { ok: true, value: text };
}

/** `template.Replace` of a JSON text. */
export function substituteJson(json: string, variables: Variables, options: SubstitutionOptions): Substituted<string> {
  if (!isValidJson(json)) {
    return { ok: false, error: "cannot do template replacements with invalid JSON" };
  }
  const replaced = new Substitution(variables, options).replace(json);
  if (!replaced.ok) {
    return replaced;
  }
  return isValidJson(replaced.value) ? replaced : { ok: false, error: INVALID_RESULT };
}

/**
 * Substitutes in all strings of an object, keys of maps included, in the order of its keys. Nothing is copied that does
 * not change: an object without tags is returned itself.
 *
 * @typeParam T - plain data, as JSON has it
 */
export function substituteObject<T>(value: T, variables: Variables, options: SubstitutionOptions): Substituted<T> {
  const walker = new ObjectWalker(new Substitution(variables, options));
  const replaced = walker.walk(value);
  if (walker.outcome === "unclosed tag") {
    return substituteAsText(value, variables, options);
  }
  if (walker.outcome !== undefined) {
    return { ok: false, error: walker.outcome === "invalid JSON" ? INVALID_RESULT : walker.outcome.error };
  }
  return { ok: true, value: replaced as T };
}

function substituteAsText<T>(value: T, variables: Variables, options: SubstitutionOptions): Substituted<T> {
  const replaced = substituteJson(marshalJson(fromPlain(value)), variables, options);
  return replaced.ok ? { ok: true, value: JSON.parse(replaced.value) as T } : replaced;
}

class ObjectWalker {
  readonly #substitution: Substitution;
  /** Why the walk failed: the first error, unless a tag reaches beyond its string. */
  outcome: { readonly error: string } | "invalid JSON" | "unclosed tag" | undefined;

  constructor(substitution: Substitution) {
    this.#substitution = substitution;
  }

  walk(value: unknown): unknown {
    if (typeof value === "string") {
      return this.#walkString(value);
    }
    if (typeof value !== "object" || value === null) {
      return value;
    }
    return Array.isArray(value) ? this.#walkArray(value) : this.#walkRecord(value as Record<string, unknown>);
  }

  #walkString(text: string): string {
    if (!text.includes("{{") || this.outcome === "unclosed tag") {
      return text;
    }
    if (!parseTagTemplate(text).ok) {
      this.outcome = "unclosed tag";
      return text;
    }
    if (typeof this.outcome === "object") {
      return text;
    }
    const replaced = this.#substitution.replaceString(text);
    if (replaced === "invalid JSON") {
      this.outcome = "invalid JSON";
      return text;
    }
    if (!replaced.ok) {
      this.outcome = replaced;
      return text;
    }
    return replaced.value;
  }

  #walkArray(items: readonly unknown[]): readonly unknown[] {
    let changed: unknown[] | undefined;
    for (const [index, item] of items.entries()) {
      const replaced = this.walk(item);
      if (replaced !== item) {
        changed ??= [...items];
        changed[index] = replaced;
      }
    }
    return changed ?? items;
  }

  #walkRecord(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    let changed: Record<string, unknown> | undefined;
    for (const key of Object.keys(record)) {
      const item = record[key];
      const newKey = this.#walkString(key);
      const newItem = this.walk(item);
      if (newKey !== key) {
        changed ??= { ...record };
        delete changed[key];
      }
      if (newKey !== key || newItem !== item) {
        changed ??= { ...record };
        changed[newKey] = newItem;
      }
    }
    return changed ?? record;
  }
}

/**
 * Whether an error says that a variable is missing, so that the controller tries again later
 * (`template.IsMissingVariableErr`).
 */
export function isMissingVariableError(error: string): boolean {
  return ["failed to resolve {{", " is missing", "variable not in env"].some((part) => error.includes(part));
}
