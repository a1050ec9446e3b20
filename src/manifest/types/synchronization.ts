import type { ConfigMapKeySelector } from "./selectors.ts";

/**
 * The locks a workflow or template must hold. `semaphore` and `mutex` are read by controllers up to v3.7,
 * `semaphores` and `mutexes` by v3.6 and later.
 */
export interface Synchronization {
  readonly semaphore?: SemaphoreRef;
  readonly mutex?: Mutex;
  readonly semaphores?: readonly SemaphoreRef[];
  readonly mutexes?: readonly Mutex[];
}

/** A semaphore whose limit stands in a ConfigMap or in a database. */
export interface SemaphoreRef {
  readonly configMapKeyRef?: ConfigMapKeySelector;
  readonly namespace?: string;
  readonly database?: { readonly key: string };
}

export interface Mutex {
  readonly name?: string;
  readonly namespace?: string;
  readonly database?: boolean;
}
