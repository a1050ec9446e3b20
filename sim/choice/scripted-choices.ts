import { type Choices, describeChoice, isOpen } from "./choice.ts";
import type { ChoiceTape } from "./choice-tape.ts";

/**
 * Options by choice. The key is a label, which stands for every time that this label is asked, or `label#n` for the
 * n-th time alone, counted from 1; the latter wins. The value is the name of the option.
 */
export type ChoiceScript = ReadonlyMap<string, string>;

/** Takes the options of a script where it names one, and the obedient option everywhere else. */
export class ScriptedChoices implements Choices {
  readonly #script: ChoiceScript;
  readonly #asked = new Map<string, number>();
  readonly #unused: Set<string>;

  constructor(script: ChoiceScript) {
    this.#script = script;
    this.#unused = new Set(script.keys());
  }

  /** The keys of the script that no choice has matched so far. */
  get unused(): string[] {
    return [...this.#unused];
  }

  asks(): boolean {
    return true;
  }

  /** @throws RangeError when the script names an option that the choice does not have */
  choose(kind: string, label: string, options: readonly string[]): number {
    if (!isOpen(kind, label, options)) return 0;
    const occurrence = (this.#asked.get(label) ?? 0) + 1;
    this.#asked.set(label, occurrence);
    const exact = occurrenceKey(label, occurrence);
    const key = this.#script.has(exact) ? exact : label;
    const option = this.#script.get(key);
    if (option === undefined) return 0;
    this.#unused.delete(key);
    const chosen = options.indexOf(option);
    if (chosen < 0) {
      throw new RangeError(
        `the script sets "${key}" to "${option}", but the choice is ${describeChoice({ kind, label, options })}`,
      );
    }
    return chosen;
  }
}

/**
 * The script that steers a run as a recording went, as far as it went the same way: every choice that was not
 * obedient, under its `label#n`. Entries can be left out of it, unlike records of a tape; that is what shrinking does.
 */
export function scriptOf(tape: ChoiceTape): ChoiceScript {
  const asked = new Map<string, number>();
  const script = new Map<string, string>();
  for (const { label, options, chosen } of tape) {
    const occurrence = (asked.get(label) ?? 0) + 1;
    asked.set(label, occurrence);
    if (chosen > 0) script.set(occurrenceKey(label, occurrence), options[chosen] as string);
  }
  return script;
}

function occurrenceKey(label: string, occurrence: number): string {
  return `${label}#${occurrence}`;
}
