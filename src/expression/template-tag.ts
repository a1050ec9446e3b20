/**
 * Substitution of `{{tags}}` and `{{=expressions}}` (`util/template`).
 *
 * Upstream substitutes in JSON: a manifest is marshalled, tags are replaced in the text, and the result is unmarshalled.
 */
import { TemplateEnvironment, type Variables } from "./environment.ts";
import { type ExpressionTagOptions, replaceExpressionTag } from "./expression-tag.ts";
import { escapeJson } from "./go/json.ts";
import { isValidJson } from "./go/json-parse.ts";
import { replaceSimpleTag } from "./simple-tag.ts";
import { parseTagTemplate, unescapeJson } from "./tag-template.ts";

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
  const json = `"${escapeJson(text)}"`;
  const replaced = new Substitution(variables, options).replace(json);
  if (!replaced.ok) {
    return replaced;
  }
  const value = unescapeJson(replaced.value.slice(1, -1));
  return value === undefined ? { ok: false, error: INVALID_RESULT } : { ok: true, value };
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
 * Whether an error says that a variable is missing, so that the controller tries again later
 * (`template.IsMissingVariableErr`).
 */
export function isMissingVariableError(error: string): boolean {
  return ["failed to resolve {{", " is missing", "variable not in env"].some((part) => error.includes(part));
}
