import type { EventLoop } from "../../../sim/loop.ts";
import type { ScheduledEvent } from "../../../sim/queue.ts";
import type { Journal } from "../../journal/journal.ts";
import { named, type ObjectKind } from "../../journal/object-identity.ts";
import { eventPriority } from "../event-priority.ts";

/** Where a queue lives. */
export interface QueueTime {
  readonly loop: EventLoop;
  readonly journal: Journal;
}

export interface WorkQueueOptions extends QueueTime {
  /** Names the queue in the labels of its events. */
  readonly name: string;
  /** Of what its keys are the names. */
  readonly kind: ObjectKind;
  /** The order of keys that become ready at the same millisecond; that of their additions without it. */
  readonly orderOf?: OrderOfKeys | undefined;
}

export type OrderOfKeys = (keys: readonly string[]) => readonly string[];

/**
 * A queue of keys that holds each at most once and can add them later (client-go's `TypedDelayingInterface`).
 *
 * Of several delayed additions of a key the earliest wins and the others are forgotten. A key that is added while a
 * worker has it comes back when the worker is done.
 */
export class WorkQueue {
  readonly #options: WorkQueueOptions;
  readonly #loop: EventLoop;
  readonly #journal: Journal;
  readonly #onReady: () => void;
  #ready: string[] = [];
  /** Keys that are to be processed, each with its cause: those that are ready, and those added while in process. */
  readonly #dirty = new Map<string, number>();
  readonly #processing = new Set<string>();
  readonly #waiting = new Map<string, ScheduledEvent>();
  /** By key, what the journal says of its additions since it was taken last, by sequence. */
  readonly #entries = new Map<string, number[]>();

  /** @param onReady called when a key becomes ready */
  constructor(options: WorkQueueOptions, onReady: () => void) {
    this.#options = options;
    this.#loop = options.loop;
    this.#journal = options.journal;
    this.#onReady = onReady;
  }

  get hasReady(): boolean {
    return this.#ready.length > 0;
  }

  add(key: string): void {
    const { cause } = this.#journal;
    this.#tell(key, this.#loop.now);
    this.#add(key);
    this.#journal.resume(cause);
  }

  /** Adds a key after a delay in milliseconds; at once if it is 0 or less. */
  addAfter(key: string, delay: number): void {
    if (delay <= 0) {
      this.add(key);
      return;
    }
    const at = this.#loop.now + Math.ceil(delay);
    const waiting = this.#waiting.get(key);
    const { cause } = this.#journal;
    this.#tell(key, Math.min(at, waiting?.time ?? at));
    if (waiting === undefined || waiting.time > at) {
      if (waiting !== undefined) this.#loop.cancel(waiting);
      this.#waiting.set(key, this.#schedule(key, at));
    }
    this.#journal.resume(cause);
  }

  /**
   * Takes the first key that is ready; what its worker does is caused by what added it. The worker calls {@link done}
   * with it when it has finished.
   */
  take(): string | undefined {
    const key = this.#ready.shift();
    if (key === undefined) return undefined;
    this.#journal.resume(this.#dirty.get(key) ?? this.#journal.cause);
    this.#processing.add(key);
    this.#dirty.delete(key);
    return key;
  }

  /** The additions of a key that was taken just now, as sequences of the journal; none where it does not tell of them. */
  takeEntries(key: string): readonly number[] {
    const entries = this.#entries.get(key) ?? [];
    this.#entries.delete(key);
    return entries;
  }

  done(key: string): void {
    this.#processing.delete(key);
    if (this.#dirty.has(key)) this.#makeReady(key);
  }

  /** Forgets everything. */
  shutDown(): void {
    for (const event of this.#waiting.values()) this.#loop.cancel(event);
    this.#waiting.clear();
    this.#entries.clear();
    this.#ready = [];
    this.#dirty.clear();
    this.#processing.clear();
  }

  #schedule(key: string, at: number): ScheduledEvent {
    const { name, orderOf } = this.#options;
    const addNow = () => {
      if (orderOf === undefined) this.#addWaiting(key);
      else for (const due of orderOf(this.#dueKeys())) this.#addWaiting(due);
    };
    return this.#loop.schedule(at, eventPriority.queue, addNow, `${name} ${key}`);
  }

  #addWaiting(key: string): void {
    const waiting = this.#waiting.get(key);
    if (waiting !== undefined) {
      this.#loop.cancel(waiting);
      this.#journal.resume(waiting.cause);
    }
    this.#waiting.delete(key);
    this.#add(key);
  }

  #add(key: string): void {
    if (this.#dirty.has(key)) return;
    this.#dirty.set(key, this.#journal.cause);
    if (!this.#processing.has(key)) this.#makeReady(key);
  }

  #tell(key: string, due: number): void {
    if (!this.#journal.wants("queued")) return;
    const { name: queue, kind } = this.#options;
    const [namespace = "", name = ""] = key.split("/");
    this.#journal.record("queued", named(kind, namespace, name), { queue, key, due });
    const entries = this.#entries.get(key);
    if (entries === undefined) this.#entries.set(key, [this.#journal.cause]);
    else entries.push(this.#journal.cause);
  }

  /** All keys whose delay runs out now, in the order of their additions. */
  #dueKeys(): string[] {
    const due = [...this.#waiting].filter(([, { time }]) => time === this.#loop.now);
    return due.sort(([, left], [, right]) => left.sequence - right.sequence).map(([key]) => key);
  }

  #makeReady(key: string): void {
    this.#ready.push(key);
    this.#onReady();
  }
}
