import type { Waiter } from "./waiting-queue.ts";

/** Whether a lock can be had now; `held` means that the asker has it already. */
export type Availability =
  | { readonly kind: "free" | "held" }
  | { readonly kind: "taken" /** For the asker's status. */; readonly message: string };

/** A semaphore or mutex in the controller's memory. */
export interface Lock {
  /** Puts the asker into the queue, unless it holds the lock. */
  enqueue(waiter: Waiter): void;
  leaveQueue(key: string): void;
  /** Whether the asker would get the lock. Wakes the one in turn when the asker is not. */
  check(key: string): Availability;
  /** Takes a lock that {@link check} found free or held. */
  acquire(key: string): void;
  release(key: string): void;
  /** Takes the lock for one that is recorded to hold it, when the controller starts. */
  restore(key: string): void;
  readonly holders: readonly string[];
  readonly waiters: readonly string[];
}
