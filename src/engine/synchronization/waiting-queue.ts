/** One that waits for a lock or for admission. */
export interface Waiter {
  readonly key: string;
  /** Higher goes first. */
  readonly priority: number;
  /** Among equal priorities, earlier goes first. Virtual milliseconds, whole seconds. */
  readonly creationTimestamp: number;
}

/**
 * A binary heap of waiters with one entry for each key. It moves entries exactly as Go's `container/heap` does,
 * because workflows of one second and one priority are equal, and because waiters are woken in the order in which
 * they lie in the heap.
 */
export class WaitingQueue {
  readonly #heap: Waiter[] = [];

  get size(): number {
    return this.#heap.length;
  }

  /** The waiters in the order of the heap; the first is the next in turn. */
  get waiters(): readonly Waiter[] {
    return this.#heap;
  }

  peek(): Waiter | undefined {
    return this.#heap[0];
  }

  /** Adds a waiter. One that waits already keeps its place in time and takes the new priority. */
  add(waiter: Waiter): void {
    const index = this.#indexOf(waiter.key);
    const known = this.#heap[index];
    if (known === undefined) {
      this.#heap.push(waiter);
      this.#up(this.#heap.length - 1);
    } else if (known.priority !== waiter.priority) {
      this.#heap[index] = { ...known, priority: waiter.priority };
      if (!this.#down(index, this.#heap.length)) this.#up(index);
    }
  }

  pop(): Waiter | undefined {
    const last = this.#heap.length - 1;
    if (last < 0) return undefined;
    this.#swap(0, last);
    this.#down(0, last);
    return this.#heap.pop();
  }

  remove(key: string): void {
    const index = this.#indexOf(key);
    if (index < 0) return;
    const last = this.#heap.length - 1;
    if (index !== last) {
      this.#swap(index, last);
      if (!this.#down(index, last)) this.#up(index);
    }
    this.#heap.pop();
  }

  #indexOf(key: string): number {
    return this.#heap.findIndex((waiter) => waiter.key === key);
  }

  #goesBefore(left: number, right: number): boolean {
    const first = this.#heap[left];
    const second = this.#heap[right];
    if (first === undefined || second === undefined) return false;
    if (first.priority !== second.priority) return first.priority > second.priority;
    return first.creationTimestamp < second.creationTimestamp;
  }

  #swap(left: number, right: number): void {
    const first = this.#heap[left];
    const second = this.#heap[right];
    if (first === undefined || second === undefined) return;
    this.#heap[left] = second;
    this.#heap[right] = first;
  }

  #up(start: number): void {
    let index = start;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#goesBefore(index, parent)) return;
      this.#swap(index, parent);
      index = parent;
    }
  }

  /** Whether the entry moved. */
  #down(start: number, end: number): boolean {
    let index = start;
    for (;;) {
      const left = 2 * index + 1;
      if (left >= end) break;
      const right = left + 1;
      const child = right < end && this.#goesBefore(right, left) ? right : left;
      if (!this.#goesBefore(child, index)) break;
      this.#swap(index, child);
      index = child;
    }
    return index > start;
  }
}
