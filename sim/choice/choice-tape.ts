import { type ChoicePoint, type Choices, isOpen } from "./choice.ts";
import { ChoiceDivergence, isSameChoice } from "./choice-divergence.ts";

/** A choice with its answer, the index of an option. */
export interface RecordedChoice extends ChoicePoint {
  readonly chosen: number;
}

/** All open choices of a run, in the order in which they were asked. Plain data: it survives JSON. */
export type ChoiceTape = readonly RecordedChoice[];

/** Which kinds of choices are asked for. */
export type AskedKinds = (kind: string) => boolean;

/** Lets others choose, and records what they chose. */
export class RecordingChoices implements Choices {
  readonly #choices: Choices;
  readonly #asks: AskedKinds;
  readonly #tape: RecordedChoice[] = [];

  /** @param asks the kinds to record; unless given, those that the others are asked for */
  constructor(choices: Choices, asks: AskedKinds = (kind) => choices.asks(kind)) {
    this.#choices = choices;
    this.#asks = asks;
  }

  get tape(): ChoiceTape {
    return this.#tape;
  }

  asks(kind: string): boolean {
    return this.#asks(kind);
  }

  choose(kind: string, label: string, options: readonly string[]): number {
    if (!isOpen(kind, label, options) || !this.#asks(kind)) return 0;
    const chosen = this.#choices.choose(kind, label, options);
    this.#tape.push({ kind, label, options, chosen });
    return chosen;
  }
}

/** Answers as recorded, and insists that the same choices are asked in the same order. */
export class ReplayedChoices implements Choices {
  readonly #tape: ChoiceTape;
  readonly #asks: AskedKinds;
  #position = 0;

  /** @param asks the kinds that the recorded run asked for; unless given, those of which the tape has a choice */
  constructor(tape: ChoiceTape, asks: AskedKinds = kindsOf(tape)) {
    this.#tape = tape;
    this.#asks = asks;
  }

  asks(kind: string): boolean {
    return this.#asks(kind);
  }

  /** @throws ChoiceDivergence when the tape has another choice here, or has ended */
  choose(kind: string, label: string, options: readonly string[]): number {
    if (!isOpen(kind, label, options) || !this.#asks(kind)) return 0;
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

function kindsOf(tape: ChoiceTape): AskedKinds {
  const kinds = new Set(tape.map(({ kind }) => kind));
  return (kind) => kinds.has(kind);
}
