import type { Availability, Lock } from "./lock.ts";

/**
 * Stands for a lock that is recorded as held but could not be restored when the controller started. It lets nobody
 * in until the next start, because somebody may still hold the lock.
 */
export class PoisonedLock implements Lock {
  readonly holders: readonly string[] = [];
  readonly waiters: readonly string[] = [];
  readonly #message: string;

  constructor(name: string, reason: string) {
    this.#message = `lock ${name} is in a poisoned state: ${reason}; manual intervention required`;
  }

  check(): Availability {
    return { kind: "taken", message: this.#message };
  }

  enqueue(): void {}
  leaveQueue(): void {}
  acquire(): void {}
  release(): void {}
  restore(): void {}
}
