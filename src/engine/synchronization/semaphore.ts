import type { DifferenceId } from "../../releases/differences/index.ts";
import type { Release } from "../../releases/release.ts";
import { Panic } from "../model/errors/execution-error.ts";
import { isSameWorkflow } from "./holder-key.ts";
import type { Availability, Lock } from "./lock.ts";
import type { LimitReading } from "./semaphore-limit.ts";
import { type Waiter, WaitingQueue } from "./waiting-queue.ts";

export interface SemaphoreOptions {
  /** Encoded name of the lock, for messages. */
  readonly name: string;
  /** Looks up how many may hold the lock. */
  readLimit(): LimitReading;
  /** Has the workflow of a holder key looked at again. */
  wake(key: string): void;
  readonly release: Release;
}

/**
 * A lock that a limited number may hold (`prioritySemaphore`); a mutex is one with limit 1. Its slots follow the limit
 * whenever that is looked up. When the limit goes below the number of holders, the surplus holders have no slot.
 */
export class Semaphore implements Lock {
  readonly #options: SemaphoreOptions;
  readonly #holders = new Set<string>();
  readonly #queue = new WaitingQueue();
  #slots = 0;
  #slotsTaken = 0;

  constructor(options: SemaphoreOptions) {
    this.#options = options;
  }

  get holders(): readonly string[] {
    return [...this.#holders];
  }

  get waiters(): readonly string[] {
    return this.#queue.waiters.map(({ key }) => key);
  }

  /** How many may hold the lock: the last limit known, when it cannot be read. */
  limit(): number {
    const reading = this.#options.readLimit();
    if (!reading.ok) return this.#has("semaphore-forgets-its-limit") ? 0 : this.#slots;
    if (reading.limit !== this.#slots) {
      this.#slots = reading.limit;
      this.#slotsTaken = Math.min(this.#holders.size, reading.limit);
    }
    return reading.limit;
  }

  enqueue(waiter: Waiter): void {
    if (!this.#holders.has(waiter.key)) this.#queue.add(waiter);
  }

  leaveQueue(key: string): void {
    this.#queue.remove(key);
  }

  check(key: string): Availability {
    const { name, wake } = this.#options;
    const limit = this.limit();
    if (this.#holders.has(key)) return { kind: "held" };
    if (limit === 0 && !this.#has("semaphore-limit-read-on-acquire-only")) {
      return { kind: "taken", message: `Failed to get semaphore limit for ${name}` };
    }
    const message = `Waiting for ${name} lock. Lock status: ${limit - this.#holders.size}/${limit}`;
    const front = this.#queue.peek();
    if (front !== undefined && !isSameWorkflow(key, front.key)) {
      if (this.#holders.size < limit) wake(front.key);
      return { kind: "taken", message };
    }
    return this.#hasFreeSlot() ? { kind: "free" } : { kind: "taken", message };
  }

  acquire(key: string): void {
    if (this.#holders.has(key)) return;
    this.#slotsTaken++;
    this.#holders.add(key);
    if (this.#has("acquire-takes-the-front-of-the-queue")) this.#queue.pop();
    else this.#queue.remove(key);
    this.#wakeWaiters();
  }

  release(key: string): void {
    const limit = this.limit();
    if (!this.#holders.delete(key)) return;
    // The limit went down: this holder had no slot to give back.
    if (this.#holders.size >= limit) return;
    if (this.#slotsTaken === 0) throw new Panic("semaphore: released more than held");
    this.#slotsTaken--;
    this.#wakeWaiters();
  }

  restore(key: string): void {
    this.limit();
    if (this.#holders.has(key)) return;
    if (this.#hasFreeSlot()) this.#slotsTaken++;
    else if (this.#has("restart-restores-locks-carelessly")) return;
    this.#holders.add(key);
  }

  #has(difference: DifferenceId): boolean {
    return this.#options.release.has(difference);
  }

  #hasFreeSlot(): boolean {
    return this.#slotsTaken < this.#slots;
  }

  /** Wakes as many waiters as there is room for (`notifyWaiters`). */
  #wakeWaiters(): void {
    const room = Math.max(0, this.limit() - this.#holders.size);
    for (const { key } of this.#queue.waiters.slice(0, room)) this.#options.wake(key);
  }
}
