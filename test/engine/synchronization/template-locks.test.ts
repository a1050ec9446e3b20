import { describe, expect, it } from "vitest";
import { play } from "../play.ts";

const spec = (synchronization: string, fields = "") => `
entrypoint: main
templates:
- name: main
  dag:
    failFast: false
    tasks:
    - {name: a, template: work}
    - {name: b, template: work}
    - {name: c, template: work}
- name: work
  synchronization: ${synchronization}
  ${fields}
  container: {image: busybox, command: [run]}`;

const limit = (slots: string) => `
objects:
- {apiVersion: v1, kind: ConfigMap, metadata: {name: limits}, data: {slots: "${slots}"}}`;
const semaphore = "{semaphores: [{configMapKeyRef: {name: limits, key: slots}}]}";
const mutex = "{mutexes: [{name: lock}]}";

/** The largest number of pods at a time, if each takes 100 s. */
function together(pods: readonly string[]): number {
  const times = pods.map((pod) => Number(pod.split(" ").at(-1)));
  return Math.max(...times.map((time) => times.filter((other) => Math.abs(other - time) < 100_000).length));
}

describe("locks of a template", () => {
  it("let through one, or as many as the ConfigMap says", () => {
    expect(together(play(spec(mutex), "pods: [{run: 100s}]").pods)).toBe(1);
    expect(together(play(spec(semaphore), `pods: [{run: 100s}]${limit("2")}`).pods)).toBe(2);
  });

  it("are told to those who wait", () => {
    const { phases } = play(spec(mutex), "pods: [{run: 100s}]\nlimit: 30s");
    expect(phases["demo.b"]).toBe("Pending Waiting for default/Mutex/lock lock. Lock status: 0/1");
  });

  it("are held through all attempts", () => {
    const { pods } = play(spec(mutex, "retryStrategy: {limit: 1}"), 'pods: [{node: "*(0)", exitCode: 1}]');
    expect(pods.map((pod) => pod.split(" ")[0])).toEqual([
      "demo.a(0)",
      "demo.a(1)",
      "demo.b(0)",
      "demo.b(1)",
      "demo.c(0)",
      "demo.c(1)",
    ]);
  });

  it("are given back by a node that fails, and by one whose pod cannot be created", () => {
    const scenario = 'pods: [{node: "*.a", exitCode: 1}]\nfaults: [{do: podCreateDenied, node: "*.b"}]';
    const { phases } = play(spec(mutex), scenario);
    expect(phases["demo.a"]).toMatch(/^Failed/);
    expect(phases["demo.b"]).toMatch(/^Error/);
    expect(phases["demo.c"]).toBe("Succeeded");
  });

  it("need a limit", () => {
    expect(play(spec(semaphore), limit("many")).phases["demo.a"]).toMatch(/^Error/);
    expect(play(spec(semaphore)).phases["demo.a"]).toMatch(/^Error .*failed to initialize semaphore/);
  });

  it("let more through once the ConfigMap says so", () => {
    const raised = '{apiVersion: v1, kind: ConfigMap, metadata: {name: limits}, data: {slots: "2"}}';
    const scenario = `pods: [{run: 5m}]${limit("1")}\nactions: [{at: 1m, do: apply, object: ${raised}}]\nlimit: 2m`;
    expect(play(spec(semaphore), scenario).pods).toHaveLength(2);
  });

  it("in the fields of v3.5 are not read since v4.0", () => {
    const old = spec("{mutex: {name: lock}}");
    expect(together(play(old, "pods: [{run: 100s}]", "v3.7.18").pods)).toBe(1);
    expect(together(play(old, "pods: [{run: 100s}]", "v4.0.10").pods)).toBe(3);
  });
});
