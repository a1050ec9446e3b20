import { describe, expect, it } from "vitest";
import { play, work } from "./play.ts";

const single = (fields: string) => `
entrypoint: main
templates:
- name: main
  ${fields}
  container: {image: busybox, command: [run]}`;

const inSteps = (fields: string) => `
entrypoint: outer
templates:
- name: outer
  steps: [[{name: a, template: main, arguments: {parameters: [{name: seconds, value: 60}]}}]]
- name: main
  inputs: {parameters: [{name: seconds}]}
  ${fields}
  container: {image: busybox, command: [run]}`;

const overdue = "Failed Pod was active on the node longer than the specified deadline";

describe("activeDeadlineSeconds of a template", () => {
  it.each([
    ["a number", "activeDeadlineSeconds: 60"],
    ["a text", 'activeDeadlineSeconds: "60"'],
    ["a tag", 'activeDeadlineSeconds: "{{inputs.parameters.seconds}}"'],
  ])("as %s ends its pod", (_what, field) => {
    const { phases } = play(inSteps(field), "pods: [{run: 5m}]");
    expect(phases["outer[0].a"] ?? phases["demo[0].a"]).toBe(overdue);
  });

  it("that is no number is an error", () => {
    const { phases } = play(
      inSteps('activeDeadlineSeconds: "{{inputs.parameters.seconds}}"').replace("value: 60", "value: soon"),
    );
    expect(phases["demo[0].a"]).toMatch(/^Error .*'soon' cannot be resolved to an int64/);
  });

  it("leaves pods alone that are done in time", () => {
    expect(play(single("activeDeadlineSeconds: 60"), "pods: [{run: 50s}]").phases.demo).toBe("Succeeded");
  });
});

describe("timeout of a template", () => {
  const stuck = "pods: [{stuck: ImagePullBackOff}]";
  /** When the node ended, in virtual seconds. */
  const ended = (fields: string, engine: string) => play(single(fields), stuck, engine).nodes.demo?.finishedAt;

  it("fails a node that is still Pending, since v4.1 in time", () => {
    expect(play(single("timeout: 2m"), "pods: [{stuck: Unschedulable}]").phases.demo).toBe("Failed timeout");
    expect(play(single("timeout: 2m"), "pods: [{stuck: Unschedulable}]").nodes.demo?.finishedAt).toBe(120);
  });

  it("becomes the deadline of the pod", () => {
    expect(play(single("timeout: 2m"), "pods: [{run: 10m}]").phases.demo).toBe(overdue);
    expect(play(single("timeout: 2m"), stuck, "v3.5.7").phases.demo).toBe(overdue);
  });

  it("may be given for the time in Pending alone, since v4.1", () => {
    expect(ended("pendingTimeout: 1m", "v4.1.2")).toBe(60);
    expect(play(single("pendingTimeout: 1m"), "pods: [{run: 10m}]").phases.demo).toBe("Succeeded");
    expect(ended("pendingTimeout: 1m", "v4.0.10")).toBeUndefined();
  });

  it("is only for templates with pods", () => {
    const spec = `entrypoint: main\ntemplates:\n- {name: main, timeout: 1m, steps: [[{name: a, template: work}]]}\n${work}`;
    expect(play(spec).workflow.message).toBe("invalid spec: Steps template doesn't support timeout field");
  });
});

describe("activeDeadlineSeconds of a workflow", () => {
  const spec = `
entrypoint: main
activeDeadlineSeconds: 60
onExit: work
templates:
- name: main
  dag:
    tasks:
    - {name: run, template: work}
    - {name: wait, template: wait}
    - {name: later, template: work, dependencies: [run]}
- name: wait
  suspend: {}
${work}`;

  it("fails all that is not done, and lets the exit handler run", () => {
    const { phases, workflow, nodes } = play(spec, 'pods: [{node: "*.run", run: 10m}]');
    expect(workflow).toMatchObject({ phase: "Failed" });
    expect(phases["demo.wait"]).toBe("Failed Step exceeded its deadline");
    expect(phases["demo.run"]).toMatch(/^Failed/);
    expect(phases["demo.later"]).not.toBe("Succeeded");
    expect(nodes["demo.onExit"]?.phase).toBe("Succeeded");
  });

  it("makes no further attempt", () => {
    const retried = spec.replace("- name: work\n", "- name: work\n  retryStrategy: {limit: 5}\n");
    const { nodes } = play(retried, 'pods: [{node: "*.run(*)", run: 20s, exitCode: 1}]');
    expect(nodes["demo.run(1)"]).toBeDefined();
    expect(nodes["demo.run(2)"]).toBeUndefined();
    expect(nodes["demo.run"]?.phase).toBe("Failed");
  });
});
