import { describe, expect, it } from "vitest";
import type { NodeStatus } from "../../../src/engine/model/node-status.ts";
import { managerOf, messageOf, mutexes, semaphore, semaphoreName, workflowNamed } from "./manager.ts";

const mutex = mutexes("m");
const mutexName = "default/Mutex/m";
const a = workflowNamed("a");
const b = workflowNamed("b");

describe("a mutex", () => {
  it("is held by one, and the other is woken when it is free", () => {
    const { manager, woken } = managerOf("v4.1.2");
    const first = manager.tryAcquire(a, "a-1", mutex, undefined);
    expect(first).toEqual({
      kind: "acquired",
      updated: true,
      status: { mutex: { holding: [{ mutex: mutexName, holder: "default/a/a-1" }] } },
    });
    expect(manager.tryAcquire(b, "", mutex, undefined)).toEqual({
      kind: "waiting",
      updated: true,
      status: { mutex: { waiting: [{ mutex: mutexName, holder: "default/a/a-1" }] } },
      failedLockName: mutexName,
      message: "Waiting for default/Mutex/m lock. Lock status: 0/1",
    });
    expect(manager.release(a, "a-1", mutex, first.status)).toEqual({ mutex: {} });
    expect(woken).toEqual(["b"]);
    const acquired = manager.tryAcquire(b, "", mutex, undefined);
    expect(acquired).toMatchObject({ kind: "acquired", status: { mutex: { holding: [{ holder: "default/b" }] } } });
  });

  it("may be asked for again by its holder, without a change to store", () => {
    const { manager } = managerOf("v4.1.2");
    const { status } = manager.tryAcquire(a, "", mutex, undefined);
    expect(manager.tryAcquire(a, "", mutex, status)).toEqual({ kind: "acquired", status, updated: false });
  });

  it("goes to the highest priority, then to the oldest", () => {
    const { manager, woken } = managerOf("v4.1.2");
    const { status } = manager.tryAcquire(a, "", mutex, undefined);
    const waiting = [
      workflowNamed("young", { creationTimestamp: 9_000 }),
      workflowNamed("old", { creationTimestamp: 1_000 }),
      workflowNamed("urgent", { creationTimestamp: 9_000, priority: 1 }),
    ];
    for (const workflow of waiting) manager.tryAcquire(workflow, "", mutex, undefined);
    manager.release(a, "", mutex, status);
    expect(woken).toEqual(["urgent"]);
    expect(messageOf(manager.tryAcquire(workflowNamed("old"), "", mutex, undefined))).toMatch(/1\/1$/);
    expect(woken).toEqual(["urgent", "urgent"]);
  });

  it("without a name makes the controller panic", () => {
    const { manager } = managerOf("v4.1.2");
    expect(() => manager.tryAcquire(a, "", { mutexes: [{}] }, undefined)).toThrow(
      "Invalid lock key: ResourceName is missing",
    );
  });
});

describe("a semaphore", () => {
  it("is held by as many as its ConfigMap says at the time", () => {
    const { manager, limits } = managerOf("v4.1.2", { [semaphoreName]: 1 });
    const locks = semaphore("v4.1.2");
    manager.tryAcquire(a, "", locks, undefined);
    expect(messageOf(manager.tryAcquire(b, "", locks, undefined))).toMatch(/Lock status: 0\/1$/);
    limits[semaphoreName] = 2;
    expect(messageOf(manager.tryAcquire(b, "", locks, undefined))).toBe("acquired");
    limits[semaphoreName] = 1;
    expect(messageOf(manager.tryAcquire(workflowNamed("c"), "", locks, undefined))).toMatch(/Lock status: -1\/1$/);
  });

  it("lists its holders in the status of those who wait, and is taken off when taken", () => {
    const { manager } = managerOf("v4.1.2", { [semaphoreName]: 1 });
    const locks = semaphore("v4.1.2");
    const held = manager.tryAcquire(a, "", locks, undefined);
    const waiting = manager.tryAcquire(b, "", locks, undefined);
    expect(waiting.status).toEqual({ semaphore: { waiting: [{ semaphore: semaphoreName, holders: ["default/a"] }] } });
    expect(manager.release(a, "", locks, held.status)).toEqual({
      semaphore: { holding: [{ semaphore: semaphoreName }] },
    });
    const acquired = manager.tryAcquire(b, "", locks, waiting.status);
    expect(acquired.status?.semaphore?.holding).toEqual([{ semaphore: semaphoreName, holders: ["default/b"] }]);
    // Only its own key is taken off: the list still names who held the lock before.
    expect(acquired.status?.semaphore?.waiting).toEqual([{ semaphore: semaphoreName, holders: ["default/a"] }]);
  });

  it.each([
    ["v4.1.2", "failed to initialize semaphore default/ConfigMap/sem/key with limit"],
    ["v3.5.7", 'configmaps "sem" not found'],
  ])("whose limit cannot be read is an error in %s", (version, message) => {
    const { manager } = managerOf(version);
    expect(manager.tryAcquire(a, "", semaphore(version), undefined)).toEqual({
      kind: "error",
      status: undefined,
      message,
    });
  });

  it("keeps its slots while the limit cannot be read, but not from v3.7.0 to v3.7.16", () => {
    const messages = ["v4.1.2", "v3.7.16"].map((version) => {
      const { manager, limits } = managerOf(version, { [semaphoreName]: 1 });
      const locks = semaphore(version);
      const { status } = manager.tryAcquire(a, "", locks, undefined);
      delete limits[semaphoreName];
      manager.release(a, "", locks, status);
      limits[semaphoreName] = 1;
      return messageOf(manager.tryAcquire(b, "", locks, undefined));
    });
    expect(messages).toEqual(["acquired", expect.stringMatching(/Lock status: 1\/1$/)]);
  });
});

