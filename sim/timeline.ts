import { formatTime } from "./time.ts";

/** Something that happened. A union of these, told apart by `kind`, types a whole timeline. */
export interface TimelineEvent<Kind extends string = string, Data = unknown> {
  /** Virtual milliseconds. */
  readonly t: number;
  readonly kind: Kind;
  /** The name of what it happened to. */
  readonly object: string;
  readonly data: Data;
}

/** The record of a run: events in the order in which they happened, never changed and never out of order. */
export class Timeline<Event extends TimelineEvent> {
  readonly #events: Event[] = [];

  get events(): readonly Event[] {
    return this.#events;
  }

  append(event: Event): void {
    const last = this.#events.at(-1);
    if (last !== undefined && event.t < last.t) {
      throw new RangeError(
        `"${event.kind}" of ${event.object} at ${formatTime(event.t)} comes after an event at ${formatTime(last.t)}`,
      );
    }
    this.#events.push(event);
  }

  /** A mark for {@link restore}. */
  save(): number {
    return this.#events.length;
  }

  /** Forgets what happened since the mark was made, so that the run can branch there. */
  restore(mark: number): void {
    if (mark > this.#events.length) throw new RangeError("the timeline was restored to an earlier mark since");
    this.#events.length = mark;
  }
}
