import { describe, expect, it } from "vitest";
import { play } from "./play.ts";

const retried = (strategy: string) => `
entrypoint: main
templates:
- name: main
  retryStrategy: ${strategy}
  container: {image: busybox, command: [run]}`;

describe("retryStrategy", () => {
  it("makes attempts until one succeeds, whose outputs are the node's", () => {
    const { phases, nodes } = play(retried("{limit: 5}"), "pods: [{template: main, exitCode: 1, times: 2}]");
    expect(phases).toEqual({
      demo: "Succeeded",
      "demo(0)": "Failed main: Error (exit code 1)",
      "demo(1)": "Failed main: Error (exit code 1)",
      "demo(2)": "Succeeded",
    });
    expect(nodes.demo).toMatchObject({ type: "Retry", outputs: { exitCode: "0" } });
    expect(nodes["demo(2)"]?.nodeFlag).toEqual({ retried: true });
  });

  it("gives up after its limit", () => {
    const { phases } = play(retried("{limit: 1}"), "pods: [{template: main, exitCode: 1}]");
    expect(phases.demo).toBe("Failed No more retries left");
    expect(phases["demo(2)"]).toBeUndefined();
  });

  it("waits longer before each attempt", () => {
    const { pods } = play(
      retried("{limit: 2, backoff: {duration: 20s, factor: 3}}"),
      "pods: [{template: main, exitCode: 1, run: 1s, pending: 1s}]",
    );
    // An attempt ends two seconds after its start and is noticed at the next reconcile; the wait counts from its end.
    expect(pods.map((pod) => pod.split(" ")[0])).toEqual(["demo(0)", "demo(1)", "demo(2)"]);
    const [first = 0, second = 0, third = 0] = pods.map((pod) => Number(pod.split(" ")[1]));
    expect(second - first).toBeGreaterThanOrEqual(22_000);
    expect(third - second).toBeGreaterThanOrEqual(62_000);
  });

  it("does not wait after an attempt whose pod has no container that ended", () => {
    const { phases, nodes, pods } = play(
      retried("{limit: 1, backoff: {duration: 5m}}"),
      "pods: [{template: main, run: 10s, pending: 1m}]\nactions: [{at: 20s, do: evict}]",
    );
    expect(phases["demo(0)"]).toBe("Failed The node was low on resource: memory.");
    expect(nodes["demo(0)"]?.finishedAt).toBeUndefined();
    expect(phases["demo(1)"]).toBe("Succeeded");
    expect(Number(pods[1]?.split(" ")[1])).toBeLessThan(60_000);
  });

  it("obeys its policy and its expression", () => {
    const failing = "pods: [{template: main, exitCode: 1}]";
    expect(play(retried("{limit: 3, retryPolicy: OnError}"), failing).phases.demo).toBe(
      "Failed main: Error (exit code 1)",
    );
    expect(play(retried(`{limit: 3, expression: "lastRetry.exitCode != '1'"}`), failing).phases.demo).toBe(
      "Failed retryStrategy.expression evaluated to false",
    );
    expect(play(retried("{limit: 3, retryPolicy: OnTransientError}"), failing).phases.demo).toBe(
      "Failed main: Error (exit code 1)",
    );
  });

  it("makes no further attempt once the workflow is stopped", () => {
    const { phases } = play(
      retried("{limit: 3}"),
      "pods: [{template: main, exitCode: 1, run: 30s}]\nactions: [{at: 15s, do: stop}]",
    );
    expect(phases.demo).toBe("Failed Stopped with strategy 'Stop'");
    expect(phases["demo(1)"]).toBeUndefined();
  });
});
