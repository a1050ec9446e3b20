import type { VariableValue } from "./variables.ts";

/** Variables that can be looked up one by one, and walked through where all of them are needed. */
export interface VariableLayer extends Iterable<readonly [string, VariableValue]> {
  get(name: string): VariableValue | undefined;
}

/**
 * Variables of several origins as one, without copying them: those of the first layer hide those of the next. It is a
 * view: what is later added to a layer is seen.
 */
export class LayeredVariables implements ReadonlyMap<string, VariableValue> {
  readonly #layers: readonly VariableLayer[];

  constructor(...layers: readonly VariableLayer[]) {
    this.#layers = layers;
  }

  get(name: string): VariableValue | undefined {
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
  #merged(): Map<string, VariableValue> {
    const merged = new Map<string, VariableValue>();
    for (const layer of this.#layers.toReversed()) for (const [name, value] of layer) merged.set(name, value);
    return merged;
  }

  get size(): number {
    return this.#merged().size;
  }

  [Symbol.iterator](): MapIterator<[string, VariableValue]> {
    return this.#merged().entries();
  }

  entries(): MapIterator<[string, VariableValue]> {
    return this.#merged().entries();
  }

  keys(): MapIterator<string> {
    return this.#merged().keys();
  }

  values(): MapIterator<VariableValue> {
    return this.#merged().values();
  }

  forEach(visit: (value: VariableValue, name: string, map: ReadonlyMap<string, VariableValue>) => void): void {
    this.#merged().forEach(visit);
  }
}
