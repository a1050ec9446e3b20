import type { EventLoop } from "../../sim/loop.ts";
import { second } from "../../sim/time.ts";
import { eventPriority } from "./event-priority.ts";

const pollPeriod = 15 * second;
const quietPolls = 7;

/** Ends a run once it has been quiet for seven polls in a row. */
export class QuietPoll {
  readonly #loop: EventLoop;
  readonly #isQuiet: () => boolean;
  readonly #onEnd: () => void;
  #quiet = 0;

  constructor(loop: EventLoop, isQuiet: () => boolean, onEnd: () => void) {
    this.#loop = loop;
    this.#isQuiet = isQuiet;
    this.#onEnd = onEnd;
  }

  start(): void {
    this.#loop.schedule(this.#loop.now + pollPeriod, eventPriority.poll, () => this.#poll(), "poll");
  }

  #poll(): void {
    this.#quiet = this.#isQuiet() ? this.#quiet + 1 : 0;
    if (this.#quiet === quietPolls) this.#onEnd();
    else this.start();
  }
}
