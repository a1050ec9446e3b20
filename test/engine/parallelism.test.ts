import { describe, expect, it } from "vitest";
import { play, work } from "./play.ts";

/** Virtual seconds at which the pods of nodes were created. */
const creations = (pods: readonly string[]) => pods.map((pod) => Math.floor(Number(pod.split(" ").at(-1)) / 1000));

describe("parallelism", () => {
  it("of a workflow bounds its pods", () => {
    const { pods } = play(`
entrypoint: main
parallelism: 2
templates:
- name: main
  steps: [[{name: a, template: work, withSequence: {count: "4"}}]]
${work}`);
    expect(creations(pods)).toEqual([0, 0, 10, 10]);
  });

  it("of a template bounds its children, also those without pods", () => {
    const { pods } = play(`
entrypoint: main
templates:
- name: main
  parallelism: 1
  dag:
    tasks:
    - {name: a, template: both}
    - {name: b, template: both}
- name: both
  steps: [[{name: x, template: work}, {name: z, template: work}]]
${work}`);
    expect(pods.map((pod) => pod.split(" ")[0])).toEqual(["demo.a[0].x", "demo.a[0].z", "demo.b[0].x", "demo.b[0].z"]);
    expect(creations(pods)[2]).toBeGreaterThan(0);
  });

  it("of the controller makes a workflow wait", () => {
    const scenario = `
controller: {parallelism: 1}
objects:
- apiVersion: argoproj.io/v1alpha1
  kind: Workflow
  metadata: {name: other}
  spec: {entrypoint: work, templates: [{name: work, container: {image: busybox, command: [run]}}]}
submit: [{workflow: other}, {workflow: demo, at: 1s}]`;
    const spec = `entrypoint: work\ntemplates:\n${work}`;
    expect(play(spec, `${scenario}\nlimit: 5s`).workflow).toMatchObject({
      phase: "Pending",
      message: "Workflow processing has been postponed because too many workflows are already running",
    });
    expect(play(spec, scenario).workflow.phase).toBe("Succeeded");
  });
});

describe("failFast", () => {
  const spec = (fields: string) => `
entrypoint: main
templates:
- name: main
  ${fields}
  steps: [[{name: a, template: work, withSequence: {count: "4"}}]]
${work}`;
  const failing = 'pods: [{node: "*(0:0)", exitCode: 1}]';

  it("begins no further step once one has failed", () => {
    const { pods, phases } = play(spec("parallelism: 1\n  failFast: true"), failing);
    expect(pods).toHaveLength(1);
    expect(phases.demo).toBe("Failed template has failed or errored children and failFast enabled");
  });

  it("is not the default of steps", () => {
    expect(play(spec("parallelism: 1"), failing).pods).toHaveLength(4);
  });
});
