import { type Disobedience, RandomChoices } from "../../../sim/choice/random-choices.ts";
import { type Random, RandomStreams } from "../../../sim/random.ts";
import type { ChoiceKind } from "../../cluster/choice-kinds.ts";
import type { Varied } from "../varied.ts";
import type { Strategy } from "./strategy.ts";

export interface SwarmOptions {
  /** What may disobey. */
  readonly varied: Varied;
  /** Any text; the same seed makes the same choices. */
  readonly seed: string;
  /** How often choices of each kind are asked for when all of them obey. */
  readonly asked: ReadonlyMap<string, number>;
}

/** The kinds of which one choice changes a lot: they are best made rarely, at any moment of the run. */
const rareKinds: ReadonlySet<string> = new Set(["action", "restart", "request"] satisfies ChoiceKind[]);

/** The kinds whose options are of several sorts: in a run without one of them, the others show better. */
const sortedKinds: ReadonlySet<string> = new Set(["action", "end", "request"] satisfies ChoiceKind[]);

const half = 0.5;

/** What people do matters most: they act in more than half of the runs. */
const withActions = 0.75;

/** In how many of the runs with a rare kind its places are drawn, and not its rate. */
const withPlaces = 0.75;

/** Most choices of a rare kind that disobey where their places are drawn. */
const mostPlaces = 3;

/** Most choices of any kind that disobey: then the run goes on in peace, and what must come true in the end can. */
const mostDisobedient = 32;

const off: Disobedience = { weight: 0 };

/**
 * Swarm testing (Groce et al., ISSTA 2012): each run has half of the kinds of disturbance, each of them rarely or often,
 * because a run with few kinds, each of them often, gets to states that an even mixture does not. Of the rare kinds, one
 * to three choices disobey in most runs, wherever in the run; a given rate would prefer its beginning.
 */
export class Swarm implements Strategy {
  readonly #options: SwarmOptions;

  constructor(options: SwarmOptions) {
    this.#options = options;
  }

  choicesOf(run: number): RandomChoices {
    const streams = new RandomStreams(JSON.stringify(["swarm", this.#options.seed, run]));
    const plan = this.#plan(streams.stream("plan"));
    return new RandomChoices(streams, (kind) => plan.get(kind) ?? off);
  }

  /** How the kinds of one run disobey; those that are missing do not. */
  #plan(random: Random): ReadonlyMap<string, Disobedience> {
    const { varied, asked } = this.#options;
    const plan = new Map<string, Disobedience>();
    for (const [kind, options] of varied) {
      if (!random.boolean(kind === "action" ? withActions : half)) continue;
      const common = drawOptions(random, options, sortedKinds.has(kind));
      const places = asked.get(kind) ?? 0;
      if (rareKinds.has(kind) && places > 0 && random.boolean(withPlaces)) {
        plan.set(kind, { weight: 0, at: drawPlaces(random, places), ...common });
      } else {
        const most = random.logUniform(1, mostDisobedient);
        plan.set(kind, { weight: drawWeight(random, places), most, ...common });
      }
    }
    return plan;
  }
}

/** All options, or where they are of several sorts some of them. */
function drawOptions(
  random: Random,
  options: ReadonlySet<string> | "all",
  areSorted: boolean,
): Pick<Disobedience, "takes" | "mutesOptions"> {
  if (options === "all") return { mutesOptions: areSorted };
  if (!areSorted) return { takes: options };
  const one = random.pick([...options]);
  return { takes: new Set([...options].filter((option) => option === one || random.boolean())) };
}

/**
 * A weight with which so many choices, as many as an obedient run asks for, disobey once to all of the time; every
 * magnitude alike. What only a disobedient run asks for is about what that run is about.
 */
function drawWeight(random: Random, asked: number): number {
  if (asked === 0) return random.integer(1, 100);
  return Math.ceil((100 * random.logUniform(1, asked)) / asked);
}

/** One to three of so many places. */
function drawPlaces(random: Random, places: number): ReadonlySet<number> {
  const count = random.integer(1, mostPlaces);
  return new Set(Array.from({ length: count }, () => random.integer(0, places - 1)));
}
