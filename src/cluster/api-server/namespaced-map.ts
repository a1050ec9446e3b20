/** Values by namespace and name. Goes through them namespace by namespace, in the order of their insertion. */
export class NamespacedMap<Value> {
  // Nested, because a key made of both names is a new text with each look, which has to be hashed.
  readonly #namespaces = new Map<string, Map<string, Value>>();

  get(namespace: string, name: string): Value | undefined {
    return this.#namespaces.get(namespace)?.get(name);
  }

  set(namespace: string, name: string, value: Value): void {
    const names = this.#namespaces.get(namespace);
    if (names === undefined) this.#namespaces.set(namespace, new Map([[name, value]]));
    else names.set(name, value);
  }

  delete(namespace: string, name: string): void {
    this.#namespaces.get(namespace)?.delete(name);
  }

  *values(): Generator<Value> {
    for (const names of this.#namespaces.values()) yield* names.values();
  }
}
