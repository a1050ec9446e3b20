import type { Release } from "../../releases/release.ts";
import { keyOf, type OpenOrder } from "../model/open-order.ts";
import type { WorkflowObject } from "../model/workflow-object.ts";
import { namespaceOfKey, runningKeys, type Throttler, type ThrottlerOptions } from "./throttler.ts";
import { type Waiter, WaitingQueue } from "./waiting-queue.ts";

const namespaces: OpenOrder<readonly [string, unknown]> = { what: "namespaces", nameOf: keyOf, goes: "any" };

/** Applies both limits at once: a workflow is let in when the cluster and its namespace have room (`multiThrottler`). */
export class JointThrottler implements Throttler {
  readonly #options: ThrottlerOptions;
  readonly #release: Release;
  readonly #running = new Set<string>();
  readonly #pending = new Map<string, WaitingQueue>();
  /** Limits of namespaces that say it themselves. */
  readonly #limits = new Map<string, number>();

  constructor(options: ThrottlerOptions, release: Release) {
    this.#options = options;
    this.#release = release;
  }

  init(workflows: Iterable<WorkflowObject>): void {
    for (const key of runningKeys(workflows)) this.#running.add(key);
  }

  add(waiter: Waiter): void {
    const queuesAgain = this.#release.has("running-workflow-queues-for-admission");
    if (this.#running.has(waiter.key) && !queuesAgain) return;
    const namespace = namespaceOfKey(waiter.key);
    const queue = this.#pending.get(namespace) ?? new WaitingQueue();
    this.#pending.set(namespace, queue);
    queue.add(waiter);
    this.#letOneIn();
  }

  admit(key: string): boolean {
    if (this.#running.has(key)) return true;
    this.#letOneIn();
    return false;
  }

  remove(key: string): void {
    this.#running.delete(key);
    this.#pending.get(namespaceOfKey(key))?.remove(key);
    this.#letOneIn();
  }

  limitNamespace(namespace: string, limit: number | undefined): void {
    if (limit === undefined) {
      this.#limits.delete(namespace);
      return;
    }
    this.#limits.set(namespace, limit);
    const letsInAll = !this.#release.has("raised-limit-lets-in-one");
    while (this.#letOneIn() && letsInAll);
  }

  /** Lets in the best of the first in turn of all namespaces that have room (`queueThrottled`). */
  #letOneIn(): boolean {
    const { parallelism, order, queue } = this.#options;
    if (parallelism !== 0 && this.#running.size >= parallelism) return false;
    const candidates = new WaitingQueue();
    for (const [namespace, pending] of order(namespaces, "the cluster", [...this.#pending])) {
      const first = pending.peek();
      if (first !== undefined && this.#hasRoom(namespace)) candidates.add(first);
    }
    const best = candidates.pop();
    if (best === undefined) return false;
    this.#pending.get(namespaceOfKey(best.key))?.pop();
    this.#running.add(best.key);
    queue(best.key);
    return true;
  }

  #hasRoom(namespace: string): boolean {
    const limit = this.#limits.get(namespace) ?? this.#options.namespaceParallelism;
    if (limit === 0) return true;
    const running = [...this.#running].filter((key) => namespaceOfKey(key) === namespace);
    return running.length < limit;
  }
}
