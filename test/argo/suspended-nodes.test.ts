import { describe, expect, it } from "vitest";
import { resumeWorkflow } from "../../src/argo/resume-workflow.ts";
import { setWorkflow } from "../../src/argo/set-workflow.ts";
import { stopWorkflow } from "../../src/argo/stop-workflow.ts";
import { contextOf, nodesByName, now, phasesOf, workflowOf } from "./workflow.ts";

const context = contextOf("v4.1.2");
const waiting = { type: "Suspend", phase: "Running", displayName: "ask" } as const;
const supplied = { supplied: {} };

function withOutput(valueFrom: { readonly supplied?: Record<string, never>; readonly default?: string }) {
  const outputs = { parameters: [{ name: "answer", globalName: "verdict", valueFrom }] };
  return workflowOf({ spec: { suspend: true }, nodes: { "demo.ask": { ...waiting, outputs } } });
}

describe("resume", () => {
  it("clears spec.suspend and lets every waiting node succeed with its defaults", () => {
    const resumed = resumeWorkflow(withOutput({ ...supplied, default: "no" }), {}, context);
    expect(resumed.ok && nodesByName(resumed.workflow)["demo.ask"]).toMatchObject({
      phase: "Succeeded",
      finishedAt: now,
      outputs: { parameters: [{ name: "answer", value: "no" }] },
    });
    expect(resumed.ok && resumed.workflow.spec).toEqual({});
  });

  it("is refused for now when an output has neither value nor default", () => {
    expect(resumeWorkflow(withOutput(supplied), {}, context)).toEqual({
      ok: false,
      error: "raw output parameter 'answer' has not been set and does not have a default value",
      tryAgain: true,
    });
  });

  it("leaves other nodes alone", () => {
    const workflow = workflowOf({
      nodes: { demo: { type: "Steps", phase: "Running" }, "demo.ask": { ...waiting, phase: "Pending" } },
    });
    expect(resumeWorkflow(workflow, {}, context)).toEqual({ ok: true, workflow, unchanged: true });
  });

  it("passes the messages of nodes on to those after them", () => {
    const workflow = workflowOf({
      nodes: { "demo.a": { ...waiting, message: "one" }, "demo.b": { ...waiting, message: "two" } },
    });
    const resumed = resumeWorkflow(workflow, {}, context);
    const nodes = resumed.ok ? nodesByName(resumed.workflow) : {};
    expect([nodes["demo.a"]?.message, nodes["demo.b"]?.message]).toEqual(["one; ", "two; one; "]);
  });

  it("with a selector applies no defaults and leaves spec.suspend", () => {
    const resumed = resumeWorkflow(withOutput(supplied), { nodeFieldSelector: "displayName=ask" }, context);
    expect(resumed.ok && nodesByName(resumed.workflow)["demo.ask"]).toMatchObject({
      phase: "Succeeded",
      outputs: { parameters: [{ name: "answer", valueFrom: supplied }] },
    });
    expect(resumed.ok && resumed.workflow.spec.suspend).toBe(true);
  });
});

describe("stop with a selector", () => {
  it("fails the matching nodes only", () => {
    const workflow = workflowOf({ nodes: { "demo.a": waiting, "demo.b": { ...waiting, displayName: "other" } } });
    const stopped = stopWorkflow(workflow, { nodeFieldSelector: "displayName!=other", message: "no" }, context);
    expect(stopped.ok && phasesOf(stopped.workflow)).toEqual({ "demo.a": "Failed", "demo.b": "Running" });
    expect(stopped.ok && nodesByName(stopped.workflow)["demo.a"]).toMatchObject({ message: "no", finishedAt: now });
  });
});

describe("set", () => {
  const set = (workflow: ReturnType<typeof workflowOf>, options: Parameters<typeof setWorkflow>[1]) =>
    setWorkflow(workflow, { nodeFieldSelector: "displayName=ask", ...options }, context);

  it("supplies outputs, also to the workflow's own", () => {
    const result = set(withOutput(supplied), { outputParameters: { answer: "yes" } });
    expect(result.ok && nodesByName(result.workflow)["demo.ask"]).toMatchObject({
      phase: "Running",
      outputs: { parameters: [{ name: "answer", value: "yes" }] },
    });
    expect(result.ok && result.workflow.status.outputs).toEqual({ parameters: [{ name: "verdict", value: "yes" }] });
  });

  it("supplies an output once", () => {
    const first = set(withOutput(supplied), { outputParameters: { answer: "yes" } });
    const second = first.ok && set(first.workflow, { outputParameters: { answer: "no" } });
    expect(second).toMatchObject({
      error: "cannot set output parameter 'answer' because it does not use valueFrom.raw or it was already set",
    });
  });

  it.each([
    [{ outputParameters: { bogus: "1" } }, "node is not expecting output parameter 'bogus'"],
    [{}, "currently, set only targets suspend nodes: no suspend nodes matching nodeFieldSelector: displayName=ask"],
    [{ nodeFieldSelector: "" }, "'set' currently only targets suspend nodes, use a node field selector to target them"],
  ])("refuses %o", (options, error) => {
    expect(set(withOutput(supplied), options)).toEqual({ ok: false, error });
  });

  it("refuses outputs for a node that has none", () => {
    const workflow = workflowOf({ nodes: { "demo.ask": waiting } });
    expect(set(workflow, { outputParameters: { answer: "yes" } })).toEqual({
      ok: false,
      error: "cannot set output parameters because node is not expecting any raw parameters",
    });
  });
});
