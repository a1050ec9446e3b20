import type { EventLoop } from "../../sim/loop.ts";
import type { ClusterChoices } from "./choice-kinds.ts";
import { eventPriority } from "./event-priority.ts";

const turns = ["at once", "after the controller"] as const;

/** Something that is going to happen. */
export interface Timer {
  /** Keeps it from happening, if it has not yet. */
  cancel(): void;
}

/**
 * What happens in the world around the controller. Where something falls on the very millisecond at which the controller
 * acts, who is first is a choice: obedient play lets the world go first.
 */
export class WorldEvents {
  readonly #loop: EventLoop;
  readonly #choices: ClusterChoices;
  readonly #asksTies: boolean;

  constructor(loop: EventLoop, choices: ClusterChoices) {
    this.#loop = loop;
    this.#choices = choices;
    this.#asksTies = choices.asks("tie");
  }

  /** Virtual now, in milliseconds. */
  get now(): number {
    return this.#loop.now;
  }

  /**
   * @param at virtual milliseconds
   * @param priority that of `cluster` or `people`
   * @param label names the event, by the names of what it happens to
   */
  schedule(at: number, priority: number, act: () => void, label: string): Timer {
    const actInTurn = () => {
      if (this.#isLate(label)) pending = this.#loop.schedule(at, eventPriority.late, act, label);
      else act();
    };
    let pending = this.#loop.schedule(at, priority, actInTurn, label);
    return { cancel: () => void this.#loop.cancel(pending) };
  }

  #isLate(label: string): boolean {
    if (!this.#asksTies || !this.#loop.isDueNow(eventPriority.queue)) return false;
    return this.#choices.choose("tie", `tie:${label}`, turns) === 1;
  }
}
