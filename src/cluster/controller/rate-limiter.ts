/** Delay of the first retry, doubled with each further one, up to the longest; in milliseconds. */
const baseDelay = 5;
const longestDelay = 1_000_000;

/** All items together: ten a second, once a burst of a hundred is used up. */
const burst = 100;
const millisecondsPerToken = 100;

/**
 * How long an item must wait that is added to a rate-limited queue: its own exponential delay, or its turn in the token
 * bucket of all items, whichever is longer (`DefaultTypedControllerRateLimiter`).
 */
export class RateLimiter {
  readonly #now: () => number;
  readonly #failures = new Map<string, number>();
  #tokens = burst;
  #filledAt = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The delay of one more addition, in milliseconds. */
  when(key: string): number {
    const failures = this.#failures.get(key) ?? 0;
    this.#failures.set(key, failures + 1);
    return Math.max(Math.min(baseDelay * 2 ** failures, longestDelay), this.#takeToken());
  }

  /** Starts the item's delays anew. */
  forget(key: string): void {
    this.#failures.delete(key);
  }

  #takeToken(): number {
    const now = this.#now();
    this.#tokens = Math.min(burst, this.#tokens + (now - this.#filledAt) / millisecondsPerToken) - 1;
    this.#filledAt = now;
    return Math.max(0, -this.#tokens * millisecondsPerToken);
  }
}
