import { type Choices, isOpen } from "./choice.ts";
import { ChoiceDivergence, isSameChoice } from "./choice-divergence.ts";
import type { ChoiceTape, RecordedChoice } from "./choice-tape.ts";

/**
 * Goes on from the beginning of another run: takes the choices of a tape, then the obedient option of whatever else is
 * asked, and records all of it. Only choices of some kinds are open; of the others nobody gets to know.
 */
export class BranchedChoices implements Choices {
  readonly #kinds: ReadonlySet<string>;
  readonly #beginning: ChoiceTape;
  readonly #tape: RecordedChoice[] = [];

  constructor(kinds: ReadonlySet<string>, beginning: ChoiceTape = []) {
    this.#kinds = kinds;
    this.#beginning = beginning;
  }

  /** The choices of this run so far, those of its beginning included. */
  get tape(): ChoiceTape {
    return this.#tape;
  }

  asks(kind: string): boolean {
    return this.#kinds.has(kind);
  }

  /** @throws ChoiceDivergence when the run does not ask for the choices of its beginning */
  choose(kind: string, label: string, options: readonly string[]): number {
    if (!isOpen(kind, label, options) || !this.asks(kind)) return 0;
    const position = this.#tape.length;
    const begun = this.#beginning[position];
    if (begun !== undefined && !isSameChoice(begun, kind, label, options)) {
      throw new ChoiceDivergence({ position, recorded: this.#beginning, asked: { kind, label, options } });
    }
    const chosen = begun?.chosen ?? 0;
    this.#tape.push({ kind, label, options, chosen });
    return chosen;
  }
}
