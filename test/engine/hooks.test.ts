import { describe, expect, it } from "vitest";
import { play, work } from "./play.ts";

describe("lifecycle hooks", () => {
  it("run when their expression holds, and hold their step until they are done", () => {
    const { phases, nodes, pods } = play(
      `
entrypoint: main
templates:
- name: main
  steps:
  - - name: a
      template: work
      hooks:
        running: {template: work, expression: steps.a.status == "Running"}
        failed: {template: work, expression: steps.a.status == "Failed"}
  - - {name: b, template: work}
${work}`,
      `pods: [{node: "*.hooks.running", run: 40s}, {node: "*.a", run: 15s}]`,
    );
    expect(phases["demo[0].a.hooks.running"]).toBe("Succeeded");
    expect(phases["demo[0].a.hooks.failed"]).toBeUndefined();
    expect(nodes["demo[0].a.hooks.running"]?.nodeFlag).toEqual({ hooked: true });
    const next = Number(pods.find((pod) => pod.startsWith("demo[1].b"))?.split(" ")[1]);
    expect(next).toBeGreaterThan(50_000);
  });

  it("that are retried show it on their Retry node, also when its outputs were looked up in a cache first", () => {
    for (const memoize of ["", "memoize: {key: k, cache: {configMap: {name: cache}}}"]) {
      const { nodes } = play(`
entrypoint: work
onExit: hook
templates:
- name: hook
  retryStrategy: {limit: 1}
  ${memoize}
  container: {image: busybox, command: [run]}
${work}`);
      expect(nodes["demo.onExit"]).toMatchObject({ type: "Retry", nodeFlag: { hooked: true, retried: true } });
    }
  });

  it("do not decide how their step ends", () => {
    const { phases, workflow } = play(
      `
entrypoint: main
templates:
- name: main
  steps:
  - - {name: a, template: work, onExit: work}
${work}`,
      `pods: [{node: "*.onExit", exitCode: 1}]`,
    );
    expect(phases["demo[0].a.onExit"]).toBe("Failed main: Error (exit code 1)");
    expect(phases["demo[0].a"]).toBe("Succeeded");
    expect(workflow.phase).toBe("Succeeded");
  });

  it("of the workflow see its status and failures", () => {
    const { nodes, workflow } = play(
      `
entrypoint: work
hooks:
  exit:
    template: tell
    arguments: {parameters: [{name: status, value: "{{workflow.status}}"}, {name: failures, value: "{{workflow.failures}}"}]}
templates:
- name: tell
  inputs: {parameters: [{name: status}, {name: failures}]}
  container: {image: busybox, command: [run]}
${work}`,
      `pods: [{template: work, exitCode: 2}]`,
    );
    expect(workflow.phase).toBe("Failed");
    const { status, failures } = nodes["demo.onExit"]?.inputs?.parameters ?? {};
    expect(status).toBe("Failed");
    expect(failures).toContain("main: Error (exit code 2)");
  });
});

describe("the exit handler of the workflow", () => {
  it("turns a success into its own failure", () => {
    const { workflow } = play(
      `
entrypoint: work
onExit: bye
templates:
- name: bye
  container: {image: busybox, command: [run]}
${work}`,
      `pods: [{template: bye, exitCode: 1, message: no mail}]`,
    );
    expect(workflow).toMatchObject({ phase: "Failed", message: "main: Error (exit code 1): no mail" });
  });
});

describe("hooks of other owners", () => {
  it("run for the tasks of a DAG, which hold what depends on them", () => {
    const { phases, pods } = play(
      `
entrypoint: main
templates:
- name: main
  dag:
    tasks:
    - name: a
      template: work
      hooks:
        failed: {template: work, expression: tasks.a.status == "Failed"}
        exit: {template: work}
    - {name: b, template: work, depends: a.Failed}
${work}`,
      'pods: [{node: "*.a", exitCode: 1}]',
    );
    expect(phases["demo.a.hooks.failed"]).toBe("Succeeded");
    expect(phases["demo.a.onExit"]).toBe("Succeeded");
    const names = pods.map((pod) => pod.split(" ")[0]);
    expect(names.indexOf("demo.b")).toBeGreaterThan(names.indexOf("demo.a.onExit"));
  });

  it("run for the workflow when its expression comes true", () => {
    const { phases, workflow } = play(
      `
entrypoint: work
hooks:
  running: {template: hook, expression: workflow.status == "Running"}
  failed: {template: hook, expression: workflow.status == "Failed"}
templates:
- name: hook
  container: {image: busybox, command: [run]}
${work}`,
      "pods: [{template: work, run: 30s}]",
    );
    expect(workflow.phase).toBe("Succeeded");
    expect(phases["demo.hooks.running"]).toBe("Succeeded");
    expect(phases["demo.hooks.failed"]).toBeUndefined();
  });
});

it("only hooks hold what depends on a task: the tasks that follow it do not, though they are its children too", () => {
  const { pods } = play(
    `
entrypoint: main
templates:
- name: main
  dag:
    tasks:
    - {name: first, template: work}
    - {name: long, template: work, dependencies: [first]}
    - {name: other, template: work}
    - {name: both, template: work, dependencies: [first, other]}
${work}`,
    'pods: [{node: "*.long", run: 10m}, {node: "*.other", run: 1m}]',
  );
  const began = Number(pods.find((pod) => pod.startsWith("demo.both"))?.split(" ")[1]);
  expect(began).toBeLessThan(120_000);
});
