import type { VariableValue } from "./variables.ts";

/** Variables that can be looked up one by one, and walked through where all of them are needed. */
export interface VariableLayer<Value extends VariableValue = VariableValue> extends Iterable<readonly [string, Value]> {
  get(name: string): Value | undefined;
}

/**
 * Variables of several origins as one, without copying them: those of the first layer hide those of the next. It is a
 * view: what is later added to a layer is seen.
 */
export class LayeredVariables<Value extends VariableValue = VariableValue> implements ReadonlyMap<string, Value> {
  readonly #layers: readonly VariableLayer<Value>[];

  constructor(...layers: readonly VariableLayer<Value>[]) {
    this.#layers = layers;
  }

  get(name: string): Value | undefined {
    for (const layer of this.#layers) {
      const value = layer.get(name);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  /** One Map of all layers, for whoever needs more than a few of the variables. */
  #merged(): Map<string, Value> {
    const merged = new Map<string, Value>();
    for (const layer of this.#layers.toReversed()) for (const [name, value] of layer) merged.set(name, value);
    return merged;
  }

  get size(): number {
    return this.#merged().size;
  }

  [Symbol.iterator](): MapIterator<[string, Value]> {
    return this.#merged().entries();
  }

  entries(): MapIterator<[string, Value]> {
    return this.#merged().entries();
  }

  keys(): MapIterator<string> {
    return this.#merged().keys();
  }

  values(): MapIterator<Value> {
    return this.#merged().values();
  }

  forEach(visit: (value: Value, name: string, map: ReadonlyMap<string, Value>) => void): void {
    this.#merged().forEach(visit);
  }
}
