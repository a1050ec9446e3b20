import { objectKey, type StoredObject } from "./object-store.ts";

/** Index values of objects, by the name of the index. */
export type Indexers<Stored extends StoredObject> = Readonly<Record<string, (object: Stored) => string>>;

interface Index<Stored> {
  readonly indexValue: (object: Stored) => string;
  readonly objects: Map<string, Map<string, Stored>>;
}

/** Objects by name, and by indexes over them (`cache.Indexer`). */
export class IndexedCache<Stored extends StoredObject> {
  readonly #objects = new Map<string, Stored>();
  readonly #indexes = new Map<string, Index<Stored>>();

  constructor(indexers: Indexers<Stored>) {
    for (const [name, indexValue] of Object.entries(indexers))
      this.#indexes.set(name, { indexValue, objects: new Map() });
  }

  get(namespace: string, name: string): Stored | undefined {
    return this.#objects.get(objectKey(namespace, name));
  }

  list(): IterableIterator<Stored> {
    return this.#objects.values();
  }

  /** The objects whose index value this is, in the order in which they came. */
  byIndex(index: string, value: string): Iterable<Stored> {
    return this.#indexes.get(index)?.objects.get(value)?.values() ?? [];
  }

  /** Adds an object, or replaces the one of its name. Its index values never change. */
  set(object: Stored): void {
    const key = objectKey(object.metadata.namespace, object.metadata.name);
    this.#objects.set(key, object);
    for (const { indexValue, objects } of this.#indexes.values()) {
      const value = indexValue(object);
      const found = objects.get(value);
      if (found === undefined) objects.set(value, new Map([[key, object]]));
      else found.set(key, object);
    }
  }

  delete(object: Stored): void {
    const key = objectKey(object.metadata.namespace, object.metadata.name);
    this.#objects.delete(key);
    for (const { indexValue, objects } of this.#indexes.values()) {
      const value = indexValue(object);
      const found = objects.get(value);
      found?.delete(key);
      if (found?.size === 0) objects.delete(value);
    }
  }
}
