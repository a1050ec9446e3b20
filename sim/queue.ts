import TinyQueue from "tinyqueue";

/**
 * An action with its place in the total order (time, priority, sequence).
 *
 * One class, every field always present and in the same order: the queue compares millions of these a second, and a
 * single object shape keeps those comparisons fast.
 */
export class ScheduledEvent {
  /** When it is due, in virtual milliseconds. */
  readonly time: number;
  /** Among events of one instant, the lower number goes first. */
  readonly priority: number;
  /** The order of scheduling; decides what time and priority leave open. No two events share one. */
  readonly sequence: number;
  readonly action: () => void;
  /** Names the event in errors and results. */
  readonly label: string;
  /** What caused it to be scheduled; see `EventLoop.cause`. */
  readonly cause: number;
  /** False once it has left the queue or was cancelled. Written by the queue alone. */
  pending = true;

  constructor(time: number, priority: number, sequence: number, action: () => void, label: string, cause: number) {
    this.time = time;
    this.priority = priority;
    this.sequence = sequence;
    this.action = action;
    this.label = label;
    this.cause = cause;
  }
}

/** The total order. Sequence numbers are unique, so two distinct events never compare as equal. */
export function compareEvents(left: ScheduledEvent, right: ScheduledEvent): number {
  if (left.time !== right.time) return left.time - right.time;
  if (left.priority !== right.priority) return left.priority - right.priority;
  return left.sequence - right.sequence;
}

/** Below this many cancelled events a rebuild costs more than it frees. */
const compactionThreshold = 64;

/**
 * The pending events, earliest first: a binary heap, O(log n) to push and to pop.
 *
 * Cancelling is O(1): the event is marked and skipped when it comes up. Once marked events outnumber the others the
 * heap is rebuilt without them, so that timers set and cancelled for ever need no more room than the pending ones.
 */
export class EventQueue {
  #heap = new TinyQueue<ScheduledEvent>([], compareEvents);
  #cancelled = 0;

  /** How many events are pending; cancelled ones do not count. */
  get size(): number {
    return this.#heap.length - this.#cancelled;
  }

  push(event: ScheduledEvent): void {
    this.#heap.push(event);
  }

  /** The earliest pending event, left in the queue. */
  peek(): ScheduledEvent | undefined {
    let event = this.#heap.peek();
    while (event !== undefined && !event.pending) {
      this.#heap.pop();
      this.#cancelled--;
      event = this.#heap.peek();
    }
    return event;
  }

  /** Whether any pending event satisfies a predicate; O(pending). */
  some(predicate: (event: ScheduledEvent) => boolean): boolean {
    return this.#heap.data.some((event) => event.pending && predicate(event));
  }

  /** Takes the earliest pending event out of the queue. */
  pop(): ScheduledEvent | undefined {
    const event = this.peek();
    if (event === undefined) return undefined;
    this.#heap.pop();
    event.pending = false;
    return event;
  }

  /** Cancels an event of this queue. False when it had already left the queue or was cancelled before. */
  cancel(event: ScheduledEvent): boolean {
    if (!event.pending) return false;
    event.pending = false;
    this.#cancelled++;
    if (this.#cancelled >= compactionThreshold && this.#cancelled * 2 > this.#heap.length) {
      this.#rebuild(this.#pendingEvents());
    }
    return true;
  }

  /** The pending events in the order in which they would be popped. */
  events(): ScheduledEvent[] {
    return this.#pendingEvents().sort(compareEvents);
  }

  #pendingEvents(): ScheduledEvent[] {
    return this.#heap.data.filter((event) => event.pending);
  }

  #rebuild(events: ScheduledEvent[]): void {
    this.#heap = new TinyQueue(events, compareEvents);
    this.#cancelled = 0;
  }
}
