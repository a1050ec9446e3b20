import type { Random, RandomStreams } from "../random.ts";
import { type Choices, isOpen } from "./choice.ts";

/** How often choices of a kind disobey, in percent: 0 never, 100 always. */
export type ChoiceWeights = ReadonlyMap<string, number>;

interface KindOfChoice {
  readonly weight: number;
  readonly random: Random;
}

/**
 * Disobeys at random: with the probability of its kind a choice takes any option but the first.
 *
 * Each kind draws from its own stream, and, unless given, draws its weight there too (swarm testing, Groce et al.,
 * ISSTA 2012): half of all kinds are switched off for the whole run, the others get a weight from 1 to 100, every
 * magnitude alike. A run in which some disturbances never happen, and others often, reaches states that an even
 * mixture does not.
 */
export class RandomChoices implements Choices {
  readonly #streams: RandomStreams;
  readonly #given: ChoiceWeights;
  readonly #kinds = new Map<string, KindOfChoice>();

  constructor(streams: RandomStreams, weights: ChoiceWeights = new Map()) {
    this.#streams = streams;
    this.#given = weights;
  }

  /** The weights of all kinds asked for so far. */
  get weights(): ChoiceWeights {
    return new Map(Array.from(this.#kinds, ([kind, { weight }]) => [kind, weight]));
  }

  asks(): boolean {
    return true;
  }

  choose(kind: string, label: string, options: readonly string[]): number {
    if (!isOpen(kind, label, options)) return 0;
    const { weight, random } = this.#kindOf(kind);
    return random.boolean(weight / 100) ? random.integer(1, options.length - 1) : 0;
  }

  #kindOf(kind: string): KindOfChoice {
    let found = this.#kinds.get(kind);
    if (found === undefined) {
      const weight = this.#given.get(kind) ?? swarmWeight(this.#streams.stream(`weight of ${kind} choices`));
      found = { weight, random: this.#streams.stream(`${kind} choices`) };
      this.#kinds.set(kind, found);
    }
    return found;
  }
}

function swarmWeight(random: Random): number {
  return random.boolean() ? random.logUniform(1, 100) : 0;
}
