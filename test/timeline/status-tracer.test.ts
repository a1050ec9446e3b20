import { describe, expect, it } from "vitest";
import type { NodeStatus } from "../../src/engine/model/node-status.ts";
import { nodesFrom } from "../../src/engine/model/nodes.ts";
import type { WorkflowObject } from "../../src/engine/model/workflow-object.ts";
import { StatusTracer } from "../../src/timeline/status-tracer.ts";

const root: NodeStatus = { id: "demo", name: "demo", displayName: "demo", type: "Steps", phase: "Running" };
const pod: NodeStatus = {
  id: "demo-1",
  name: "demo[0].a",
  displayName: "a",
  type: "Pod",
  phase: "Pending",
  boundaryID: "demo",
  startedAt: 1999,
};

function workflow(nodes: readonly NodeStatus[], status: Partial<WorkflowObject["status"]> = {}): WorkflowObject {
  return {
    metadata: { name: "demo", namespace: "default", uid: "u", resourceVersion: 1, creationTimestamp: 0 },
    spec: {},
    status: { phase: "Running", nodes: nodesFrom(nodes), ...status },
  };
}

describe("StatusTracer", () => {
  it("shows first everything, then each changed node whole", () => {
    const tracer = new StatusTracer();
    expect(Object.keys(tracer.observe(workflow([root, pod]))?.nodes ?? {})).toEqual(["demo", "demo[0].a"]);
    const running = { ...pod, phase: "Running" as const };
    expect(tracer.observe(workflow([root, running]))?.nodes).toEqual({
      "demo[0].a": { id: "demo-1", type: "Pod", phase: "Running", displayName: "a", boundary: "demo", startedAt: 1 },
    });
  });

  it("shows nothing when nothing visible changed", () => {
    const tracer = new StatusTracer();
    tracer.observe(workflow([root]));
    expect(tracer.observe(workflow([{ ...root, templateScope: "local/demo", message: "" }]))).toBeUndefined();
  });

  it("shows a change of the workflow alone without nodes", () => {
    const tracer = new StatusTracer();
    tracer.observe(workflow([root]));
    expect(tracer.observe(workflow([root], { message: "over", finishedAt: 2500 }))).toEqual({
      workflow: { phase: "Running", progress: "", message: "over", finishedAt: 2 },
    });
  });

  it("names nodes that went away, and shows those anew that refer to them by what is left: the id", () => {
    const tracer = new StatusTracer();
    const parent = { ...root, children: ["demo-1"] };
    expect(tracer.observe(workflow([parent, pod]))?.nodes?.demo?.children).toEqual(["demo[0].a"]);
    const after = tracer.observe(workflow([parent]));
    expect(after?.removed).toEqual(["demo[0].a"]);
    expect(after?.nodes?.demo?.children).toEqual(["demo-1"]);
  });

  it("shows a node anew once a child that it names by id exists", () => {
    const tracer = new StatusTracer();
    const parent = { ...root, children: ["demo-1"] };
    tracer.observe(workflow([parent]));
    expect(Object.keys(tracer.observe(workflow([parent, pod]))?.nodes ?? {})).toEqual(["demo", "demo[0].a"]);
  });

  it("shows parameters by name, null before they have a value, and artifacts as names", () => {
    const outputs = { parameters: [{ name: "p" }, { name: "q", value: "" }], artifacts: [{ name: "a" }], result: "" };
    const shown = new StatusTracer().observe(workflow([{ ...root, outputs, inputs: { parameters: [] } }]));
    expect(shown?.nodes?.demo?.outputs).toEqual({ parameters: { p: null, q: "" }, artifacts: ["a"], result: "" });
    expect(shown?.nodes?.demo?.inputs).toBeUndefined();
  });

  it("keeps an empty flag, but not what is false in it", () => {
    const nodeFlag = { hooked: true, retried: false };
    const shown = new StatusTracer().observe(
      workflow([
        { ...root, nodeFlag },
        { ...pod, nodeFlag: {} },
      ]),
    );
    expect(shown?.nodes?.demo?.nodeFlag).toEqual({ hooked: true });
    expect(shown?.nodes?.["demo[0].a"]?.nodeFlag).toEqual({});
  });
});
