import { NamespacedMap } from "../api-server/namespaced-map.ts";
import type { StoredObject } from "../api-server/object-store.ts";

/** Index values of objects, each within its namespace, by the name of the index. */
export type Indexers<Stored extends StoredObject> = Readonly<Record<string, (object: Stored) => string>>;

interface Index<Stored> {
  readonly indexValue: (object: Stored) => string;
  readonly objects: NamespacedMap<Map<string, Stored>>;
}

/** Objects by name, and by indexes over them (`cache.Indexer`). */
export class IndexedCache<Stored extends StoredObject> {
  readonly #objects = new NamespacedMap<Stored>();
  readonly #indexes = new Map<string, Index<Stored>>();

  constructor(indexers: Indexers<Stored>) {
    for (const [name, indexValue] of Object.entries(indexers))
      this.#indexes.set(name, { indexValue, objects: new NamespacedMap() });
  }

  get(namespace: string, name: string): Stored | undefined {
    return this.#objects.get(namespace, name);
  }

  list(): Iterable<Stored> {
    return this.#objects.values();
  }

  /** The objects of a namespace whose index value this is, by name, in the order in which they came; undefined for none. */
  byIndex(index: string, namespace: string, value: string): ReadonlyMap<string, Stored> | undefined {
    return this.#indexes.get(index)?.objects.get(namespace, value);
  }

  /** Adds an object, or replaces the one of its name. Its index values never change. */
  set(object: Stored): void {
    const { namespace, name } = object.metadata;
    this.#objects.set(namespace, name, object);
    for (const { indexValue, objects } of this.#indexes.values()) {
      const value = indexValue(object);
      const found = objects.get(namespace, value);
      if (found === undefined) objects.set(namespace, value, new Map([[name, object]]));
      else found.set(name, object);
    }
  }

  delete(object: Stored): void {
    const { namespace, name } = object.metadata;
    this.#objects.delete(namespace, name);
    for (const { indexValue, objects } of this.#indexes.values()) {
      const value = indexValue(object);
      const found = objects.get(namespace, value);
      found?.delete(name);
      if (found?.size === 0) objects.delete(namespace, value);
    }
  }
}
