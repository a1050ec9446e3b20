import { beforeEach, describe, expect, it } from "vitest";
import { EventLoop } from "../../sim/loop.ts";
import { QueueWorker } from "../../src/cluster/controller/queue-worker.ts";
import type { OrderOfKeys } from "../../src/cluster/controller/work-queue.ts";
import { Journal } from "../../src/journal/journal.ts";

let loop: EventLoop;
let processed: string[];

beforeEach(() => {
  loop = new EventLoop();
  processed = [];
});

function worker(busyFor = 0, during?: (key: string) => void, beginsAt?: number, orderOf?: OrderOfKeys): QueueWorker {
  const process = (key: string) => {
    processed.push(`${loop.now} ${key}`);
    during?.(key);
    return busyFor;
  };
  const journal = new Journal(loop);
  return new QueueWorker({
    ...{ loop, journal, name: "test", kind: "Workflow", process, orderOf },
    ...(beginsAt !== undefined && { beginsAt }),
  });
}

const at = (time: number, action: () => void) => loop.schedule(time, 0, action, "test");

describe("a work queue", () => {
  it("holds each key once", () => {
    const { queue } = worker();
    for (const key of ["a", "b", "a"]) queue.add(key);
    loop.run();
    expect(processed).toEqual(["0 a", "0 b"]);
  });

  it("adds a key after a delay, and of several delays takes the earliest", () => {
    const { queue } = worker();
    queue.addAfter("a", 300);
    queue.addAfter("a", 100);
    queue.addAfter("a", 200);
    queue.addAfter("b", 0);
    loop.run();
    expect(processed).toEqual(["0 b", "100 a"]);
  });

  it("keeps a delayed addition when the key is added at once", () => {
    const { queue } = worker();
    queue.addAfter("a", 100);
    at(50, () => queue.add("a"));
    loop.run();
    expect(processed).toEqual(["50 a", "100 a"]);
  });

  it("waits for whole milliseconds", () => {
    const { queue } = worker();
    queue.addAfter("a", 0.25);
    loop.run();
    expect(processed).toEqual(["1 a"]);
  });

  it("may be told the order of keys that become ready at the same millisecond", () => {
    const asked: (readonly string[])[] = [];
    const reversed = (keys: readonly string[]) => {
      asked.push(keys);
      return keys.toReversed();
    };
    const { queue } = worker(0, undefined, 0, reversed);
    for (const key of ["a", "b", "c"]) queue.addAfter(key, 100);
    queue.addAfter("b", 50);
    queue.addAfter("d", 101);
    loop.run();
    expect(asked).toEqual([["b"], ["a", "c"], ["d"]]);
    expect(processed).toEqual(["50 b", "100 c", "100 a", "101 d"]);
  });

  it("brings a key back that is added while it is in process", () => {
    let again = true;
    const { queue } = worker(0, (key) => {
      if (again) queue.add(key);
      again = false;
    });
    queue.add("a");
    queue.add("b");
    loop.run();
    expect(processed).toEqual(["0 a", "0 b", "0 a"]);
  });
});

describe("a worker", () => {
  it("rests before it takes the next key", () => {
    const { queue } = worker(10);
    queue.add("a");
    queue.add("b");
    at(15, () => queue.add("c"));
    at(100, () => queue.add("d"));
    loop.run();
    expect(processed).toEqual(["0 a", "10 b", "20 c", "100 d"]);
  });

  it("takes a key that came back while it was busy after those that were ready", () => {
    const { queue } = worker(10);
    queue.add("a");
    at(5, () => queue.add("a"));
    at(8, () => queue.add("b"));
    loop.run();
    expect(processed).toEqual(["0 a", "10 b", "20 a"]);
  });

  it("begins when it is told to", () => {
    const { queue } = worker(0, undefined, 105);
    queue.add("a");
    at(200, () => queue.add("b"));
    loop.run();
    expect(processed).toEqual(["105 a", "200 b"]);
  });

  it("does nothing more once it is stopped", () => {
    const stopped = worker(10);
    stopped.queue.add("a");
    stopped.queue.add("b");
    stopped.queue.addAfter("c", 100);
    at(5, () => stopped.stop());
    loop.run();
    expect(processed).toEqual(["0 a"]);
    expect(loop.pending).toBe(0);
  });
});
