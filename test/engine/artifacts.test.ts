import { describe, expect, it } from "vitest";
import { play } from "./play.ts";

const spec = (tasks: string, outputs = "") => `
entrypoint: main
templates:
- name: main
  dag:
    tasks:
    - {name: make, template: make}
${tasks}
  ${outputs}
- name: make
  container: {image: busybox, command: [run]}
  outputs: {artifacts: [{name: out, path: /out, globalName: result, s3: {bucket: b, key: k}}]}
- name: use
  inputs: {artifacts: [{name: in, path: /in, optional: true}]}
  container: {image: busybox, command: [run]}`;

const use = (artifact: string, depends = "make") =>
  `    - {name: use, template: use, depends: "${depends}", arguments: {artifacts: [{name: in, ${artifact}}]}}`;

describe("artifacts", () => {
  it("go from task to task, and become outputs of the workflow", () => {
    const { nodes, workflow } = play(spec(use('from: "{{tasks.make.outputs.artifacts.out}}"')));
    expect(nodes["demo.make"]?.outputs?.artifacts).toEqual(["out"]);
    expect(nodes["demo.use"]).toMatchObject({ phase: "Succeeded", inputs: { artifacts: ["in"] } });
    expect(workflow.outputs?.artifacts).toEqual(["result"]);
  });

  it("of a task that failed are missed unless they are optional", () => {
    const wanted = 'from: "{{tasks.make.outputs.artifacts.out}}"';
    const failing = "pods: [{template: make, exitCode: 1}]";
    expect(play(spec(use(wanted, "make.Failed")), failing).nodes["demo.use"]?.phase).not.toBe("Succeeded");
    const optional = use(`${wanted}, optional: true`, "make.Failed");
    expect(play(spec(optional), failing).nodes["demo.use"]?.phase).toBe("Succeeded");
  });

  it("of a template are chosen by an expression", () => {
    const outputs =
      "outputs: {artifacts: [{name: chosen, fromExpression: \"tasks.make.status == 'Succeeded' ? tasks.make.outputs.artifacts.out : nil\"}]}";
    expect(play(spec("", outputs)).nodes.demo?.outputs?.artifacts).toEqual(["chosen"]);
  });
});
