import { describe, expect, it } from "vitest";
import { type RetryOptions, retryWorkflow } from "../../src/argo/retry/retry-workflow.ts";
import { contextOf, nodesByName, now, phasesOf, type WorkflowSketch, workflowOf } from "./workflow.ts";

function retry(sketch: WorkflowSketch, version = "v4.1.2", options: RetryOptions = {}) {
  const result = retryWorkflow(
    workflowOf({ ...sketch, status: { phase: "Failed", ...sketch.status } }),
    options,
    contextOf(version),
  );
  if (!result.ok) throw new Error(result.error);
  return result;
}

const dag = { boundary: "demo" };

/** A DAG of which `a` succeeded, `b` failed after it, and the exit handler ran. */
const failedDag: WorkflowSketch = {
  nodes: {
    demo: {
      type: "DAG",
      phase: "Failed",
      children: ["demo.a"],
      outboundNodes: ["demo.b"],
      message: "m",
      finishedAt: 9,
    },
    "demo.a": { ...dag, templateName: "work", children: ["demo.b"] },
    "demo.b": { ...dag, templateName: "work", phase: "Failed" },
    "demo.onExit": { templateName: "notify" },
  },
};

describe("retry", () => {
  it("deletes what failed, keeps what succeeded and resets what encloses them", () => {
    const { workflow, podsToDelete } = retry(failedDag);
    expect(phasesOf(workflow)).toEqual({ demo: "Running", "demo.a": "Succeeded" });
    const nodes = nodesByName(workflow);
    expect(nodes.demo).toMatchObject({ startedAt: now, outboundNodes: [] });
    expect(nodes.demo?.message).toBeUndefined();
    expect(nodes.demo?.finishedAt).toBeUndefined();
    expect(nodes["demo.a"]?.children).toEqual([]);
    expect(podsToDelete).toEqual(["demo-work-1297614750", "demo-notify-1599854481"]);
  });

  it("clears everything that says that the workflow is over", () => {
    const { workflow } = retry({
      ...failedDag,
      metadata: {
        labels: {
          "workflows.argoproj.io/completed": "true",
          "workflows.argoproj.io/workflow-archiving-status": "Archived",
          "workflows.argoproj.io/phase": "Failed",
        },
      },
      spec: { shutdown: "Stop", activeDeadlineSeconds: 0 },
      status: { message: "m", finishedAt: 9, conditions: [{ type: "Completed", status: "True" }] },
    });
    expect(workflow.spec).toEqual({});
    expect(workflow.metadata.labels).toEqual({ "workflows.argoproj.io/phase": "Failed" });
    const { nodes: _, ...status } = workflow.status;
    expect(status).toEqual({
      phase: "",
      startedAt: now,
      conditions: [{ type: "Completed", status: "False" }],
      persistentVolumeClaims: [],
    });
  });

  it("marks the workflow Running before v4.0", () => {
    const { workflow } = retry(failedDag, "v3.7.18");
    expect(workflow.status.phase).toBe("Running");
    expect(workflow.metadata.labels).toEqual({ "workflows.argoproj.io/phase": "Running" });
  });

  it.each(["v4.1.2", "v3.5.7"])("starts a workflow anew that ended before its first node, on %s", (version) => {
    const { workflow, podsToDelete } = retry({ status: { message: "invalid spec", finishedAt: 9 } }, version);
    expect(workflow.status).toMatchObject({ startedAt: now });
    expect(workflow.status).not.toHaveProperty("message");
    expect(podsToDelete).toEqual([]);
  });

  it("changes the arguments", () => {
    const spec = {
      arguments: {
        parameters: [
          { name: "x", value: "1" },
          { name: "y", value: "2" },
        ],
      },
    };
    const { workflow } = retry({ ...failedDag, spec }, "v4.1.2", { parameters: ["x=a=b"] });
    expect(workflow.spec.arguments?.parameters).toEqual([
      { name: "x", value: "a=b" },
      { name: "y", value: "2" },
    ]);
  });

  it.each([
    ["Running", {}, "Cannot retry a workflow in phase Running"],
    ["Succeeded", {}, "To retry a succeeded workflow, set the options restartSuccessful and nodeFieldSelector"],
    ["Failed", { parameters: ["x"] }, "expected parameter of the form: NAME=VALUE. Received: x"],
  ] as const)("refuses a %s workflow with %o", (phase, options, error) => {
    const workflow = workflowOf({ ...failedDag, status: { phase } });
    expect(retryWorkflow(workflow, options, contextOf("v4.1.2"))).toEqual({ ok: false, error });
  });

  it("runs a selected node again although it succeeded, with all that followed", () => {
    const options = { restartSuccessful: true, nodeFieldSelector: "name=demo.a" };
    const { workflow } = retry({ ...failedDag, status: { phase: "Succeeded" } }, "v4.1.2", options);
    expect(phasesOf(workflow)).toEqual({ demo: "Running" });
  });

  it("lets a suspended node wait again for its outputs", () => {
    const nodes = {
      demo: { type: "DAG", phase: "Failed", children: ["demo.ask"] },
      "demo.ask": { ...dag, type: "Suspend", outputs: { parameters: [{ name: "x", value: "1" }] } },
    } as const;
    const options = { restartSuccessful: true, nodeFieldSelector: "name=demo.ask" };
    const { workflow } = retry({ nodes }, "v3.5.7", options);
    expect(nodesByName(workflow)["demo.ask"]).toMatchObject({
      phase: "Running",
      outputs: { parameters: [{ name: "x", valueFrom: { supplied: {} } }] },
    });
  });
});