describe("several locks", () => {
  it("are taken together or not at all", () => {
    const { manager } = managerOf("v4.1.2");
    manager.tryAcquire(a, "", mutexes("second"), undefined);
    const waiting = manager.tryAcquire(b, "", mutexes("first", "second"), undefined);
    expect(waiting).toMatchObject({ kind: "waiting", failedLockName: "default/Mutex/second" });
    expect(messageOf(manager.tryAcquire(workflowNamed("c"), "", mutexes("third"), undefined))).toBe("acquired");
  });

  it("may not name one lock twice", () => {
    const result = managerOf("v4.1.2").manager.tryAcquire(a, "", mutexes("m", "m"), undefined);
    expect(messageOf(result)).toBe("requested configuration is invalid: duplicate synchronization item found");
  });

  it("are given back when the workflow ends, and its nodes wait no more", () => {
    const { manager, woken } = managerOf("v4.1.2");
    const { status } = manager.tryAcquire(a, "a-1", mutexes("x", "y"), undefined);
    manager.tryAcquire(b, "", mutexes("y"), undefined);
    const node = { id: "a-2", synchronizationStatus: { waiting: "default/Mutex/x" } } as NodeStatus;
    manager.tryAcquire(a, "a-2", mutexes("x"), status);
    expect(manager.releaseAll(a, status, [node])).toEqual([node]);
    expect(woken).toContain("b");
    expect(messageOf(manager.tryAcquire(workflowNamed("c"), "", mutexes("x"), undefined))).toBe("acquired");
  });

  it("leak when a workflow ends with three mutexes, before v3.6.8", () => {
    const free = (version: string) => {
      const { manager } = managerOf(version);
      const { status } = manager.tryAcquire(a, "", mutexes("x", "y", "z"), undefined);
      manager.releaseAll(a, status, []);
      return ["x", "y", "z"].filter((name) => manager.tryAcquire(b, "", mutexes(name), undefined).kind === "acquired");
    };
    expect(free("v3.6.7")).toEqual(["x", "z"]);
    expect(free("v3.6.8")).toEqual(["x", "y", "z"]);
  });

  it("leak when a workflow ends with two slots of a semaphore, since v3.6", () => {
    const freeSlots = (version: string) => {
      const { manager } = managerOf(version, { [semaphoreName]: 2 });
      const locks = semaphore(version);
      const { status } = manager.tryAcquire(a, "a-1", locks, undefined);
      const both = manager.tryAcquire(a, "a-2", locks, status);
      manager.releaseAll(a, both.status, []);
      return ["b", "c"].map((name) => manager.tryAcquire(workflowNamed(name), "", locks, undefined).kind);
    };
    expect(freeSlots("v3.5.15")).toEqual(["acquired", "acquired"]);
    expect(freeSlots("v4.1.2")).toEqual(["acquired", "waiting"]);
  });

  it("of vanished workflows are given back", () => {
    const { manager, existing } = managerOf("v4.1.2");
    manager.tryAcquire(a, "a-1", mutex, undefined);
    existing.add("a");
    manager.releaseVanishedWorkflows();
    expect(manager.tryAcquire(b, "", mutex, undefined).kind).toBe("waiting");
    existing.delete("a");
    existing.add("b");
    manager.releaseVanishedWorkflows();
    expect(manager.tryAcquire(b, "", mutex, undefined).kind).toBe("acquired");
  });
});

describe("differences between releases", () => {
  it("v3.5.7 records holders by their last name and knows no lists", () => {
    const { manager } = managerOf("v3.5.7");
    const { status } = manager.tryAcquire(a, "a-1", { mutex: { name: "m" } }, undefined);
    expect(status).toEqual({ mutex: { holding: [{ mutex: mutexName, holder: "a-1" }] } });
    manager.releaseAll(a, status, []);
    expect(manager.tryAcquire(b, "", { mutex: { name: "m" } }, undefined).kind).toBe("acquired");
    expect(messageOf(manager.tryAcquire(b, "", mutex, undefined))).toBe(
      "requested configuration is invalid: cannot get LockName for a Sync of Unknown type",
    );
  });

  it("v4.0 reads the lists only", () => {
    const { manager } = managerOf("v4.0.10");
    const result = manager.tryAcquire(a, "", { mutex: { name: "m" } }, undefined);
    expect(result).toEqual({ kind: "acquired", status: undefined, updated: false });
  });

  it("before v4.1.1 who takes a lock may push another node out of the queue", () => {
    const isWoken = (version: string) => {
      const { manager, woken } = managerOf(version, { [semaphoreName]: 1 });
      const locks = semaphore(version);
      const { status } = manager.tryAcquire(b, "", locks, undefined);
      manager.tryAcquire(a, "a-1", locks, undefined);
      manager.tryAcquire(a, "a-2", locks, undefined);
      manager.release(b, "", locks, status);
      const second = manager.tryAcquire(a, "a-2", locks, undefined);
      woken.length = 0;
      manager.release(a, "a-2", locks, second.status);
      return manager.tryAcquire(workflowNamed("c"), "", locks, undefined).kind === "acquired" ? "c" : woken[0];
    };
    expect(isWoken("v4.1.2")).toBe("a");
    expect(isWoken("v4.1.0")).toBe("c");
  });
});
