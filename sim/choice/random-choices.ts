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
  /** The names of the options that may be taken; without them all may. */
  readonly takes?: ReadonlySet<string> | undefined;
  /** Whether half of the options, by their names, are not taken in this run. */
  readonly mutesOptions?: boolean;
}

/** Says how choices of a kind are made. */
export type DisobedienceOf = (kind: string) => Disobedience;

interface KindOfChoice {
  readonly disobedience: Disobedience;
  /** From which choices of this kind are drawn; absent when none disobeys. */
  readonly random: Random | undefined;
  /** Whether options are muted, once that is drawn. */
  muted: Map<string, boolean> | undefined;
  asked: number;
  disobeyed: number;
}

/**
 * Disobeys at random: with the probability of its kind a choice takes any option but the first.
 *
 * Each kind draws from its own stream, and, unless told otherwise, draws its weight, too (swarm testing, Groce et al.,
 * ISSTA 2012): half of all kinds are switched off for the whole run, and then not asked for, the others get a
 * weight from 1 to 100, every magnitude alike. A run in which some disturbances never happen, and others often, reaches
 * states that an even mixture does not.
 */
export class RandomChoices implements Choices {
  readonly #streams: RandomStreams;
  readonly #disobedience: DisobedienceOf;
  readonly #kinds = new Map<string, KindOfChoice>();

  constructor(streams: RandomStreams, disobedience?: DisobedienceOf) {
    this.#streams = streams;
    this.#disobedience =
      disobedience ?? ((kind) => ({ weight: swarmWeight(streams.stream(`weight of ${kind} choices`)) }));
  }

  /** How often choices of each kind were asked for so far. */
  get asked(): ReadonlyMap<string, number> {
    return new Map(Array.from(this.#kinds, ([kind, { asked }]) => [kind, asked]));
  }

  asks(kind: string): boolean {
    return this.#kindOf(kind).random !== undefined;
  }

  choose(kind: string, label: string, options: readonly string[]): number {
    if (!isOpen(kind, label, options)) return 0;
    const found = this.#kindOf(kind);
    const number = found.asked++;
    const { random } = found;
    if (random === undefined || !disobeys(found, random, number)) return 0;
    const chosen = anyBut(found, random, options);
    if (chosen > 0) found.disobeyed++;
    return chosen;
  }

  #kindOf(kind: string): KindOfChoice {
    let found = this.#kinds.get(kind);
    if (found === undefined) {
      const disobedience = this.#disobedience(kind);
      const random = canDisobey(disobedience) ? this.#streams.stream(`${kind} choices`) : undefined;
      found = { disobedience, random, muted: undefined, asked: 0, disobeyed: 0 };
      this.#kinds.set(kind, found);
    }
    return found;
  }
}

function canDisobey({ at, weight }: Disobedience): boolean {
  return at === undefined ? weight > 0 : at.size > 0;
}

function disobeys({ disobedience, disobeyed }: KindOfChoice, random: Random, number: number): boolean {
  const { weight, most = Number.POSITIVE_INFINITY, at } = disobedience;
  if (disobeyed >= most) return false;
  return at === undefined ? random.boolean(weight / 100) : at.has(number);
}

/** Any option but the first that may be taken and is not muted; the first when there is none. */
function anyBut(kind: KindOfChoice, random: Random, options: readonly string[]): number {
  const { mutesOptions = false, takes } = kind.disobedience;
  if (!mutesOptions && takes === undefined) return random.integer(1, options.length - 1);
  const heard: number[] = [];
  kind.muted ??= new Map();
  const { muted } = kind;
  for (let index = 1; index < options.length; index++) {
    const name = options[index] as string;
    if (takes?.has(name) === false) continue;
    let isMuted = muted.get(name);
    if (isMuted === undefined) {
      isMuted = mutesOptions && random.boolean();
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
