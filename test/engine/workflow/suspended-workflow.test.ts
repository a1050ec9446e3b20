import { describe, expect, it } from "vitest";
import { play, work } from "../play.ts";

describe("a workflow that is suspended", () => {
  const spec = (suspend: string) => `
entrypoint: main
${suspend}
templates:
- name: main
  steps: [[{name: a, template: work}], [{name: b, template: work}]]
${work}`;

  it("from the beginning starts nothing before it is resumed", () => {
    expect(play(spec("suspend: true"), "limit: 10m").pods).toEqual([]);
    const { pods, workflow } = play(spec("suspend: true"), "actions: [{at: 5m, do: resume}]");
    expect(Number(pods[0]?.split(" ")[1])).toBeGreaterThanOrEqual(300_000);
    expect(workflow.phase).toBe("Succeeded");
  });

  it("while it runs finishes what has begun", () => {
    const { phases, pods } = play(spec(""), "actions: [{at: 3s, do: suspend}]\nlimit: 10m");
    expect(phases["demo[0].a"]).toBe("Succeeded");
    expect(pods).toHaveLength(1);
  });
});

describe("a controller that runs WorkflowTemplates only", () => {
  const strict = "controller: {workflowRestrictions: {templateReferencing: Strict}}";

  it("refuses a workflow of its own templates", () => {
    expect(play(`entrypoint: work\ntemplates:\n${work}`, strict).workflow).toMatchObject({
      phase: "Error",
      message: "workflows must use workflowTemplateRef to be executed when the controller is in reference mode",
    });
  });
});
