import { describe, expect, it } from "vitest";
import { play, work } from "./play.ts";

const withExitHandler = `
entrypoint: main
onExit: bye
templates:
- name: main
  steps:
  - - {name: a, template: work}
  - - {name: b, template: work}
- name: bye
  steps:
  - - {name: tell, template: work}
${work}`;

const slow = `pods: [{node: "*.a", run: 1m}]`;

describe("argo stop", () => {
  it("ends pods, and runs the exit handler", () => {
    const { phases, workflow } = play(withExitHandler, `${slow}\nactions: [{at: 3s, do: stop}]`);
    expect(phases["demo[0].a"]).toBe("Failed main: Error (exit code 143)");
    expect(phases["demo.onExit[0].tell"]).toBe("Succeeded");
    expect(workflow).toMatchObject({ phase: "Failed", message: "Stopped with strategy 'Stop'" });
  });

  it("spares an exit handler that runs", () => {
    const { phases } = play(
      withExitHandler,
      `pods: [{node: "*.tell", run: 1m}]\nactions: [{when: {node: tell, phase: Running}, do: stop}]`,
    );
    expect(phases["demo.onExit"]).toBe("Succeeded");
  });

  it("refuses pods that do not exist yet", () => {
    const { phases, pods } = play(withExitHandler, "actions: [{at: 9s, do: stop}]");
    expect(phases["demo[1].b"]).toBe("Failed workflow shutdown with strategy: Stop");
    expect(pods).not.toContain("demo[1].b 10000");
  });
});

describe("argo terminate", () => {
  it("ends everything, and runs no exit handler", () => {
    const { phases, workflow } = play(withExitHandler, `${slow}\nactions: [{at: 3s, do: terminate}]`);
    expect(phases["demo.onExit"]).toBeUndefined();
    expect(workflow).toMatchObject({ phase: "Failed", message: "Stopped with strategy 'Terminate'" });
  });

  it("fails an exit handler that runs; before v3.5.8 its Steps nodes run for ever", () => {
    const scenario = `pods: [{node: "*.tell", run: 1m}]\nactions: [{when: {node: tell, phase: Running}, do: terminate}]`;
    expect(play(withExitHandler, scenario).phases["demo.onExit"]).toMatch(/^Failed child /);
    const before = play(withExitHandler, scenario, "v3.5.7");
    expect(before.workflow.phase).toBe("Succeeded");
    expect(before.phases["demo.onExit"]).toBe("Running");
    expect(before.phases["demo.onExit[0]"]).toBe("Running");
    expect(play(withExitHandler, scenario, "v3.5.8").workflow.phase).toBe("Failed");
  });

  it("ends a suspended node and a node that waits for a lock", () => {
    const { phases } = play(
      `
entrypoint: main
templates:
- name: main
  dag:
    tasks:
    - {name: wait, template: wait}
    - {name: first, template: locked}
    - {name: second, template: locked}
- name: wait
  suspend: {}
- name: locked
  synchronization: {mutexes: [{name: m}]}
  container: {image: busybox, command: [run]}`,
      "pods: [{template: locked, run: 1h}]\nactions: [{at: 20s, do: terminate}]",
    );
    expect(phases["demo.wait"]).toBe("Failed Stopped with strategy 'Terminate'");
    expect(phases["demo.second"]).toBe("Failed Stopped with strategy 'Terminate'");
  });
});

describe("argo terminate of a workflow that waits for its lock", () => {
  const terminated = (engine: string) =>
    play(
      `
entrypoint: work
synchronization: {mutexes: [{name: lock}]}
templates:
${work}`,
      `
objects:
- apiVersion: argoproj.io/v1alpha1
  kind: Workflow
  metadata: {name: holder}
  spec:
    entrypoint: work
    synchronization: {mutexes: [{name: lock}]}
    templates: [{name: work, container: {image: busybox, command: [run]}}]
submit: [{workflow: holder}, {workflow: demo, at: 1s}]
pods: [{run: 1m}]
actions: [{at: 20s, do: terminate, workflow: demo}]
limit: 30s`,
      engine,
    ).workflow;

  it("fails it", () => {
    expect(terminated("v4.0.10")).toMatchObject({ phase: "Failed", message: "Stopped with strategy 'Terminate'" });
  });

  it("marked it Succeeded before v4.0.10, and panicked when it had failed after all", () => {
    expect(terminated("v4.0.9").phase).toBe("Succeeded");
  });
});
