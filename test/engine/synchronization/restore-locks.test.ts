import { describe, expect, it } from "vitest";
import type { SynchronizationStatus } from "../../../src/engine/model/workflow-object.ts";
import { managerOf, messageOf, mutexes, semaphore, semaphoreName, workflowNamed } from "./manager.ts";

const held: SynchronizationStatus = {
  semaphore: { holding: [{ semaphore: semaphoreName, holders: ["default/a/a-1"] }] },
  mutex: { holding: [{ mutex: "default/Mutex/m", holder: "default/a/a-2" }] },
};
const b = workflowNamed("b");

function restarted(version: string, status: SynchronizationStatus, limits: Record<string, number>) {
  const templates = [{ synchronization: semaphore(version) }, { synchronization: mutexes("m") }];
  const { manager } = managerOf(version, limits);
  manager.initialize([workflowNamed("a", { status, templates })]);
  return manager;
}

describe("when the controller starts", () => {
  it("locks are held by those who held them", () => {
    const manager = restarted("v4.1.2", held, { [semaphoreName]: 1 });
    expect(manager.tryAcquire(b, "", semaphore("v4.1.2"), undefined).kind).toBe("waiting");
    expect(manager.tryAcquire(b, "", mutexes("m"), undefined).kind).toBe("waiting");
  });

  it("semaphores are forgotten before v3.7.11", () => {
    const manager = restarted("v3.7.10", held, { [semaphoreName]: 1 });
    expect(manager.tryAcquire(b, "", semaphore("v3.7.10"), undefined).kind).toBe("acquired");
    expect(manager.tryAcquire(b, "", mutexes("m"), undefined).kind).toBe("waiting");
  });

  it("holders beyond a limit that was lowered count too", () => {
    const holders = ["default/a/a-1", "default/a/a-2"];
    const status = { semaphore: { holding: [{ semaphore: semaphoreName, holders }] } };
    const manager = restarted("v4.1.2", status, { [semaphoreName]: 1 });
    const locks = semaphore("v4.1.2");
    manager.release(workflowNamed("a"), "a-1", locks, undefined);
    expect(messageOf(manager.tryAcquire(b, "", locks, undefined))).toMatch(/Lock status: 0\/1$/);
    manager.release(workflowNamed("a"), "a-2", locks, undefined);
    expect(messageOf(manager.tryAcquire(b, "", locks, undefined))).toBe("acquired");
  });

  it("a lock that cannot be made is closed", () => {
    const message = messageOf(restarted("v4.1.2", held, {}).tryAcquire(b, "", semaphore("v4.1.2"), undefined));
    expect(message).toBe(
      "lock default/ConfigMap/sem/key is in a poisoned state: controller could not initialize lock at startup: " +
        "failed to initialize semaphore default/ConfigMap/sem/key with limit; manual intervention required",
    );
  });

  it("a holder of an old release is found by the level at which the lock is asked for", () => {
    const status = { mutex: { holding: [{ mutex: "default/Mutex/m", holder: "a-2" }] } };
    const manager = restarted("v4.1.2", status, {});
    manager.release(workflowNamed("a"), "a-2", mutexes("m"), undefined);
    expect(manager.tryAcquire(b, "", mutexes("m"), undefined).kind).toBe("acquired");
  });

  it("a lock whose name cannot be read ends the controller", () => {
    const status = { mutex: { holding: [{ mutex: "nonsense", holder: "default/a" }] } };
    expect(() => restarted("v4.1.2", status, {})).toThrow(
      'cannot re-establish mutex "nonsense" held by workflow default/a at startup: Invalid lock key: unknown format',
    );
  });
});