describe("retry of nested templates", () => {
  const retried = { nodeFlag: { retried: true } };
  const attempt = "demo.loop(0:a)(0)";
  const nested: WorkflowSketch = {
    nodes: {
      demo: { type: "DAG", phase: "Failed", children: ["demo.loop"] },
      "demo.loop": { ...dag, type: "TaskGroup", phase: "Failed", children: ["demo.loop(0:a)"] },
      "demo.loop(0:a)": { ...dag, type: "Retry", phase: "Failed", children: [attempt] },
      [attempt]: { ...dag, ...retried, type: "Steps", phase: "Failed", children: [`${attempt}[0]`] },
      [`${attempt}[0]`]: { boundary: attempt, type: "StepGroup", phase: "Failed", children: [`${attempt}[0].s`] },
      [`${attempt}[0].s`]: { boundary: attempt, phase: "Failed" },
    },
  };

  it("resets every group on the way up", () => {
    expect(phasesOf(retry(nested).workflow)).toEqual({
      demo: "Running",
      "demo.loop": "Running",
      "demo.loop(0:a)": "Running",
      [attempt]: "Running",
      [`${attempt}[0]`]: "Running",
    });
  });

  it("leaves the task group Failed in v3.6", () => {
    expect(phasesOf(retry(nested, "v3.6.19").workflow)).toMatchObject({ demo: "Running", "demo.loop": "Failed" });
  });

  it("deletes the members of groups when the arguments change, since v3.7.14", () => {
    const options = { parameters: ["x=1"] };
    expect(phasesOf(retry(nested, "v3.7.14", options).workflow)).toEqual({ demo: "Running", "demo.loop": "Running" });
    expect(phasesOf(retry(nested, "v3.7.13", options).workflow)).toHaveProperty([attempt], "Running");
  });

  it("runs the whole pod of a failed container again", () => {
    const nodes = {
      demo: { type: "Pod", phase: "Failed", children: ["demo.a", "demo.b"] },
      "demo.a": { type: "Container", phase: "Succeeded" },
      "demo.b": { type: "Container", phase: "Failed" },
    } as const;
    expect(phasesOf(retry({ nodes }).workflow)).toEqual({});
  });

  it("keeps a failed node below which something succeeded", () => {
    const nodes = {
      demo: { type: "DAG", phase: "Failed", children: ["demo.a"] },
      "demo.a": { ...dag, phase: "Failed", children: ["demo.b"] },
      "demo.b": { ...dag },
    } as const;
    expect(phasesOf(retry({ nodes }).workflow)).toEqual({ demo: "Failed", "demo.a": "Failed", "demo.b": "Succeeded" });
  });
});

describe("retry before v3.6.6", () => {
  it("refuses a workflow that has an unfinished node", () => {
    const nodes = { ...failedDag.nodes, "demo.c": { ...dag, phase: "Pending" } } as const;
    const workflow = workflowOf({ nodes, status: { phase: "Failed" } });
    expect(retryWorkflow(workflow, {}, contextOf("v3.5.7"))).toEqual({
      ok: false,
      error: "Workflow cannot be retried with node demo.c in Pending phase",
    });
  });

  it("restarts a root that had succeeded, until v3.5.11", () => {
    const nodes = { demo: { type: "DAG", phase: "Succeeded" }, "demo.onExit": { phase: "Failed" } } as const;
    expect(phasesOf(retry({ nodes }, "v3.5.7").workflow)).toEqual({ demo: "Running" });
    expect(phasesOf(retry({ nodes }, "v3.5.11").workflow)).toEqual({ demo: "Succeeded" });
  });

  it("sets an exit handler of steps back to Running without its groups", () => {
    const nodes = {
      demo: { type: "DAG", phase: "Failed" },
      "demo.onExit": { type: "Steps", children: ["demo.onExit[0]"] },
      "demo.onExit[0]": { type: "StepGroup", boundary: "demo.onExit" },
    } as const;
    expect(phasesOf(retry({ nodes }, "v3.5.7").workflow)).toEqual({ demo: "Running", "demo.onExit": "Running" });
    expect(phasesOf(retry({ nodes }).workflow)).toEqual({ demo: "Failed" });
  });
});
