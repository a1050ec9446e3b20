import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Waiter, WaitingQueue } from "../../../src/engine/synchronization/waiting-queue.ts";

const waiter = fc.record({
  key: fc.constantFrom("a", "b", "c", "d", "e", "f", "g"),
  priority: fc.integer({ min: 0, max: 2 }),
  creationTimestamp: fc.integer({ min: 0, max: 2 }),
});

describe("WaitingQueue", () => {
  it("gives waiters by priority and age, whatever was added and removed", () => {
    const step = fc.record({ waiter, removes: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const queue = new WaitingQueue();
        const expected = new Map<string, Waiter>();
        for (const { waiter: next, removes } of steps) {
          if (removes) {
            queue.remove(next.key);
            expected.delete(next.key);
          } else {
            queue.add(next);
            expected.set(next.key, { ...next, ...(expected.get(next.key) ?? {}), priority: next.priority });
          }
        }
        const order = ({ priority, creationTimestamp }: Waiter) => [-priority, creationTimestamp];
        const given: Waiter[] = [];
        for (let next = queue.pop(); next !== undefined; next = queue.pop()) given.push(next);
        const sorted = [...expected.values()].sort(
          (left, right) => right.priority - left.priority || left.creationTimestamp - right.creationTimestamp,
        );
        expect(given.map(order)).toEqual(sorted.map(order));
        expect(new Set(given.map(({ key }) => key))).toEqual(new Set(expected.keys()));
      }),
    );
  });

  it("orders equals as a Go heap does", () => {
    const queue = new WaitingQueue();
    for (const key of ["a", "b", "c", "d"]) queue.add({ key, priority: 0, creationTimestamp: 0 });
    const given = [queue.pop()?.key, queue.pop()?.key, queue.pop()?.key, queue.pop()?.key];
    expect(given).toEqual(["a", "d", "c", "b"]);
  });
});
