import { describe, expect, it } from "vitest";
import { play, work } from "../play.ts";

const spec = (template: string) => `
entrypoint: main
templates:
- name: main
  steps:
  - - {name: first, template: first}
  - - name: next
      template: work
      withParam: "{{steps.first.outputs.result}}"
- name: first
  ${template}
${work}`;

describe.each([
  ["script", "script: {image: busybox, command: [sh], source: list}"],
  [
    "data template",
    "data: {source: {artifactPaths: {name: files, s3: {bucket: b, key: k}}}, transformation: [{expression: data}]}",
  ],
])("the result of a %s", (_kind, template) => {
  it("is what its pod printed, and may be a list for a loop", () => {
    const { nodes, phases } = play(spec(template), `pods: [{template: first, outputs: {result: '["x", "y"]'}}]`);
    expect(nodes["demo[0].first"]?.outputs?.result).toBe('["x", "y"]');
    expect(phases["demo[1].next(1:y)"]).toBe("Succeeded");
  });
});

describe("a resource template", () => {
  const resource = `
entrypoint: main
templates:
- name: main
  resource: {action: create, successCondition: status.done == true, manifest: "{apiVersion: v1, kind: Pod}"}
  outputs: {parameters: [{name: uid, valueFrom: {jsonPath: "{.metadata.uid}"}}]}`;

  it("ends as the pod that works on the object, whose outputs it gives", () => {
    const { nodes } = play(resource, "pods: [{template: main, run: 3m, outputs: {parameters: {uid: abc}}}]");
    expect(nodes.demo).toMatchObject({ type: "Pod", phase: "Succeeded", outputs: { parameters: { uid: "abc" } } });
  });

  it("fails with the executor's message", () => {
    const { phases } = play(resource, "pods: [{template: main, exitCode: 64, message: the condition does not hold}]");
    expect(phases.demo).toBe("Failed main: Error (exit code 64): the condition does not hold");
  });
});
