import seedrandom from "seedrandom";

/**
 * One stream of pseudo-random numbers (Alea).
 *
 * The helpers use only operations that IEEE 754 defines exactly; `Math.log` and its kin may differ between JavaScript
 * engines, and a seed must mean the same run on each of them.
 */
export class Random {
  readonly #next: seedrandom.PRNG;

  constructor(seed: string) {
    this.#next = seedrandom.alea(seed);
  }

  /** A whole number from `minimum` to `maximum`, both included. */
  integer(minimum: number, maximum: number): number {
    const range = maximum - minimum + 1;
    if (!Number.isSafeInteger(minimum) || !Number.isSafeInteger(maximum) || !Number.isSafeInteger(range) || range < 1) {
      throw new RangeError(`no whole number can be drawn from ${minimum} to ${maximum}`);
    }
    // A plain draw has 32 bits, too coarse for wide ranges.
    const fraction = range <= 0x10000 ? this.#next() : this.#next.double();
    return minimum + Math.floor(fraction * range);
  }

  /** True with the given probability; 0 is never, 1 is always. */
  boolean(probability = 0.5): boolean {
    return this.#next() < probability;
  }

  /** One of the items, each as likely as any other. */
  pick<Item>(items: readonly Item[]): Item {
    return items[this.integer(0, items.length - 1)] as Item;
  }

  /** One of the items, each as likely as its weight: a whole number, 0 for never. */
  weighted<Item>(items: readonly (readonly [item: Item, weight: number])[]): Item {
    let total = 0;
    for (const [, weight] of items) {
      if (!Number.isSafeInteger(weight) || weight < 0) throw new RangeError(`${weight} is no weight`);
      total += weight;
    }
    if (total === 0) throw new RangeError("nothing can be drawn: no item has a weight above 0");
    let remaining = this.integer(0, total - 1);
    for (const [item, weight] of items) {
      remaining -= weight;
      if (remaining < 0) return item;
    }
    throw new Error("the weights do not add up to their total");
  }

  /**
   * A whole number from `minimum` to `maximum`, every magnitude as likely as any other: for delays and counts, whose
   * interesting values lie at all scales.
   *
   * A magnitude is a number of binary digits: 0, 1, 2 to 3, 4 to 7, 8 to 15 and so on, cut to the bounds.
   */
  logUniform(minimum: number, maximum: number): number {
    if (minimum < 0) throw new RangeError(`${minimum} has no magnitude to draw from`);
    const magnitude = this.integer(binaryDigits(minimum), binaryDigits(maximum));
    if (magnitude === 0) return 0;
    return this.integer(Math.max(minimum, 2 ** (magnitude - 1)), Math.min(maximum, 2 ** magnitude - 1));
  }
}

function binaryDigits(value: number): number {
  let digits = 0;
  for (let rest = value; rest >= 1; rest = Math.floor(rest / 2)) digits++;
  return digits;
}

/**
 * All randomness of a run: one stream per purpose, each keyed by seed and purpose.
 *
 * Separate streams, so that one more draw for one purpose leaves all others as they were.
 */
export class RandomStreams {
  readonly #seed: string;
  readonly #streams = new Map<string, Random>();

  /** @param seed any text or number; `1` and `"1"` are the same seed */
  constructor(seed: string | number) {
    this.#seed = String(seed);
  }

  /** The stream for a purpose; always the same object for the same purpose. */
  stream(purpose: string): Random {
    let stream = this.#streams.get(purpose);
    if (stream === undefined) {
      stream = new Random(this.#key(purpose));
      this.#streams.set(purpose, stream);
    }
    return stream;
  }

  /** Draws fractions, from 0 to just under 1, from the stream for a purpose, which is made with the first of them. */
  fractions(purpose: string): () => number {
    return () => this.stream(purpose).integer(0, 2 ** 32 - 1) / 2 ** 32;
  }

  #key(purpose: string): string {
    // JSON keeps ("a", "bc") and ("ab", "c") apart; Alea hashes the text.
    return JSON.stringify([purpose, this.#seed]);
  }
}
