import { describe, expect, it } from "vitest";
import { type ResubmitOptions, resubmitWorkflow } from "../../src/argo/resubmit-workflow.ts";
import { nodeID } from "../../src/engine/model/node-identity.ts";
import { contextOf, now, type WorkflowSketch, workflowOf } from "./workflow.ts";

function resubmit(sketch: WorkflowSketch, options: ResubmitOptions = {}) {
  const result = resubmitWorkflow(workflowOf(sketch), options, contextOf("v4.1.2"));
  if (!result.ok) throw new Error(result.error);
  return result.workflow;
}

describe("resubmit", () => {
  it("makes a new workflow of the spec", () => {
    const labels = {
      team: "a",
      "workflows.argoproj.io/phase": "Failed",
      "workflows.argoproj.io/completed": "true",
      "workflows.argoproj.io/creator": "someone",
    };
    const spec = { entrypoint: "main", shutdown: "Stop", activeDeadlineSeconds: 0 };
    expect(resubmit({ metadata: { labels, annotations: { note: "x" } }, spec })).toEqual({
      metadata: {
        generateName: "demo-",
        namespace: "default",
        labels: { team: "a", "workflows.argoproj.io/resubmitted-from-workflow": "demo" },
        annotations: { note: "x" },
      },
      spec: { entrypoint: "main" },
    });
  });

  it("changes arguments and keeps the old generateName", () => {
    const resubmitted = resubmit({ metadata: { generateName: "run-" } }, { parameters: ["x=1"] });
    expect(resubmitted.metadata.generateName).toBe("run-");
    expect(resubmitted.spec.arguments).toEqual({ parameters: [{ name: "x", value: "1" }] });
  });

  it("refuses to take over a workflow that did not fail", () => {
    const result = resubmitWorkflow(workflowOf({}), { memoized: true }, contextOf("v4.1.2"));
    expect(result).toEqual({ ok: false, error: "workflow must be Failed/Error to resubmit in memoized mode" });
  });

  it("takes over what succeeded, under new names", () => {
    const resubmitted = resubmit(
      {
        status: { phase: "Failed" },
        nodes: {
          demo: { type: "DAG", phase: "Failed", children: ["demo.a"], message: "m" },
          "demo.a": { boundary: "demo", children: ["demo.b", "demo.c"] },
          "demo.b": { boundary: "demo", phase: "Failed" },
          "demo.c": { boundary: "demo", type: "Skipped", phase: "Skipped" },
          "demo.onExit": {},
        },
      },
      { memoized: true },
    );
    const name = "demo-aaaaa";
    expect(resubmitted.metadata.name).toBe(name);
    const times = { startedAt: now, finishedAt: now };
    const id = (nodeName: string) => nodeID(name, nodeName);
    expect([...(resubmitted.status?.nodes.entries() ?? [])].map(([, node]) => node)).toEqual([
      { id: name, name, displayName: "demo", type: "DAG", phase: "Pending", children: [id(`${name}.a`)], ...times },
      {
        id: id(`${name}.a`),
        name: `${name}.a`,
        displayName: "demo.a",
        type: "Skipped",
        phase: "Skipped",
        message: `original pod: ${nodeID("demo", "demo.a")}`,
        boundaryID: name,
        children: [id(`${name}.b`), id(`${name}.c`)],
        ...times,
      },
      {
        id: id(`${name}.b`),
        name: `${name}.b`,
        displayName: "demo.b",
        type: "Pod",
        phase: "Pending",
        boundaryID: name,
      },
    ]);
  });
});
