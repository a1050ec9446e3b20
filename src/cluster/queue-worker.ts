import type { EventLoop } from "../../sim/loop.ts";
import { eventPriority } from "./event-priority.ts";
import { WorkQueue } from "./work-queue.ts";

/** A queue and its one worker, who takes a key, is busy for as long as {@link process} says, and takes the next. */
export class QueueWorker {
  readonly queue: WorkQueue;
  readonly #loop: EventLoop;
  readonly #name: string;
  readonly #process: (key: string) => number;
  #busyUntil = 0;
  #scheduled = false;
  #stopped = false;

  /**
   * @param process does what there is to do, at one instant; answers how long the worker is busy with it afterwards
   * @param beginsAt when the worker takes up work, in virtual milliseconds
   */
  constructor(loop: EventLoop, name: string, process: (key: string) => number, beginsAt = 0) {
    this.#loop = loop;
    this.#name = name;
    this.#process = process;
    this.#busyUntil = beginsAt;
    this.queue = new WorkQueue(loop, name, () => this.#wake());
  }

  /** Stops for good and forgets the queue. */
  stop(): void {
    this.#stopped = true;
    this.queue.shutDown();
  }

  #wake(): void {
    if (this.#scheduled || this.#stopped) return;
    this.#scheduled = true;
    const at = Math.max(this.#loop.now, this.#busyUntil);
    this.#loop.schedule(at, eventPriority.controller, () => this.#work(), `${this.#name} worker`);
  }

  #work(): void {
    this.#scheduled = false;
    const key = this.queue.take();
    if (key === undefined) return;
    const busyFor = this.#process(key);
    if (this.#stopped) return;
    this.#busyUntil = this.#loop.now + busyFor;
    this.queue.done(key);
    if (this.queue.hasReady) this.#wake();
  }
}
