import { type ChoicePoint, type Choices, isOpen, ObedientChoices } from "./choice.ts";

/**
 * Options by choice. The key is a label, which stands for every time that this label is asked, or `label#n` for the
 * n-th time alone, counted from 1; the latter wins. The value is the name of the option.
 */
export type ChoiceScript = ReadonlyMap<string, string>;

/** An entry of a script that names an option which the choice does not have. */
export interface UnknownOption {
  readonly key: string;
  readonly asked: ChoicePoint;
}

export interface ScriptedChoicesOptions {
  /** The kinds that the script speaks of; without them all kinds are asked for. */
  readonly kinds?: ReadonlySet<string>;
  /** Who makes the choices of which the script says nothing; without it the obedient option is taken. */
  readonly otherwise?: Choices;
}

/**
 * Takes the options of a script where it names one. What an entry says that cannot be done, because the choice has no
 * such option, is not done, and told by {@link unknownOptions}.
 */
export class ScriptedChoices implements Choices {
  readonly #script: ChoiceScript;
  readonly #kinds: ReadonlySet<string> | undefined;
  readonly #otherwise: Choices;
  readonly #asked = new Map<string, number>();
  readonly #unused: Set<string>;
  readonly #unknownOptions = new Map<string, UnknownOption>();

  constructor(script: ChoiceScript, { kinds, otherwise = new ObedientChoices() }: ScriptedChoicesOptions = {}) {
    this.#script = script;
    this.#kinds = kinds;
    this.#otherwise = otherwise;
    this.#unused = new Set(script.keys());
  }

  /** The keys of the script that no choice has matched so far. */
  get unused(): string[] {
    return [...this.#unused];
  }

  /** The entries, each once, that named an option which the choice did not have. */
  get unknownOptions(): UnknownOption[] {
    return [...this.#unknownOptions.values()];
  }

  /** The labels that were asked so far; nobody counts them for a script without entries. */
  get labels(): Iterable<string> {
    return this.#asked.keys();
  }

  asks(kind: string): boolean {
    return this.#kinds === undefined || this.#kinds.has(kind) || this.#otherwise.asks(kind);
  }

  choose(kind: string, label: string, options: readonly string[]): number {
    if (this.#script.size === 0) return this.#otherwise.choose(kind, label, options);
    if (!isOpen(kind, label, options)) return 0;
    const occurrence = (this.#asked.get(label) ?? 0) + 1;
    this.#asked.set(label, occurrence);
    const exact = occurrenceKey(label, occurrence);
    const key = this.#script.has(exact) ? exact : label;
    const option = this.#script.get(key);
    if (option === undefined) return this.#otherwise.choose(kind, label, options);
    this.#unused.delete(key);
    const chosen = options.indexOf(option);
    if (chosen >= 0) return chosen;
    if (!this.#unknownOptions.has(key)) this.#unknownOptions.set(key, { key, asked: { kind, label, options } });
    return 0;
  }
}

/** Under which key a script speaks of one occurrence of a label, counted from 1. */
export function occurrenceKey(label: string, occurrence: number): string {
  return `${label}#${occurrence}`;
}

/** The label that a key of a script is about, without the number of the occurrence. */
export function labelOfKey(key: string): string {
  return key.replace(/#\d+$/, "");
}
