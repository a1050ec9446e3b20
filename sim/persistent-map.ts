/**
 * Something kept in step with a {@link PersistentMap}: a count, the set of keys with some property, a fingerprint.
 *
 * `apply` is told every change on the way from one version to another, forwards and backwards. It must not access any
 * version of the map. What it keeps must depend on the contents of the version alone, not on the way that led there;
 * the order of insertion of a `Set`, for instance, does depend on it.
 */
export interface DerivedIndex<Key, Value> {
  /** `undefined` means that the key is absent. */
  apply(key: Key, before: Value | undefined, after: Value | undefined): void;
}

/** A value with its place in the order of iteration. Never changed, so versions share it. */
interface Entry<Key, Value> {
  readonly key: Key;
  readonly value: Value;
  readonly position: number;
}

/** Leads from one version to its neighbour, and back once `before` and `after` are exchanged. */
interface Change<Key, Value> {
  readonly key: Key;
  before: Entry<Key, Value> | undefined;
  after: Entry<Key, Value> | undefined;
}

/** What all versions of a map share. */
interface Store<Key, Value, Index> {
  /** The contents of the version accessed last. */
  readonly map: Map<Key, Entry<Key, Value>>;
  readonly index: Index;
  /** Whether `map` iterates by position; going back over a deletion puts the key last instead. */
  inOrder: boolean;
  /** The entries by position, until the next change. */
  entries: readonly Entry<Key, Value>[] | undefined;
}

/** The changes that a batch makes: first the deletions, then the settings. */
export interface Changes<Key, Value> {
  readonly delete?: Iterable<Key>;
  readonly set?: Iterable<readonly [Key, Value]>;
}

/**
 * An immutable map: `set`, `delete` and `with` give a new version and leave the old one as it was.
 *
 * All versions share one plain `Map`, which holds the contents of the version accessed last; each other version holds
 * the changes that lead to it from its neighbour (Baker, "Shallow Binding Makes Functional Arrays Fast", 1991; Conchon
 * and Filliâtre, 2007). The version at hand costs what a `Map` costs. A version k changes away costs those k changes
 * once, and from then on is the version at hand. Keeping a version costs its changes, whatever the size of the map.
 * Good for a state that mostly moves on and now and then goes back; bad for reading two distant versions in turns.
 *
 * Iteration is in the order of insertion, exactly as a `Map` with the same history has it: a key that is set anew keeps
 * its place, one that is deleted and set again goes last. It does not depend on which versions were accessed before.
 * An iteration goes on over its own version, whatever is done to the map meanwhile.
 */
export class PersistentMap<
  Key,
  Value extends NonNullable<unknown> | null,
  Index extends DerivedIndex<Key, Value> | undefined = undefined,
