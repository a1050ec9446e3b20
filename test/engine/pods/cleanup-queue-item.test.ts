import { describe, expect, it } from "vitest";
import type { PodCleanupAction } from "../../../src/engine/model/ports.ts";
import { decidePodCleanupStep } from "../../../src/engine/pods/cleanup-queue-item.ts";
import { container, examplePod } from "./example-pod.ts";

const item = (action: PodCleanupAction) => ({ namespace: "default", podName: "demo-work-1", action });

const running = examplePod("Running", [
  container("main", { kind: "running" }),
  container("helper", { kind: "terminated", exitCode: 0, reason: "Completed", finishedAt: 0 }),
  container("wait", { kind: "running" }),
]);

describe("what the worker of the pod clean-up queue does", () => {
  it("sends SIGTERM to what runs, and kills what then still runs", () => {
    expect(decidePodCleanupStep(item("terminateContainers"), running)).toEqual({
      ...{ kind: "signal", signal: 15, containers: ["main", "wait"], killAfter: 30_000 },
    });
  });

  it("kills nothing when the pod grants no time", () => {
    const hurried = { ...running, spec: { ...running.spec, terminationGracePeriodSeconds: 0 } };
    expect(decidePodCleanupStep(item("terminateContainers"), hurried)).not.toHaveProperty("killAfter");
  });

  it("deletes a pending pod instead of signalling it", () => {
    const step = decidePodCleanupStep(item("terminateContainers"), examplePod("Pending"));
    expect(step).toEqual({ kind: "queue", action: "deletePod" });
  });

  it("kills by SIGKILL", () => {
    const step = decidePodCleanupStep(item("killContainers"), running);
    expect(step).toEqual({ kind: "signal", signal: 9, containers: ["main", "wait"] });
  });

  it("leaves a pod alone that is gone", () => {
    for (const action of ["terminateContainers", "killContainers", "labelPodCompleted"] as const) {
      expect(decidePodCleanupStep(item(action), undefined)).toEqual({ kind: "nothing" });
    }
  });

  it("deletes without looking, but only the pod with the uid that was given", () => {
    expect(decidePodCleanupStep(item("deletePod"), undefined)).toEqual({ kind: "delete" });
    const byUid = { ...item("deletePodByUID"), uid: "uid-demo-work-1" };
    expect(decidePodCleanupStep(byUid, running)).toEqual({ kind: "delete", uid: "uid-demo-work-1" });
  });

  it("labels a pod that is there", () => {
    expect(decidePodCleanupStep(item("labelPodCompleted"), running)).toEqual({ kind: "label" });
  });
});
