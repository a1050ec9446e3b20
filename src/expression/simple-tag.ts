/** Replaces a tag such as `{{inputs.parameters.message}}` (`util/template/simple_template.go`). */
import { type Variables, variable } from "./environment.ts";
import { quoteBody } from "./go/quote.ts";
import { trimSpace } from "./go/strings.ts";
import type { Substituted, SubstitutionOptions } from "./template-tag.ts";

/** What stands in the place of the tag, or upstream's error text. */
export function replaceSimpleTag(tag: string, variables: Variables, options: SubstitutionOptions): Substituted<string> {
  const name = trimSpace(tag);
  const value = variable(variables, name);
  if (value === undefined) {
    return replaceNestedTag(tag, variables) ?? keepUnresolved(tag, name, options);
  }
  if (value === null) {
    const reason = "output is an absent optional (skipped/omitted node with no default)";
    return { ok: false, error: `unable to substitute {{${tag}}}: ${reason}` };
  }
  return typeof value === "string"
    ? { ok: true, value: quoteBody(value) }
    : { ok: false, error: `failed to resolve {{${tag}}} to string` };
}

/** `{{a {{b}}`: the innermost tag is replaced, the rest waits for a later substitution. */
function replaceNestedTag(tag: string, variables: Variables): Substituted<string> | undefined {
  const start = tag.lastIndexOf("{{");
  if (start <= 0) {
    return undefined;
  }
  const name = tag.slice(start + 2);
  const value = variable(variables, name);
  if (value === null) {
    return {
      ok: false,
      error: `unable to substitute nested tag {{${tag}}}: "${quoteBody(name)}" is an absent optional`,
    };
  }
  return typeof value === "string" ? { ok: true, value: `{{${tag.slice(0, start)}${quoteBody(value)}` } : undefined;
}

function keepUnresolved(tag: string, name: string, options: SubstitutionOptions): Substituted<string> {
  // Artifacts may be optional and are resolved later.
  const isForbidden = options.allowUnresolved
    ? isStrictName(name, options.strictPrefixes ?? []) && !name.includes(".outputs.artifacts.")
    : true;
  return isForbidden ? { ok: false, error: `failed to resolve {{${tag}}}` } : { ok: true, value: `{{${tag}}}` };
}

/** Whether the first segments of a name are among those that must resolve. */
export function isStrictName(name: string, prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => name === prefix || name.startsWith(`${prefix}.`));
}
