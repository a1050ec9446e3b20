import { describe, expect, it } from "vitest";
import { play, work } from "./play.ts";

const diamond = `
entrypoint: main
templates:
- name: main
  dag:
    tasks:
    - {name: a, template: work}
    - {name: b, template: work, depends: a}
    - {name: c, template: work, depends: "a.Failed"}
    - {name: d, template: work, depends: "b && (c || c.Omitted)"}
${work}`;

describe("a DAG", () => {
  it("executes a task once its dependencies allow it, and omits one that they rule out", () => {
    const { phases, pods, workflow } = play(diamond);
    expect(workflow.phase).toBe("Succeeded");
    expect(phases["demo.c"]).toBe("Omitted omitted: depends condition not met");
    expect(pods).toEqual(["demo.a 0", "demo.b 10000", "demo.d 20000"]);
  });

  it("inherits the failure of a branch through the tasks omitted after it", () => {
    const { phases, workflow } = play(diamond, `pods: [{node: "*.b", exitCode: 1}]`);
    expect(phases["demo.d"]).toBe("Omitted omitted: depends condition not met");
    expect(phases.demo).toBe("Failed");
    expect(workflow.phase).toBe("Failed");
  });

  it("fails at once when the workflow is stopped, even where every task has succeeded so far", () => {
    const { phases, workflow } = play(diamond, `actions: [{at: 12s, do: stop}]`);
    expect(workflow).toMatchObject({ phase: "Failed", message: "Stopped with strategy 'Stop'", shutdown: "Stop" });
    expect(phases["demo.a"]).toBe("Succeeded");
  });

  it("executes no more than its target needs", () => {
    const spec = (target: string) => `
entrypoint: main
templates:
- name: main
  dag:
    target: ${target}
    tasks:
    - {name: a, template: work}
    - {name: b, template: work, dependencies: [a]}
    - {name: c, template: work}
${work}`;
    expect(Object.keys(play(spec("b")).phases)).toEqual(["demo", "demo.a", "demo.b"]);
    expect(Object.keys(play(spec("a c")).phases)).toEqual(["demo", "demo.a", "demo.c"]);
  });

  it.each([true, false])("does what does not depend on a failure, also with failFast: %s", (failFast) => {
    const spec = `
entrypoint: main
templates:
- name: main
  dag:
    failFast: ${failFast}
    tasks:
    - {name: a, template: work}
    - {name: b, template: work}
    - {name: c, template: work, dependencies: [b]}
${work}`;
    const { phases } = play(spec, 'pods: [{node: "*.a", exitCode: 1}, {node: "*.b", run: 1m}]');
    expect(phases).toMatchObject({ demo: "Failed", "demo.c": "Succeeded" });
  });

  it("makes a task group of a loop, which ends as its last failed item", () => {
    const { nodes, phases } = play(
      `
entrypoint: main
templates:
- name: main
  dag:
    tasks:
    - {name: a, template: work, withItems: [p, q]}
    - {name: b, template: work, depends: a.AnySucceeded}
${work}`,
      `pods: [{node: "demo.a(1:q)", exitCode: 1}]`,
    );
    expect(nodes["demo.a"]).toMatchObject({
      type: "TaskGroup",
      phase: "Failed",
      children: ["demo.a(0:p)", "demo.a(1:q)"],
    });
    expect(phases["demo.b"]).toBe("Succeeded");
  });
});
