import { type EventLoop, noCause } from "../../sim/loop.ts";
import type { DetailKind, JournalEvent, JournalEventOf, JournalKind, Writer } from "./journal-event.ts";
import type { NodeIdentity, ObjectIdentity } from "./object-identity.ts";

export type JournalReader = (event: JournalEvent) => void;

/**
 * What happens in a run, in order, each with what caused it.
 *
 * The cause of an event is the event that was written last where it comes from: within one event of the loop that is
 * the one before, and across events the one that was current when the loop's event was scheduled. Whoever does several
 * things of one cause goes back to it with {@link Journal.resume}.
 */
export class Journal {
  readonly #loop: EventLoop;
  readonly #details: ReadonlySet<DetailKind>;
  readonly #events: JournalEvent[] = [];
  readonly #readers: JournalReader[] = [];
  #writer: Writer = "cluster";

  /** @param details the kinds of details to write; by default none */
  constructor(loop: EventLoop, details: Iterable<DetailKind> = []) {
    this.#loop = loop;
    this.#details = new Set(details);
  }

  /** Everything that has happened so far. */
  get events(): readonly JournalEvent[] {
    return this.#events;
  }

  /** Virtual now, in milliseconds. */
  get now(): number {
    return this.#loop.now;
  }

  /** Whether details of a kind are written; where they are not, nobody needs to make them. */
  wants(kind: DetailKind): boolean {
    return this.#details.has(kind);
  }

  /** Calls the reader with every later event, at once. */
  subscribe(reader: JournalReader): void {
    this.#readers.push(reader);
  }

  /** The event of a number, if there is one. */
  event(sequence: number | undefined): JournalEvent | undefined {
    return sequence === undefined ? undefined : this.#events[sequence - 1];
  }

  /** What led to an event: itself, what caused it, what caused that, and so on. */
  *causesOf(event: JournalEvent): Generator<JournalEvent> {
    for (let one: JournalEvent | undefined = event; one !== undefined; one = this.event(one.cause)) yield one;
  }

  /**
   * All events that an event may be put down to: its causes, and where a reconcile answers to several entries of its
   * queue, the causes of all of them; latest first.
   */
  leadingTo(event: JournalEvent): readonly JournalEvent[] {
    const found = new Set<number>();
    const open = [event];
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      for (const sequence of directCausesOf(one)) {
        const cause = this.event(sequence);
        if (cause === undefined || found.has(sequence)) continue;
        found.add(sequence);
        open.push(cause);
      }
    }
    return [...found].sort((left, right) => right - left).map((sequence) => this.event(sequence) as JournalEvent);
  }

  /** Writes what happens now. What happens next, here or in what is scheduled, has it as its cause. */
  record<Kind extends JournalKind>(
    kind: Kind,
    object: ObjectIdentity,
    data: JournalEventOf<Kind>["data"],
    node?: NodeIdentity,
  ): void {
    const { now: t, cause } = this.#loop;
    const sequence = this.#events.length + 1;
    // The kinds of events differ in their data alone, so they are all of one shape.
    const event = { kind, sequence, t, cause: cause === noCause ? undefined : cause, object, node, data };
    this.#events.push(event as unknown as JournalEvent);
    this.#loop.cause = sequence;
    for (const read of this.#readers) read(event as unknown as JournalEvent);
  }

  /** Who writes to the API server right now. */
  get writer(): Writer {
    return this.#writer;
  }

  /** Does something on somebody's behalf. */
  writeAs<Result>(writer: Writer, work: () => Result): Result {
    const before = this.#writer;
    this.#writer = writer;
    try {
      return work();
    } finally {
      this.#writer = before;
    }
  }

  /** What is current as the cause of what happens next; to be given to {@link resume}. */
  get cause(): number {
    return this.#loop.cause;
  }

  /** Goes back to an earlier cause: what happens next is not caused by what was written since. */
  resume(cause: number): void {
    this.#loop.cause = cause;
  }
}

function directCausesOf(event: JournalEvent): readonly number[] {
  const entries = event.kind === "reconcileBegan" ? event.data.entries : [];
  return event.cause === undefined ? entries : [event.cause, ...entries];
}
