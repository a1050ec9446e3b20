import { describe, expect, it } from "vitest";
import { stopWorkflow } from "../../src/argo/stop-workflow.ts";
import { suspendWorkflow } from "../../src/argo/suspend-workflow.ts";
import { terminateWorkflow } from "../../src/argo/terminate-workflow.ts";
import { contextOf, workflowOf } from "./workflow.ts";

const context = contextOf("v4.1.2");

describe("terminate and stop", () => {
  it("set spec.shutdown, the later one replacing the earlier", () => {
    const running = workflowOf({});
    const stopped = stopWorkflow(running, {}, context);
    expect(stopped).toMatchObject({ ok: true, workflow: { spec: { shutdown: "Stop" } } });
    const terminated = terminateWorkflow(workflowOf({ spec: { shutdown: "Stop" } }));
    expect(terminated).toMatchObject({ ok: true, workflow: { spec: { shutdown: "Terminate" } } });
  });

  it("change nothing the second time", () => {
    const workflow = workflowOf({ spec: { shutdown: "Terminate" } });
    expect(terminateWorkflow(workflow)).toEqual({ ok: true, workflow, unchanged: true });
  });

  it.each(["Succeeded", "Failed", "Error"] as const)("are refused when the workflow is %s", (phase) => {
    expect(terminateWorkflow(workflowOf({ status: { phase } }))).toEqual({
      ok: false,
      error: 'cannot shutdown a completed workflow: workflow: "demo", namespace: "default"',
    });
  });

  it("may come before the controller has seen the workflow", () => {
    expect(terminateWorkflow(workflowOf({ status: { phase: "" } }))).toMatchObject({ ok: true });
  });
});

describe("suspend", () => {
  it("sets spec.suspend", () => {
    expect(suspendWorkflow(workflowOf({}))).toMatchObject({ ok: true, workflow: { spec: { suspend: true } } });
  });

  it("is refused for now when the workflow is labelled as completed", () => {
    const labels = { "workflows.argoproj.io/completed": "true" };
    expect(suspendWorkflow(workflowOf({ metadata: { labels } }))).toEqual({
      ok: false,
      error: "cannot suspend completed workflows",
      tryAgain: true,
    });
  });
});
