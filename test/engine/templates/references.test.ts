import { describe, expect, it } from "vitest";
import { play, work } from "../play.ts";

describe("a workflow that refers to a WorkflowTemplate", () => {
  const shared = `
objects:
- apiVersion: argoproj.io/v1alpha1
  kind: WorkflowTemplate
  metadata: {name: shared}
  spec:
    entrypoint: main
    onExit: bye
    arguments: {parameters: [{name: x, value: theirs}, {name: z, value: theirs}]}
    templates:
    - name: main
      inputs: {parameters: [{name: x}, {name: z}]}
      container: {image: busybox, command: [run]}
    - name: bye
      container: {image: busybox, command: [run]}
    - name: other
      container: {image: busybox, command: [run]}`;
  const reference = "workflowTemplateRef: {name: shared}";

  it("runs it, with its own arguments before the template's", () => {
    const { nodes } = play(`${reference}\narguments: {parameters: [{name: x, value: ours}]}`, shared);
    expect(nodes.demo?.inputs?.parameters).toEqual({ x: "ours", z: "theirs" });
    expect(nodes["demo.onExit"]?.templateName).toBe("bye");
  });

  it("may begin and end with other templates of it", () => {
    const { nodes } = play(`${reference}\nentrypoint: other\nonExit: other`, shared);
    expect([nodes.demo?.templateName, nodes["demo.onExit"]?.templateName]).toEqual(["other", "other"]);
  });

  it("has no templates of its own", () => {
    expect(play(`${reference}\ntemplates:\n${work}`, shared).workflow.message).toBe(
      "invalid spec: Templates is invalid field in spec if workflow referred WorkflowTemplate reference",
    );
  });

  it("fails when there is no such template", () => {
    expect(play("workflowTemplateRef: {name: nobody}").workflow).toMatchObject({ phase: "Error" });
  });
});

describe("defaults", () => {
  const attempts = (spec: string, scenario: string) =>
    play(spec, `pods: [{exitCode: 1, run: 1s}]\n${scenario}`).pods.length;

  it("of a workflow's templates are theirs unless they say otherwise", () => {
    const spec = (own: string) => `
entrypoint: main
templateDefaults: {retryStrategy: {limit: 2}}
templates:
- {name: main, ${own} container: {image: busybox, command: [run]}}`;
    expect(attempts(spec(""), "")).toBe(3);
    expect(attempts(spec("retryStrategy: {limit: 1},"), "")).toBe(2);
  });

  it("of the controller are those of each workflow", () => {
    const defaults = "controller: {workflowDefaults: {spec: {templateDefaults: {retryStrategy: {limit: 2}}}}}";
    expect(attempts(`entrypoint: work\ntemplates:\n${work}`, defaults)).toBe(3);
  });
});

describe("templates inside of templates", () => {
  it("may be written in place", () => {
    const { nodes } = play(`
entrypoint: main
templates:
- name: main
  dag:
    tasks:
    - {name: a, inline: {steps: [[{name: b, inline: {container: {image: busybox, command: [run]}}}]]}}`);
    expect(nodes["demo.a"]).toMatchObject({ type: "Steps", phase: "Succeeded" });
    expect(nodes["demo.a[0].b"]).toMatchObject({ type: "Pod", phase: "Succeeded" });
    expect(nodes["demo.a"]?.templateName).toBeUndefined();
  });

  it("may call themselves until a condition does not hold", () => {
    const spec = `
entrypoint: main
templates:
- name: main
  steps:
  - - {name: flip, template: flip}
  - - {name: again, template: main, when: "{{steps.flip.outputs.result}} == tails"}
- name: flip
  script: {image: busybox, command: [sh], source: flip}`;
    const { phases, pods } = play(spec, "pods: [{times: 2, outputs: {result: tails}}, {outputs: {result: heads}}]");
    expect(pods).toHaveLength(3);
    expect(phases["demo[1].again[1].again[1].again"]).toBe("Skipped when 'heads == tails' evaluated false");
  });

  it("may not call themselves a hundred times", () => {
    const { phases } = play("entrypoint: main\ntemplates: [{name: main, steps: [[{name: again, template: main}]]}]");
    const ends = Object.values(phases).filter((phase) => phase.startsWith("Error"));
    expect(ends).toEqual([expect.stringContaining("Maximum recursion depth exceeded")]);
    expect(Object.keys(phases)).toHaveLength(2 * 99 + 1);
  });
});
