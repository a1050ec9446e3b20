import type { EventLoop } from "../../../sim/loop.ts";
import { eventPriority } from "../event-priority.ts";
import { WorkQueue, type WorkQueueOptions } from "./work-queue.ts";

export interface QueueWorkerOptions extends WorkQueueOptions {
  /** Does what there is to do, at one instant; answers how long the worker is busy with it afterwards. */
  readonly process: (key: string) => number;
  /** When the worker takes up work, in virtual milliseconds. */
  readonly beginsAt?: number;
}

/** A queue and its one worker, who takes a key, is busy for as long as `process` says, and takes the next. */
export class QueueWorker {
  readonly queue: WorkQueue;
  readonly #loop: EventLoop;
  readonly #name: string;
  readonly #process: (key: string) => number;
  readonly #beginsAt: number;
  #busy = false;
  #scheduled = false;
  #stopped = false;

  constructor(options: QueueWorkerOptions) {
    const { loop, name, process, beginsAt = 0 } = options;
    this.#loop = loop;
    this.#name = name;
    this.#process = process;
    this.#beginsAt = beginsAt;
    this.queue = new WorkQueue(options, () => this.#wake());
  }

  /** Stops for good and forgets the queue. */
  stop(): void {
    this.#stopped = true;
    this.queue.shutDown();
  }

  #wake(): void {
    if (this.#scheduled || this.#busy || this.#stopped) return;
    this.#scheduled = true;
    this.#schedule(Math.max(this.#loop.now, this.#beginsAt), () => this.#work());
  }

  #work(): void {
    this.#scheduled = false;
    const key = this.queue.take();
    if (key === undefined) return;
    this.#busy = true;
    const busyFor = this.#process(key);
    if (busyFor === 0) this.#finish(key);
    else this.#schedule(this.#loop.now + busyFor, () => this.#finish(key));
  }

  /** The key comes back, after those that are ready, if it was added since it was taken. */
  #finish(key: string): void {
    if (this.#stopped) return;
    this.#busy = false;
    this.queue.done(key);
    if (this.queue.hasReady) this.#wake();
  }

  #schedule(at: number, act: () => void): void {
    this.#loop.schedule(at, eventPriority.controller, act, `${this.#name} worker`);
  }
}
