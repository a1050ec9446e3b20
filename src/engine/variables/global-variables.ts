import { LayeredVariables, type VariableLayer } from "./layered-variables.ts";
import type { TextVariables } from "./variables.ts";

/** The variables of a workflow during one reconcile: those that it began with, and over them what was set since. */
export class GlobalVariables extends LayeredVariables<string> {
  readonly #own: Map<string, string>;
  readonly #deferred: DeferredVariables;

  constructor(base: TextVariables = new Map()) {
    const own = new Map<string, string>();
    const deferred = new DeferredVariables();
    super(own, deferred, base);
    this.#own = own;
    this.#deferred = deferred;
  }

  set(name: string, value: string): void {
    this.#own.set(name, value);
  }

  /** Sets a variable whose value is only made when somebody asks for it, which then tells what was so when it was set. */
  defer(name: string, value: () => string): void {
    this.#own.delete(name);
    this.#deferred.set(name, value);
  }
}

/** Variables whose values are made when they are first asked for. */
class DeferredVariables implements VariableLayer<string> {
  readonly #values = new Map<string, string | (() => string)>();

  set(name: string, value: () => string): void {
    this.#values.set(name, value);
  }

  get(name: string): string | undefined {
    const value = this.#values.get(name);
    if (typeof value !== "function") return value;
    const made = value();
    this.#values.set(name, made);
    return made;
  }

  *[Symbol.iterator](): Generator<readonly [string, string]> {
    for (const name of this.#values.keys()) yield [name, this.get(name) as string];
  }
}
