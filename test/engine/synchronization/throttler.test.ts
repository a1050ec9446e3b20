import { describe, expect, it } from "vitest";
import { createThrottler } from "../../../src/engine/synchronization/create-throttler.ts";
import { release, workflowNamed } from "./manager.ts";

function throttlerOf(version: string, parallelism: number, namespaceParallelism: number) {
  const queued: string[] = [];
  const throttler = createThrottler(
    { parallelism, namespaceParallelism, order: (_order, _of, items) => items, queue: (key) => queued.push(key) },
    release(version),
  );
  const add = (key: string, priority = 0, creationTimestamp = 0) => throttler.add({ key, priority, creationTimestamp });
  return { throttler, queued, add };
}

describe.each(["v4.1.2", "v3.5.7"])("the throttler of %s", (version) => {
  it("lets everything in without limits", () => {
    const { throttler, add } = throttlerOf(version, 0, 0);
    for (const key of ["x/a", "x/b", "y/c"]) add(key);
    expect(["x/a", "x/b", "y/c"].map((key) => throttler.admit(key))).toEqual([true, true, true]);
  });

  it("lets in the most urgent, then the oldest, when there is room", () => {
    const { throttler, queued, add } = throttlerOf(version, 1, 0);
    add("x/first");
    add("x/young", 0, 9);
    add("x/old", 0, 1);
    add("y/urgent", 1, 9);
    expect(["x/young", "x/old", "y/urgent"].map((key) => throttler.admit(key))).toEqual([false, false, false]);
    throttler.remove("x/first");
    throttler.remove("y/urgent");
    throttler.remove("x/old");
    expect(queued).toEqual(["x/first", "y/urgent", "x/old", "x/young"]);
  });

  it("counts what ran before the controller started", () => {
    const { throttler, add } = throttlerOf(version, 1, 0);
    throttler.init([workflowNamed("running")]);
    add("default/other");
    expect(throttler.admit("default/running")).toBe(true);
    expect(throttler.admit("default/other")).toBe(false);
  });

  it("limits each namespace", () => {
    const { throttler, add } = throttlerOf(version, 0, 1);
    for (const key of ["x/a", "x/b", "y/c"]) add(key);
    expect(["x/a", "x/b", "y/c"].map((key) => throttler.admit(key))).toEqual([true, false, true]);
  });
});

describe("both limits", () => {
  const admitted = (version: string) => {
    const { throttler, add } = throttlerOf(version, 2, 1);
    for (const key of ["x/a", "x/b", "y/c"]) add(key);
    return ["x/a", "x/b", "y/c"].filter((key) => throttler.admit(key));
  };

  it("are looked at together", () => {
    expect(admitted("v4.1.2")).toEqual(["x/a", "y/c"]);
  });

  it("block each other before v3.5.14: x/b has a place in the cluster that it cannot use", () => {
    expect(admitted("v3.5.13")).toEqual(["x/a"]);
  });
});
