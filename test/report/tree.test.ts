import pico from "picocolors";
import { describe, expect, it } from "vitest";
import type { NodePhase, NodeStatus, NodeType } from "../../src/engine/model/node-status.ts";
import { nodesFrom } from "../../src/engine/model/nodes.ts";
import type { WorkflowObject } from "../../src/engine/model/workflow-object.ts";
import { workflowTree } from "../../src/report/tree.ts";

function node(name: string, type: NodeType, phase: NodePhase, more: Partial<NodeStatus> = {}): NodeStatus {
  const displayName = /[^.]+$/.exec(name)?.[0] ?? name;
  const end = phase === "Running" || phase === "Pending" ? {} : { finishedAt: 65_000 };
  return { id: name, name, displayName, type, phase, startedAt: 0, templateName: "t", ...end, ...more };
}

function workflow(nodes: readonly NodeStatus[], status: Partial<WorkflowObject["status"]> = {}): WorkflowObject {
  return {
    metadata: { name: "demo", namespace: "default", uid: "u", resourceVersion: 1, creationTimestamp: 0 },
    spec: {},
    status: {
      phase: "Succeeded",
      startedAt: 0,
      finishedAt: 65_000,
      nodes: nodesFrom(nodes),
      ...status,
    },
  };
}

function lines(of: WorkflowObject, colors = pico.createColors(false)): string[] {
  return workflowTree(of, { now: 70_000, release: { has: () => false }, colors });
}

/** The first column of the tree. */
function steps(nodes: readonly NodeStatus[]): string[] {
  const all = lines(workflow(nodes));
  const table = all.slice(all.findIndex((line) => line.startsWith("STEP")) + 1);
  return table.map((line) => /^(\s*\S.*?|)(\s{2,}|$)/.exec(line)?.[1] ?? "");
}

const inDemo = { boundaryID: "demo" };

describe("workflowTree", () => {
  it("hides step groups, whose children share a line", () => {
    expect(
      steps([
        node("demo", "Steps", "Running"),
        node("demo[0]", "StepGroup", "Succeeded", { ...inDemo, children: ["demo[0].a"] }),
        node("demo[1]", "StepGroup", "Running", { ...inDemo, startedAt: 1, children: ["demo[1].b", "demo[1].c"] }),
        node("demo[0].a", "Pod", "Succeeded", inDemo),
        node("demo[1].b", "Pod", "Failed", inDemo),
        node("demo[1].c", "Suspend", "Running", inDemo),
      ]),
    ).toEqual([" ● demo", " ├───✔ a", " └─┬─✖ b", "   └─ǁ c"]);
  });

  it("puts the single attempt of a retry in its place, and hangs several below it", () => {
    const once = node("demo.x", "Retry", "Succeeded", { ...inDemo, children: ["demo.x(0)"] });
    const twice = node("demo.y", "Retry", "Failed", { ...inDemo, children: ["demo.y(0)", "demo.y(1)"] });
    expect(
      steps([
        node("demo", "DAG", "Failed"),
        once,
        twice,
        node("demo.x(0)", "Pod", "Succeeded", inDemo),
        node("demo.y(0)", "Pod", "Failed", inDemo),
        node("demo.y(1)", "Pod", "Error", inDemo),
      ]),
    ).toEqual([" ✖ demo", " ├─✔ x(0)", " └─✖ y", "   ├─✖ y(0)", "   └─⚠ y(1)"]);
  });

  it("sorts siblings by start, elements of a loop by index, others by name", () => {
    const late = { ...inDemo, startedAt: 1000 };
    expect(
      steps([
        node("demo", "DAG", "Succeeded"),
        node("demo.z", "Pod", "Succeeded", inDemo),
        node("demo.l(10:k)", "Pod", "Succeeded", late),
        node("demo.l(9:j)", "Pod", "Succeeded", late),
        node("demo.a", "Pod", "Succeeded", late),
      ]),
    ).toEqual([" ✔ demo", " ├─✔ z", " ├─✔ a", " ├─✔ l(9:j)", " └─✔ l(10:k)"]);
  });

  it("leaves out what was omitted, and prints the exit handler as a tree of its own", () => {
    expect(
      steps([
        node("demo", "DAG", "Succeeded"),
        node("demo.a", "Skipped", "Omitted", inDemo),
        node("demo.b", "Skipped", "Skipped", inDemo),
        node("demo.onExit", "Pod", "Succeeded", { displayName: "demo.onExit" }),
      ]),
    ).toEqual([" ✔ demo", " └─○ b", "", " ✔ demo.onExit"]);
  });

  it("gives template, pod, duration and message", () => {
    const ref = { name: "lib", template: "job" };
    const all = lines(
      workflow([
        node("demo", "DAG", "Failed", { message: "child failed" }),
        node("demo.a", "Pod", "Failed", { ...inDemo, templateRef: ref, message: "exit code 1" }),
      ]),
    );
    expect(all.slice(-3)).toEqual([
      "STEP     TEMPLATE  PODNAME              DURATION  MESSAGE",
      " ✖ demo  t                                        child failed",
      " └─✖ a   lib/job   demo-job-1280837131  1m        exit code 1",
    ]);
  });

  it("begins with the workflow itself", () => {
    const parameters = [{ name: "x", value: "1" }, { name: "unknown" }];
    const stopped = workflow([], { phase: "Failed", message: "why", outputs: { parameters }, progress: "1/2" });
    expect(lines({ ...stopped, spec: { shutdown: "Stop" } })).toEqual([
      "Name:                demo",
      "Namespace:           default",
      "Status:              Failed (Terminated)",
      "Message:             why",
      "Created:             0s",
      "Started:             0s",
      "Finished:            1m5s",
      "Duration:            1 minute 5 seconds",
      "Progress:            1/2",
      "Output Parameters:",
      "  x:                 1",
    ]);
  });

  it("colours the glyphs without moving the columns", () => {
    const one = workflow([node("demo", "Pod", "Failed")]);
    const plain = lines(one).at(-1) ?? "";
    expect(lines(one, pico.createColors(true)).at(-1)).toBe(plain.replace("✖", "\u001b[31m✖\u001b[39m"));
  });
});
