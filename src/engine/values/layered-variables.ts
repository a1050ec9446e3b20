import type { VariableValue } from "./variables.ts";

/** Variables that can be looked up one by one, and walked through where all of them are needed. */
export interface VariableLayer extends Iterable<readonly [string, VariableValue]> {
  get(name: string): VariableValue | undefined;
}

/**
 * Variables of several origins as one, without copying them: those of the first layer hide those of the next. It is a
 * view: what is later added to a layer is seen.
 *
 * Being a Map is how it is passed to expressions.
 */
export class LayeredVariables extends Map<string, VariableValue> {
  readonly #layers: readonly VariableLayer[];

  constructor(...layers: readonly VariableLayer[]) {
    super();
    this.#layers = layers;
  }

  override get(name: string): VariableValue | undefined {
    for (const layer of this.#layers) {
      const value = layer.get(name);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  override has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  /** One Map of all layers, for whoever needs more than a few of the variables. */
  #merged(): Map<string, VariableValue> {
    const merged = new Map<string, VariableValue>();
    for (const layer of this.#layers.toReversed()) for (const [name, value] of layer) merged.set(name, value);
    return merged;
  }

  override get size(): number {
    return this.#merged().size;
  }

  override [Symbol.iterator](): MapIterator<[string, VariableValue]> {
    return this.#merged().entries();
  }

  override entries(): MapIterator<[string, VariableValue]> {
    return this.#merged().entries();
  }

  override keys(): MapIterator<string> {
    return this.#merged().keys();
  }

  override values(): MapIterator<VariableValue> {
    return this.#merged().values();
  }

  override forEach(visit: (value: VariableValue, name: string, map: Map<string, VariableValue>) => void): void {
    this.#merged().forEach(visit);
  }
}
