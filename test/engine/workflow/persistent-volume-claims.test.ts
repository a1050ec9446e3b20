import { describe, expect, it } from "vitest";
import { kubernetes } from "../../../src/cluster/world.ts";
import { play } from "../play.ts";

const claiming = (end: string) => `
entrypoint: work
volumeClaimTemplates:
- metadata: {name: workdir}
${end}
templates:
- name: work
  container: {image: busybox, command: [run], volumeMounts: [{name: workdir, mountPath: /work}]}`;

describe("the claims of a workflow", () => {
  it("go with a workflow that succeeds", () => {
    const { workflow } = play(claiming(""));
    expect(workflow).toMatchObject({ phase: "Succeeded" });
    expect(workflow.pvcs).toBeUndefined();
  });

  it("stay with one that fails, for a retry", () => {
    expect(play(claiming(""), "pods: [{exitCode: 1}]").workflow).toMatchObject({ phase: "Failed", pvcs: 1 });
  });

  it("are taken over by a retry", () => {
    const scenario = "pods: [{times: 1, exitCode: 1}]\nactions: [{when: {workflow: Failed}, after: 1m, do: retry}]";
    const { workflow } = play(claiming(""), scenario);
    expect(workflow).toMatchObject({ phase: "Succeeded" });
    expect(workflow.pvcs).toBeUndefined();
  });

  it("are not taken over by another workflow of that name", () => {
    const scenario = `
submit: [{workflow: demo}, {workflow: demo, at: 1m}]
pods: [{exitCode: 1}]
actions: [{at: 30s, do: delete}]`;
    const left = play(claiming(""), scenario, "v4.1.2", { world: { ...kubernetes, ownedObjectsAreCollected: false } });
    expect(left.workflow.message).toBe(
      "pvc create error: demo-workdir pvc already exists with different ownerreference",
    );
    expect(play(claiming(""), scenario).workflow).toMatchObject({ phase: "Failed", pvcs: 1 });
  });

  it("go with one that fails if it asks for that", () => {
    const { workflow } = play(claiming("volumeClaimGC: {strategy: OnWorkflowCompletion}"), "pods: [{exitCode: 1}]");
    expect(workflow.phase).toBe("Failed");
    expect(workflow.pvcs).toBeUndefined();
  });
});
