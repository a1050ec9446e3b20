import { type ChoicePoint, type Choices, isOpen } from "./choice.ts";
import { ChoiceDivergence, isSameChoice } from "./choice-divergence.ts";

/** A choice with its answer, the index of an option. */
export interface RecordedChoice extends ChoicePoint {
  readonly chosen: number;
}

/** All open choices of a run, in the order in which they were asked. Plain data: it survives JSON. */
export type ChoiceTape = readonly RecordedChoice[];

/** Lets others choose, and records what they chose. */
export class RecordingChoices implements Choices {
  readonly #choices: Choices;
  readonly #tape: RecordedChoice[] = [];

  constructor(choices: Choices) {
    this.#choices = choices;
  }

  get tape(): ChoiceTape {
    return this.#tape;
  }

  /** What nobody else would ask for is recorded too. */
  asks(): boolean {
    return true;
  }

  choose(kind: string, label: string, options: readonly string[]): number {
    const chosen = this.#choices.choose(kind, label, options);
    if (isOpen(kind, label, options)) this.#tape.push({ kind, label, options, chosen });
    return chosen;
  }
}

/** Answers as recorded, and insists that the same choices are asked in the same order. */
export class ReplayedChoices implements Choices {
  readonly #tape: ChoiceTape;
  #position = 0;

  constructor(tape: ChoiceTape) {
    this.#tape = tape;
  }

  asks(): boolean {
    return true;
  }

  /** @throws ChoiceDivergence when the tape has another choice here, or has ended */
  choose(kind: string, label: string, options: readonly string[]): number {
    if (!isOpen(kind, label, options)) return 0;
    const recorded = this.#tape[this.#position];
    if (recorded === undefined || !isSameChoice(recorded, kind, label, options)) {
      const asked = { kind, label, options };
      throw new ChoiceDivergence({ position: this.#position, recorded: this.#tape, asked });
    }
    this.#position++;
    return recorded.chosen;
  }

  /**
   * To be called when the run is over.
   *
   * @throws ChoiceDivergence when the tape goes on
   */
  finish(): void {
    if (this.#position < this.#tape.length) {
      throw new ChoiceDivergence({ position: this.#position, recorded: this.#tape });
    }
  }
}
