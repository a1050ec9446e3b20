/**
 * An object that is a map, with keys that are only known when it is made.
 *
 * Without a prototype, and so kept as a hash table: every other object whose keys no object had before gets a hidden
 * class of its own, which costs more than the object and stays until the next full garbage collection.
 */
export function dictionary<Value>(entries: Iterable<readonly [string, Value]> = []): Record<string, Value> {
  const made = Object.create(null) as Record<string, Value>;
  for (const [key, value] of entries) made[key] = value;
  return made;
}