> {
  readonly #store: Store<Key, Value, Index>;
  /** The next free place in the order of iteration; all entries of this version have lower ones. */
  readonly #nextPosition: number;
  readonly size: number;
  /** The neighbour on the way to the version that the store holds; absent in that version. */
  #neighbour: PersistentMap<Key, Value, Index> | undefined;
  /** The changes that lead from the neighbour to this version. */
  #changes: Change<Key, Value>[] = [];

  private constructor(store: Store<Key, Value, Index>, nextPosition: number, size: number) {
    this.#store = store;
    this.#nextPosition = nextPosition;
    this.size = size;
  }

  static from<Key, Value extends NonNullable<unknown> | null>(
    entries: Iterable<readonly [Key, Value]> = [],
  ): PersistentMap<Key, Value> {
    return PersistentMap.indexed<Key, Value, undefined>(entries, undefined);
  }

  /** A map with an index, which the map alone may change from now on. It must be empty. */
  static indexed<Key, Value extends NonNullable<unknown> | null, Index extends DerivedIndex<Key, Value> | undefined>(
    entries: Iterable<readonly [Key, Value]>,
    index: Index,
  ): PersistentMap<Key, Value, Index> {
    const store: Store<Key, Value, Index> = { map: new Map(), index, inOrder: true, entries: undefined };
    return new PersistentMap(store, 0, 0).with({ set: entries });
  }

  get(key: Key): Value | undefined {
    this.#reroot();
    return this.#store.map.get(key)?.value;
  }

  has(key: Key): boolean {
    this.#reroot();
    return this.#store.map.has(key);
  }

  /** The index as it is for this version, to be read before any other version is accessed. */
  get index(): Index {
    this.#reroot();
    return this.#store.index;
  }

  /** This map, when it has that value already. */
  set(key: Key, value: Value): PersistentMap<Key, Value, Index> {
    this.#reroot();
    const before = this.#store.map.get(key);
    if (before !== undefined && Object.is(before.value, value)) return this;
    const position = before === undefined ? this.#nextPosition : before.position;
    return this.#derive([{ key, before, after: { key, value, position } }]);
  }

  /** This map, when it lacks the key already. */
  delete(key: Key): PersistentMap<Key, Value, Index> {
    this.#reroot();
    const before = this.#store.map.get(key);
    return before === undefined ? this : this.#derive([{ key, before, after: undefined }]);
  }

  /** Makes many changes in one new version. This map, when they change nothing. */
  with(changes: Changes<Key, Value>): PersistentMap<Key, Value, Index> {
    this.#reroot();
    const { map } = this.#store;
    const pending = new Map<Key, Change<Key, Value>>();
    for (const key of changes.delete ?? []) {
      const before = map.get(key);
      if (before !== undefined) pending.set(key, { key, before, after: undefined });
    }
    let position = this.#nextPosition;
    for (const [key, value] of changes.set ?? []) {
      const change = pending.get(key);
      const before = change === undefined ? map.get(key) : change.before;
      const current = change === undefined ? before : change.after;
      if (current !== undefined && Object.is(current.value, value)) continue;
      const after = { key, value, position: current === undefined ? position++ : current.position };
      // A key that is deleted and set again goes last, in the batch as in the map.
      if (change !== undefined && current === undefined) pending.delete(key);
      pending.set(key, { key, before, after });
    }
    return pending.size === 0 ? this : this.#derive([...pending.values()]);
  }

  entries(): IterableIterator<[Key, Value]> {
    return new EntryIterator(this.#entriesInOrder(), entryPair<Key, Value>);
  }

  keys(): IterableIterator<Key> {
    return new EntryIterator(this.#entriesInOrder(), entryKey<Key>);
  }

  values(): IterableIterator<Value> {
    return new EntryIterator(this.#entriesInOrder(), entryValue<Value>);
  }

  [Symbol.iterator](): IterableIterator<[Key, Value]> {
    return this.entries();
  }

  /** Those of the given keys that the map has, in the order of iteration: for keys from an index that has none. */
  inOrder(keys: Iterable<Key>): Key[] {
    this.#reroot();
    const found: Entry<Key, Value>[] = [];
    for (const key of keys) {
      const entry = this.#store.map.get(key);
      if (entry !== undefined) found.push(entry);
    }
    return found.sort(byPosition).map(({ key }) => key);
  }

  /**
   * The keys whose entries may differ between this version and another; undefined when the two are not versions of
   * one map. Costs what the changes on the way between the two are, not what the map is.
   *
   * @param most - more keys than this are not looked for: the answer is undefined then, too
   */
  keysChangedSince(
    other: PersistentMap<Key, Value, Index>,
    most = Number.POSITIVE_INFINITY,
  ): ReadonlySet<Key> | undefined {
    if (other.#store !== this.#store) return undefined;
    this.#reroot();
    const keys = new Set<Key>();
    for (let version = other; version.#neighbour !== undefined; version = version.#neighbour) {
      for (const { key } of version.#changes) keys.add(key);
      if (keys.size > most) return undefined;
    }
    return keys;
  }

  /** The version that the changes lead to; they start from this version, which the store holds. */
  #derive(changes: Change<Key, Value>[]): PersistentMap<Key, Value, Index> {
    let size = this.size;
    let nextPosition = this.#nextPosition;
    for (const { before, after } of changes) {
      if (before === undefined) size++;
      if (after === undefined) size--;
      else if (after.position >= nextPosition) nextPosition = after.position + 1;
    }
    const derived = new PersistentMap(this.#store, nextPosition, size);
    derived.#neighbour = this;
    derived.#changes = changes;
    derived.#takeOver(this);
    return derived;
  }

  /** Makes the store hold this version. */
  #reroot(): void {
    if (this.#neighbour === undefined) return;
    const path: PersistentMap<Key, Value, Index>[] = [];
    let holder: PersistentMap<Key, Value, Index> = this;
    while (holder.#neighbour !== undefined) {
      path.push(holder);
      holder = holder.#neighbour;
    }
    for (let step = path.pop(); step !== undefined; step = path.pop()) {
      step.#takeOver(holder);
      holder = step;
    }
  }

  /** Turns the contents of the neighbour, which the store holds, into those of this version. */
  #takeOver(neighbour: PersistentMap<Key, Value, Index>): void {
    const changes = this.#changes;
    for (const change of changes) {
      apply(this.#store, change, neighbour.#nextPosition);
      const { before } = change;
      change.before = change.after;
      change.after = before;
    }
    this.#store.entries = undefined;
    this.#neighbour = undefined;
    this.#changes = [];
    neighbour.#neighbour = this;
    neighbour.#changes = changes;
  }

  #entriesInOrder(): readonly Entry<Key, Value>[] {
    this.#reroot();
    const store = this.#store;
    if (store.entries === undefined) {
      const entries = [...store.map.values()];
      if (!store.inOrder) putInOrder(store, entries.sort(byPosition));
      store.entries = entries;
    }
    return store.entries;
  }
}

/** @param lastPosition no entry that the store holds has this position or a higher one */
function apply<Key, Value>(
  store: Store<Key, Value, DerivedIndex<Key, Value> | undefined>,
  { key, before, after }: Change<Key, Value>,
  lastPosition: number,
): void {
  if (after === undefined) store.map.delete(key);
  else {
    const moves = before?.position !== after.position;
    if (moves) {
      if (before !== undefined) store.map.delete(key);
      if (after.position < lastPosition) store.inOrder = false;
    }
    store.map.set(key, after);
  }
  store.index?.apply(key, before?.value, after?.value);
}

function putInOrder<Key, Value>(store: Store<Key, Value, unknown>, entries: readonly Entry<Key, Value>[]): void {
  store.map.clear();
  for (const entry of entries) store.map.set(entry.key, entry);
  store.inOrder = true;
}

function byPosition(left: Entry<unknown, unknown>, right: Entry<unknown, unknown>): number {
  return left.position - right.position;
}

/** Not a generator: those are several times slower to step through, and a simulation iterates all the time. */
class EntryIterator<Key, Value, Item> implements IterableIterator<Item> {
  readonly #entries: readonly Entry<Key, Value>[];
  readonly #itemOf: (entry: Entry<Key, Value>) => Item;
  #index = 0;

  constructor(entries: readonly Entry<Key, Value>[], itemOf: (entry: Entry<Key, Value>) => Item) {
    this.#entries = entries;
    this.#itemOf = itemOf;
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<Item> {
    const entry = this.#entries[this.#index++];
    return entry === undefined ? { done: true, value: undefined } : { done: false, value: this.#itemOf(entry) };
  }
}

function entryPair<Key, Value>({ key, value }: Entry<Key, Value>): [Key, Value] {
  return [key, value];
}

function entryKey<Key>({ key }: Entry<Key, unknown>): Key {
  return key;
}

function entryValue<Value>({ value }: Entry<unknown, Value>): Value {
  return value;
}
