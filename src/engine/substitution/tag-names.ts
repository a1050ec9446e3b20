import { parseTagTemplate } from "../../expression/tag-template.ts";

const namesOf = new WeakMap<object, readonly string[] | "unknown">();

/**
 * The names of all variables that the tags of a value refer to; `undefined` when they are not plain to see, because a
 * tag is an expression, lies in another, or has no end. Found once for each object.
 */
export function tagNamesOf(value: object): readonly string[] | undefined {
  let names = namesOf.get(value);
  if (names === undefined) {
    const found = new Set<string>();
    names = collect(value, found) ? [...found] : "unknown";
    namesOf.set(value, names);
  }
  return names === "unknown" ? undefined : names;
}

function collect(value: unknown, names: Set<string>): boolean {
  if (typeof value === "string") return collectFromText(value, names);
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, item]) => collectFromText(key, names) && collect(item, names));
}

function collectFromText(text: string, names: Set<string>): boolean {
  if (!text.includes("{{")) return true;
  const template = parseTagTemplate(text);
  if (!template.ok) return false;
  for (const tag of template.tags) {
    if (tag.kind === "expression" || tag.text.includes("{{")) return false;
    names.add(tag.text.trim());
  }
  return true;
}
