/** The longest text, in characters, that tags and expressions may make: ten times what the API server accepts as a whole object. */
export const longestText = 16_000_000;

/**
 * How deep the brackets of an expression, or lists and maps of a value, may lie in each other. Go's stacks grow to a
 * gigabyte, so that upstream has hardly a limit: encoding/json stops at 10,000 levels, expr-lang at 10,000 nodes,
 * govaluate nowhere. The limit is counted, and lies far below what any JavaScript stack allows: the same expression must
 * not end otherwise for being compiled, or on another engine.
 */
export const deepestNesting = 200;

/**
 * What is played grows beyond all that a cluster could hold, as with recursion or a loop that does not end. The simulation
 * ends here; nothing may catch it in between.
 */
export class SizeLimitExceeded extends Error {
  override readonly name = "SizeLimitExceeded";
}

/** Counts how deep something lies in others of its kind. */
export class NestingDepth {
  readonly #what: string;
  readonly #most: number;
  #depth = 0;

  /** @param what in words, as in "an expression" */
  constructor(what: string, most = deepestNesting) {
    this.#what = what;
    this.#most = most;
  }

  /** @throws SizeLimitExceeded when it is too deep */
  enter(): void {
    this.#depth++;
    if (this.#depth > this.#most) throw tooDeep(this.#what, this.#most);
  }

  leave(): void {
    this.#depth--;
  }
}

/** Expects that a text is not longer than {@link longestText}. */
export function expectLength(length: number): void {
  if (length > longestText)
    throw new SizeLimitExceeded(`an expression makes a text of ${length} characters, more than ${longestText}`);
}

export function tooDeep(what: string, most = deepestNesting): SizeLimitExceeded {
  return new SizeLimitExceeded(`${what} is nested too deeply: more than ${most} levels`);
}
