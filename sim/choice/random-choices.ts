import type { Random, RandomStreams } from "../random.ts";
import { type Choices, isOpen } from "./choice.ts";

/** How choices of one kind are made in one run. */
export interface Disobedience {
  /** How often they disobey, in percent: 0 never, 100 always. */
  readonly weight: number;
  /** After so many that disobeyed, all obey; without it there is no limit. */
  readonly most?: number;
  /** In place of the weight: those alone disobey whose number, counted from 0, is among these. */
  readonly at?: ReadonlySet<number>;
  /** Whether half of the options, by their names, are not taken in this run. */
  readonly mutesOptions?: boolean;
}

/** Says how choices of a kind are made; may draw from the random numbers, which are that kind's own. */
export type DisobedienceOf = (kind: string, random: Random) => Disobedience;

interface KindOfChoice extends Disobedience {
  readonly random: Random;
  readonly muted: Map<string, boolean>;
  asked: number;
  disobeyed: number;
}

/**
 * Disobeys at random: with the probability of its kind a choice takes any option but the first.
 *
 * Each kind draws from its own stream, and, unless told otherwise, draws its weight there too (swarm testing, Groce et
 * al., ISSTA 2012): half of all kinds are switched off for the whole run, and then not asked for, the others get a
 * weight from 1 to 100, every magnitude alike. A run in which some disturbances never happen, and others often, reaches
 * states that an even mixture does not.
 */
export class RandomChoices implements Choices {
  readonly #streams: RandomStreams;
  readonly #disobedience: DisobedienceOf;
  readonly #kinds = new Map<string, KindOfChoice>();

  constructor(streams: RandomStreams, disobedience: DisobedienceOf = (_, random) => ({ weight: swarmWeight(random) })) {
    this.#streams = streams;
    this.#disobedience = disobedience;
  }

  /** How often choices of each kind were asked for so far. */
  get asked(): ReadonlyMap<string, number> {
    return new Map(Array.from(this.#kinds, ([kind, { asked }]) => [kind, asked]));
  }

  asks(kind: string): boolean {
    const { at, weight } = this.#kindOf(kind);
    return at === undefined ? weight > 0 : at.size > 0;
  }

  choose(kind: string, label: string, options: readonly string[]): number {
    if (!isOpen(kind, label, options)) return 0;
    const found = this.#kindOf(kind);
    const number = found.asked++;
    if (!disobeys(found, number)) return 0;
    const chosen = anyBut(found, options);
    if (chosen > 0) found.disobeyed++;
    return chosen;
  }

  #kindOf(kind: string): KindOfChoice {
    let found = this.#kinds.get(kind);
    if (found === undefined) {
      const random = this.#streams.stream(`${kind} choices`);
      const disobedience = this.#disobedience(kind, this.#streams.stream(`how often ${kind} choices disobey`));
      found = { ...disobedience, random, muted: new Map(), asked: 0, disobeyed: 0 };
      this.#kinds.set(kind, found);
    }
    return found;
  }
}

function disobeys({ weight, most = Number.POSITIVE_INFINITY, at, random, disobeyed }: KindOfChoice, number: number) {
  if (disobeyed >= most) return false;
  return at === undefined ? random.boolean(weight / 100) : at.has(number);
}

/** Any option but the first, and but those that are muted; the first when there is no other. */
function anyBut({ mutesOptions = false, muted, random }: KindOfChoice, options: readonly string[]): number {
  if (!mutesOptions) return random.integer(1, options.length - 1);
  const heard: number[] = [];
  for (let index = 1; index < options.length; index++) {
    const name = options[index] as string;
    let isMuted = muted.get(name);
    if (isMuted === undefined) {
      isMuted = random.boolean();
      muted.set(name, isMuted);
    }
    if (!isMuted) heard.push(index);
  }
  return heard.length === 0 ? 0 : random.pick(heard);
}

/** 0 for half of all kinds, and from 1 to 100 for the others. */
export function swarmWeight(random: Random): number {
  return random.boolean() ? random.logUniform(1, 100) : 0;
}
