import { describe, expect, it } from "vitest";
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

  it("go with one that fails if it asks for that", () => {
    const { workflow } = play(claiming("volumeClaimGC: {strategy: OnWorkflowCompletion}"), "pods: [{exitCode: 1}]");
    expect(workflow.phase).toBe("Failed");
    expect(workflow.pvcs).toBeUndefined();
  });
});
