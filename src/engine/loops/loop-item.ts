import { type RawJson, rawJsonText } from "../substitution/raw-json.ts";
import type { ValueContext } from "../variables/variables.ts";

/** An item of a loop as its step or task sees it. */
export interface LoopItem {
  /** The text that stands for the item in the names of nodes. */
  readonly label: string;
  /** `item`, and `item.<key>` for each key of a map. */
  readonly variables: ReadonlyMap<string, string>;
}

/** What an item is called and which variables it brings (`processItem`, `Item`). */
export function loopItem(item: RawJson, context: Pick<ValueContext, "release">): LoopItem {
  switch (item.kind) {
    case "string": {
      const label = itemText(item);
      return { label, variables: new Map([["item", context.release.has("text-items-escaped") ? label : item.value]]) };
    }
    case "map":
      return mapItem(item.entries);
    case "list":
      return { label: listText(item.items), variables: new Map([["item", rawJsonText(item)]]) };
    case "null":
      // Go's decoder takes null for an empty list.
      return { label: "[]", variables: new Map([["item", "null"]]) };
    default:
      return { label: item.text, variables: new Map([["item", item.text]]) };
  }
}

function mapItem(entries: readonly (readonly [string, RawJson])[]): LoopItem {
  // Of a key given twice the last value counts, as in Go's decoder.
  const unique = [...new Map(entries)].sort(([left], [right]) => (left < right ? -1 : 1));
  const variables = new Map<string, string>();
  for (const [key, value] of unique) variables.set(`item.${key}`, itemText(value));
  variables.set("item", rawJsonText({ kind: "map", entries: unique }));
  const labels = unique.map(([key, value]) => `${key}:${itemText(value)}`);
  return { label: labels.sort().join(","), variables };
}

function listText(items: readonly RawJson[]): string {
  return `[${items.map(itemText).join(" ")}]`;
}

/** `Item.String`: the JSON text of an item, less the quotes of a string; escapes stay, but for those of `<`, `>`, `&`. */
function itemText(item: RawJson): string {
  const text = rawJsonText(item);
  return (item.kind === "string" ? text.slice(1, -1) : text)
    .replaceAll("\\u003c", "<")
    .replaceAll("\\u003e", ">")
    .replaceAll("\\u0026", "&");
}
