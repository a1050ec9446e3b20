import type { EventLoop } from "../../../sim/loop.ts";
import type { ScheduledEvent } from "../../../sim/queue.ts";
import { eventPriority } from "../event-priority.ts";

export type OrderOfKeys = (keys: readonly string[]) => readonly string[];

/**
 * A queue of keys that holds each at most once and can add them later (client-go's `TypedDelayingInterface`).
 *
 * Of several delayed additions of a key the earliest wins and the others are forgotten. A key that is added while a
 * worker has it comes back when the worker is done.
 */
export class WorkQueue {
  readonly #loop: EventLoop;
  readonly #name: string;
  readonly #onReady: () => void;
  readonly #orderOf: OrderOfKeys | undefined;
  #ready: string[] = [];
  /** Keys that are to be processed: those that are ready, and those that were added while in process. */
  readonly #dirty = new Set<string>();
  readonly #processing = new Set<string>();
  readonly #waiting = new Map<string, ScheduledEvent>();

  /**
   * @param name names the queue in the labels of its events
   * @param onReady called when a key becomes ready
   * @param orderOf the order of keys that become ready at the same millisecond; that of their additions without it
   */
  constructor(loop: EventLoop, name: string, onReady: () => void, orderOf?: OrderOfKeys) {
    this.#loop = loop;
    this.#name = name;
    this.#onReady = onReady;
    this.#orderOf = orderOf;
  }

  get hasReady(): boolean {
    return this.#ready.length > 0;
  }

  add(key: string): void {
    if (this.#dirty.has(key)) return;
    this.#dirty.add(key);
    if (!this.#processing.has(key)) this.#makeReady(key);
  }

  /** Adds a key after a delay in milliseconds; at once if it is 0 or less. */
  addAfter(key: string, delay: number): void {
    if (delay <= 0) {
      this.add(key);
      return;
    }
    const at = this.#loop.now + Math.ceil(delay);
    const waiting = this.#waiting.get(key);
    if (waiting !== undefined) {
      if (waiting.time <= at) return;
      this.#loop.cancel(waiting);
    }
    const addNow = () => {
      if (this.#orderOf === undefined) this.#addWaiting(key);
      else for (const due of this.#orderOf(this.#dueKeys())) this.#addWaiting(due);
    };
    this.#waiting.set(key, this.#loop.schedule(at, eventPriority.queue, addNow, `${this.#name} ${key}`));
  }

  /** Takes the first key that is ready; the worker calls {@link done} with it when it has finished. */
  take(): string | undefined {
    const key = this.#ready.shift();
    if (key === undefined) return undefined;
    this.#processing.add(key);
    this.#dirty.delete(key);
    return key;
  }

  done(key: string): void {
    this.#processing.delete(key);
    if (this.#dirty.has(key)) this.#makeReady(key);
  }

  /** Forgets everything. */
  shutDown(): void {
    for (const event of this.#waiting.values()) this.#loop.cancel(event);
    this.#waiting.clear();
    this.#ready = [];
    this.#dirty.clear();
    this.#processing.clear();
  }

  #addWaiting(key: string): void {
    const waiting = this.#waiting.get(key);
    if (waiting !== undefined) this.#loop.cancel(waiting);
    this.#waiting.delete(key);
    this.add(key);
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
