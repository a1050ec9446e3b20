import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
} from "yaml";
import { resolveScalar } from "./yaml-scalar.ts";

/** What the names in a YAML document stand for: its aliases, and the keys of its maps. Each is found at once. */
export class DocumentNames {
  readonly #document: Document.Parsed;
  #targets: ReadonlyMap<Alias, Node> | undefined;
  readonly #entries = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

  constructor(document: Document.Parsed) {
    this.#document = document;
  }

  /** The node that an alias stands for, or null where there is no such anchor before it; any other node is itself. */
  dereference(node: Node | null): Node | null {
    if (!isAlias(node)) return node;
    this.#targets ??= targetsOf(this.#document);
    return this.#targets.get(node) ?? null;
  }

  /** The last entry of a map with a key, its own before merged ones. */
  entry(map: YAMLMap, key: string): Pair | undefined {
    return this.#ownEntries(map).get(key) ?? this.#mergedEntry(map, key, new Set());
  }

  #mergedEntry(map: YAMLMap, key: string, seen: Set<YAMLMap>): Pair | undefined {
    // A map may merge itself, which is told elsewhere.
    if (seen.has(map)) return undefined;
    seen.add(map);
    for (const pair of map.items.filter(isMergeKey)) {
      for (const part of mergedParts(pair)) {
        const merged = this.dereference(part);
        if (!isMap(merged)) continue;
        const found = this.#ownEntries(merged).get(key) ?? this.#mergedEntry(merged, key, seen);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  #ownEntries(map: YAMLMap): ReadonlyMap<string, Pair> {
    const known = this.#entries.get(map);
    if (known !== undefined) return known;
    const entries = new Map<string, Pair>();
    for (const pair of map.items) {
      const key = this.dereference(pair.key as Node | null);
      if (!isMergeKey(pair) && isScalar(key)) entries.set(keyText(key.value, key.type), pair);
    }
    this.#entries.set(map, entries);
    return entries;
  }
}

/** The key of a map as JSON has it; a plain YAML key may also be a number or boolean. */
function keyText(value: unknown, type: string | undefined): string {
  const text = String(value ?? "");
  return type === "PLAIN" ? String(resolveScalar(text)) : text;
}

/** `<<: *base` takes in the entries of another map. */
export function isMergeKey(pair: Pair): boolean {
  return isPair(pair) && isScalar(pair.key) && pair.key.value === "<<" && pair.key.type === "PLAIN";
}

/** The maps that a merge key names: one, or a list of them that is written there. */
export function mergedParts({ value }: Pair): readonly (Node | null)[] {
  return isSeq(value) ? (value.items as (Node | null)[]) : [value as Node | null];
}

/** Each alias stands for the last node before it that has its anchor. */
function targetsOf(document: Document.Parsed): ReadonlyMap<Alias, Node> {
  const targets = new Map<Alias, Node>();
  const anchors = new Map<string, Node>();
  const visit = (node: Node | null): void => {
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target !== undefined) targets.set(node, target);
      return;
    }
    if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor !== undefined) anchors.set(node.anchor, node);
    if (isSeq(node)) for (const item of node.items) visit(item as Node | null);
    if (!isMap(node)) return;
    for (const pair of node.items) {
      visit(pair.key as Node | null);
      visit(pair.value as Node | null);
    }
  };
  visit(document.contents);
  return targets;
}
