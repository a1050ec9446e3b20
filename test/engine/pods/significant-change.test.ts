import { describe, expect, it } from "vitest";
import type { ContainerState, Pod, PodStatus } from "../../../src/engine/model/pod.ts";
import { isSignificantPodChange } from "../../../src/engine/pods/significant-change.ts";
import { container, examplePod } from "./example-pod.ts";

const pod = examplePod("Running", [container("main", { kind: "running" })]);

const withStatus = (status: Partial<PodStatus>): Pod => ({ ...pod, status: { ...pod.status, ...status } });
const withMeta = (metadata: Partial<Pod["metadata"]>): Pod => ({ ...pod, metadata: { ...pod.metadata, ...metadata } });
const waiting = (reason: string, message?: string): Pod => {
  const state: ContainerState = { kind: "waiting", reason, ...(message !== undefined && { message }) };
  return withStatus({ containerStatuses: [container("main", state)] });
};

describe("a change of a pod", () => {
  it.for<[name: string, after: Pod]>([
    ["phase", withStatus({ phase: "Failed" })],
    ["message", withStatus({ message: "evicted" })],
    ["address", withStatus({ podIP: "10.0.0.7" })],
    ["deletion", withMeta({ deletionTimestamp: 1000 })],
    ["a label", withMeta({ labels: { tier: "batch" } })],
    ["an annotation", withMeta({ annotations: { note: "x" } })],
    [
      "another container",
      withStatus({ containerStatuses: [...pod.status.containerStatuses, ...pod.status.containerStatuses] }),
    ],
    ["a container's state", waiting("ErrImagePull")],
    [
      "a container's readiness",
      withStatus({ containerStatuses: [{ ...container("main", { kind: "running" }), ready: false }] }),
    ],
    ["a condition", withStatus({ conditions: [{ type: "PodScheduled", reason: "Unschedulable" }] })],
  ])("of its %s is significant", ([, after]) => {
    expect(isSignificantPodChange(pod, after)).toBe(true);
  });

  it("of why a container waits is significant", () => {
    expect(isSignificantPodChange(waiting("ErrImagePull"), waiting("ImagePullBackOff"))).toBe(true);
    expect(isSignificantPodChange(waiting("ErrImagePull"), waiting("ErrImagePull", "no such image"))).toBe(true);
  });

  it("of nothing but its version is not", () => {
    expect(isSignificantPodChange(pod, withMeta({ resourceVersion: 2 }))).toBe(false);
    expect(isSignificantPodChange(waiting("ErrImagePull"), waiting("ErrImagePull"))).toBe(false);
  });
});
