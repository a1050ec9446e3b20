import type { DerivedIndex } from "./persistent-map.ts";

/**
 * The keys whose value has some property, kept in step with a persistent map.
 *
 * `keys` has no fixed order, it depends on which versions were accessed; `PersistentMap.inOrder` gives it one.
 */
export class KeySetIndex<Key, Value> implements DerivedIndex<Key, Value> {
  readonly #has: (value: Value) => boolean;
  readonly #keys = new Set<Key>();

  /** @param has whether a value has the property; must depend on the value alone */
  constructor(has: (value: Value) => boolean) {
    this.#has = has;
  }

  get keys(): ReadonlySet<Key> {
    return this.#keys;
  }

  apply(key: Key, before: Value | undefined, after: Value | undefined): void {
    const had = before !== undefined && this.#has(before);
    const has = after !== undefined && this.#has(after);
    if (had === has) return;
    if (has) this.#keys.add(key);
    else this.#keys.delete(key);
  }
}
