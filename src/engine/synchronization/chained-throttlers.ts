import type { WorkflowObject } from "../model/workflow-object.ts";
import { namespaceOfKey, runningKeys, type Throttler, type ThrottlerOptions } from "./throttler.ts";
import { type Waiter, WaitingQueue } from "./waiting-queue.ts";

/**
 * Applies the limit of the cluster and then that of the namespace, each with its own queue (`ChainThrottler`). So a
 * workflow can have a place in the one while it waits for the other.
 */
export class ChainedThrottlers implements Throttler {
  readonly #throttlers: readonly BucketThrottler[];

  constructor({ parallelism, namespaceParallelism, queue }: ThrottlerOptions) {
    this.#throttlers = [
      new BucketThrottler(parallelism, () => "", queue),
      new BucketThrottler(namespaceParallelism, namespaceOfKey, queue),
    ];
  }

  init(workflows: Iterable<WorkflowObject>): void {
    const all = [...workflows];
    for (const throttler of this.#throttlers) throttler.init(all);
  }

  add(waiter: Waiter): void {
    for (const throttler of this.#throttlers) throttler.add(waiter);
  }

  admit(key: string): boolean {
    return this.#throttlers.every((throttler) => throttler.admit(key));
  }

  remove(key: string): void {
    for (const throttler of this.#throttlers) throttler.remove(key);
  }

  /** Releases with these throttlers know nothing of it. */
  limitNamespace(): void {}
}

interface Bucket {
  readonly running: Set<string>;
  readonly pending: WaitingQueue;
}

/** Limits the workflows of each bucket; 0 is no limit. */
class BucketThrottler implements Omit<Throttler, "limitNamespace"> {
  readonly #limit: number;
  readonly #bucketOf: (key: string) => string;
  readonly #queue: ThrottlerOptions["queue"];
  readonly #buckets = new Map<string, Bucket>();

  constructor(limit: number, bucketOf: (key: string) => string, queue: ThrottlerOptions["queue"]) {
    this.#limit = limit;
    this.#bucketOf = bucketOf;
    this.#queue = queue;
  }

  init(workflows: Iterable<WorkflowObject>): void {
    if (this.#limit === 0) return;
    for (const key of runningKeys(workflows)) this.#bucket(key).running.add(key);
  }

  add(waiter: Waiter): void {
    if (this.#limit === 0) return;
    const bucket = this.#bucket(waiter.key);
    bucket.pending.add(waiter);
    this.#letIn(bucket);
  }

  admit(key: string): boolean {
    if (this.#limit === 0) return true;
    const bucket = this.#bucket(key);
    if (bucket.running.has(key)) return true;
    this.#letIn(bucket);
    return false;
  }

  remove(key: string): void {
    const bucket = this.#bucket(key);
    bucket.running.delete(key);
    bucket.pending.remove(key);
    this.#letIn(bucket);
  }

  #bucket(key: string): Bucket {
    const name = this.#bucketOf(key);
    const bucket = this.#buckets.get(name) ?? { running: new Set(), pending: new WaitingQueue() };
    this.#buckets.set(name, bucket);
    return bucket;
  }

  #letIn({ running, pending }: Bucket): void {
    while (this.#limit > running.size) {
      const next = pending.pop();
      if (next === undefined) return;
      running.add(next.key);
      this.#queue(next.key);
    }
  }
}
