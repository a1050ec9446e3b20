import { describe, expect, it } from "vitest";
import { play, work } from "./play.ts";

describe("steps", () => {
  it("run group after group, the steps of a group at once", () => {
    const { workflow, pods, nodes } = play(`
entrypoint: main
templates:
- name: main
  steps:
  - - {name: a, template: work}
    - {name: b, template: work}
  - - {name: c, template: work}
${work}`);
    expect(workflow.phase).toBe("Succeeded");
    expect(pods).toEqual(["demo[0].a 0", "demo[0].b 0", "demo[1].c 10000"]);
    // The second group hangs below both steps of the first.
    expect(nodes["demo[0].a"]?.children).toEqual(["demo[1]"]);
    expect(nodes["demo[0].b"]?.children).toEqual(["demo[1]"]);
    expect(nodes.demo?.outboundNodes).toEqual(["demo[1].c"]);
  });

  it("fail with their first failed child, after all of the group has ended", () => {
    const { phases, nodes, workflow } = play(
      `
entrypoint: main
templates:
- name: main
  steps:
  - - {name: a, template: work}
    - {name: b, template: work}
  - - {name: c, template: work}
${work}`,
      `pods: [{node: "*.a", exitCode: 3}, {node: "*.b", run: 30s}]`,
    );
    const message = `Failed child '${nodes["demo[0].a"]?.id}' failed`;
    expect(phases["demo[0]"]).toBe(message);
    expect(phases.demo).toBe(message);
    expect(phases["demo[0].a"]).toBe("Failed main: Error (exit code 3)");
    expect(phases["demo[0].b"]).toBe("Succeeded");
    expect(phases["demo[1].c"]).toBeUndefined();
    expect(workflow.phase).toBe("Failed");
  });

  it("go on after a failure that continueOn allows", () => {
    const { phases, workflow } = play(
      `
entrypoint: main
templates:
- name: main
  steps:
  - - {name: a, template: work, continueOn: {failed: true}}
  - - {name: b, template: work}
${work}`,
      `pods: [{node: "*.a", exitCode: 1}]`,
    );
    expect(phases["demo[0]"]).toBe("Succeeded");
    expect(phases["demo[1].b"]).toBe("Succeeded");
    expect(workflow.phase).toBe("Succeeded");
  });

  it("are skipped where `when` does not hold, with the condition as it was read", () => {
    const { phases } = play(`
entrypoint: main
templates:
- name: main
  steps:
  - - {name: a, template: work, when: "{{workflow.name}} == other"}
${work}`);
    expect(phases["demo[0].a"]).toBe("Skipped when 'demo == other' evaluated false");
    expect(phases.demo).toBe("Succeeded");
  });

  it("pass outputs on, and take defaults for what a failed pod did not give", () => {
    const { nodes } = play(
      `
entrypoint: main
templates:
- name: main
  steps:
  - - {name: a, template: give}
  - - name: b
      template: take
      arguments: {parameters: [{name: x, value: "{{steps.a.outputs.parameters.x}}"}]}
- name: give
  container: {image: busybox, command: [run]}
  outputs: {parameters: [{name: x, valueFrom: {path: /tmp/x}}]}
- name: take
  inputs: {parameters: [{name: x}]}
  container: {image: busybox, command: [run]}
`,
      "pods: [{template: give, outputs: {parameters: {x: hello}}}]",
    );
    expect(nodes["demo[1].b"]?.inputs?.parameters).toEqual({ x: "hello" });
  });
});

describe("steps that call each other without end", () => {
  it.each([
    ["v3.5.7", "release-3.5"],
    ["v4.1.2", "latest"],
  ])("end on an error that links to the documentation, on %s", (engine, release) => {
    const spec = `
entrypoint: main
templates:
- name: main
  steps:
  - - {name: again, template: main}`;
    const { phases } = play(spec, "", engine);
    const page = `https://argo-workflows.readthedocs.io/en/${release}/scaling/#maximum-recursion-depth`;
    const messages = Object.values(phases).filter((phase) => phase.includes("recursion"));
    expect(messages).toContain(`Error Maximum recursion depth exceeded. See ${page}`);
  });
});
