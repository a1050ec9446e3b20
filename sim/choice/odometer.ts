import { type ChoicePoint, type Choices, isOpen } from "./choice.ts";
import { ChoiceDivergence, isSameChoice } from "./choice-divergence.ts";

interface Digit extends ChoicePoint {
  chosen: number;
}

export interface OdometerOptions {
  /** Choices after this many in a run take the obedient option; default: no limit. */
  readonly depthLimit?: number;
}

/**
 * Visits every run there is, each once.
 *
 * The choices of a run are the digits of a counter, the last one turning fastest. Which choices come later may depend
 * on the earlier ones; no run needs to be described beforehand, and nothing but one run's digits is kept. (TigerBeetle's
 * `exhaustigen.zig` and matklad's "Generate All the Things" describe the idea.)
 *
 * ```ts
 * const odometer = new Odometer();
 * while (odometer.advance()) play(odometer);
 * ```
 */
export class Odometer implements Choices {
  readonly #depthLimit: number;
  readonly #digits: Digit[] = [];
  #position = 0;
  #started = false;
  #truncated = false;

  constructor(options: OdometerOptions = {}) {
    this.#depthLimit = options.depthLimit ?? Number.POSITIVE_INFINITY;
  }

  /** The options chosen in the current run, as far as it has come. */
  get combination(): number[] {
    return this.#digits.slice(0, this.#position).map(({ chosen }) => chosen);
  }

  /** True when a choice lay beyond the depth limit, so that some runs are never visited. */
  get truncated(): boolean {
    return this.#truncated;
  }

  /**
   * Turns to the next run; the first call to the first one, in which every choice is obedient.
   *
   * @returns false when all have been visited
   * @throws ChoiceDivergence when the run that just ended did not come as far as the one that it repeats
   */
  advance(): boolean {
    if (!this.#started) {
      this.#started = true;
      return true;
    }
    if (this.#position < this.#digits.length) {
      throw new ChoiceDivergence({ position: this.#position, recorded: this.#digits });
    }
    this.#position = 0;
    for (let digit = this.#digits.at(-1); digit !== undefined; digit = this.#digits.at(-1)) {
      if (digit.chosen + 1 < digit.options.length) {
        digit.chosen++;
        return true;
      }
      this.#digits.pop();
    }
    return false;
  }

  asks(): boolean {
    return true;
  }

  /** @throws ChoiceDivergence when the run does not repeat the choices that lead to where it turns off */
  choose(kind: string, label: string, options: readonly string[]): number {
    if (!this.#started) throw new Error("the odometer was asked for a choice before its first run: call advance()");
    if (!isOpen(kind, label, options)) return 0;
    if (this.#position >= this.#depthLimit) {
      this.#truncated = true;
      return 0;
    }
    const digit = this.#digits[this.#position];
    if (digit === undefined) this.#digits.push({ kind, label, options, chosen: 0 });
    else if (!isSameChoice(digit, kind, label, options)) {
      const asked = { kind, label, options };
      throw new ChoiceDivergence({ position: this.#position, recorded: this.#digits, asked });
    }
    this.#position++;
    return digit?.chosen ?? 0;
  }
}
