/** Finds the `{{tags}}` of a text (fasttemplate, and `util/template/kind.go`). */
import { BoundedCache } from "./bounded-cache.ts";
import { quote } from "./go/quote.ts";

export type Tag =
  | { readonly kind: "simple"; readonly text: string }
  | {
      readonly kind: "expression";
      /** The expression as it stands in the text, `\u003c` and the like undone. */
      readonly text: string;
      /** The expression itself, JSON escapes undone; undefined when they make no sense. */
      readonly source: string | undefined;
    };

/** `texts` has one element more than `tags`: text, tag, text, tag, ... text. */
export type TagTemplate =
  | { readonly ok: true; readonly texts: readonly string[]; readonly tags: readonly Tag[] }
  | { readonly ok: false; readonly error: string };

const PREFIX = "{{";
const SUFFIX = "}}";
const EXPRESSION_MARK = "=";

const cache = new BoundedCache<string, TagTemplate>(5000);

/** The tags of a text; an error when a `{{` is never closed. */
export function parseTagTemplate(text: string): TagTemplate {
  let template = cache.get(text);
  if (template === undefined) {
    template = parse(text);
    cache.set(text, template);
  }
  return template;
}

function parse(text: string): TagTemplate {
  const texts: string[] = [];
  const tags: Tag[] = [];
  let position = 0;
  for (;;) {
    const start = text.indexOf(PREFIX, position);
    if (start < 0) {
      texts.push(text.slice(position));
      return { ok: true, texts, tags };
    }
    texts.push(text.slice(position, start));
    const end = text.indexOf(SUFFIX, start + PREFIX.length);
    if (end < 0) {
      const rest = text.slice(start + PREFIX.length);
      const error = `Cannot find end tag="}}" in the template=${quote(text)} starting from ${quote(rest)}`;
      return { ok: false, error };
    }
    tags.push(parseTag(text.slice(start + PREFIX.length, end)));
    position = end + SUFFIX.length;
  }
}

function parseTag(tag: string): Tag {
  if (!tag.startsWith(EXPRESSION_MARK)) {
    return { kind: "simple", text: tag };
  }
  const text = tag
    .slice(EXPRESSION_MARK.length)
    .replaceAll("\\u003c", "<")
    .replaceAll("\\u003e", ">")
    .replaceAll("\\u0026", "&");
  return { kind: "expression", text, source: unescapeJson(text) };
}

const NEEDS_UNESCAPE = /["\\\p{Cc}]/u;

/** The text of a JSON string without its quotes; undefined when it is no JSON string. */
export function unescapeJson(body: string): string | undefined {
  if (!NEEDS_UNESCAPE.test(body)) {
    return body;
  }
  try {
    const parsed: unknown = JSON.parse(`"${body}"`);
    return typeof parsed === "string" ? parsed : undefined;
  } catch {
    return undefined;
  }
}
