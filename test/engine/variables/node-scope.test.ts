import { describe, expect, it } from "vitest";
import type { NodeStatus } from "../../../src/engine/model/node-status.ts";
import {
  addNodeToScope,
  addSkippedOutputsToScope,
  addWorkflowOutputsToScope,
} from "../../../src/engine/variables/node-scope.ts";
import { type NodeReference, Scope } from "../../../src/engine/variables/scope.ts";
import type { Outputs } from "../../../src/manifest/types.ts";
import { contextWith, variablesOf } from "./context.ts";

const node: NodeStatus = {
  id: "demo-1",
  name: "demo[0].a",
  displayName: "a",
  type: "Pod",
  phase: "Succeeded",
  startedAt: 1_000,
  finishedAt: 62_000,
};

describe("addNodeToScope", () => {
  it("knows a finished node by its name", () => {
    const scope = new Scope();
    const artifact = { name: "file", s3: { key: "k" } };
    const parameters = [{ name: "p", value: "v" }, { name: "none" }];
    const outputs = { result: "", exitCode: "0", parameters, artifacts: [artifact] };
    addNodeToScope(scope, "steps", "a", { ...node, podIP: "10.0.0.1", outputs }, contextWith());
    expect(variablesOf(scope)).toEqual({
      "steps.a.id": "demo-1",
      "steps.a.startedAt": "2000-01-01T00:00:01Z",
      "steps.a.finishedAt": "2000-01-01T00:01:02Z",
      "steps.a.ip": "10.0.0.1",
      "steps.a.status": "Succeeded",
      "steps.a.outputs.result": "",
      "steps.a.exitCode": "0",
      "steps.a.outputs.parameters.p": "v",
      "steps.a.outputs.artifacts.file": artifact,
    });
  });

  it("knows no end of a running node", () => {
    const { finishedAt: _, ...running } = node;
    const scope = new Scope();
    addNodeToScope(scope, "tasks", "a", { ...running, phase: "Running" }, contextWith());
    expect([...scope.variables.keys()].sort()).toEqual(["tasks.a.id", "tasks.a.startedAt", "tasks.a.status"]);
  });
});

it("knows the status of a loop, unlike older releases", () => {
  const statusOf = (...differences: readonly string[]) => {
    const scope = new Scope();
    addNodeToScope(scope, "tasks", "loop", { ...node, type: "TaskGroup" }, contextWith(...differences));
    return scope.variables.get("tasks.loop.status");
  };
  expect(statusOf()).toBe("Succeeded");
  expect(statusOf("loops-without-status-variables")).toBeUndefined();
});

it("knows the outputs of the workflow, but no result of it", () => {
  const scope = new Scope();
  addWorkflowOutputsToScope(scope, { result: "r", parameters: [{ name: "g", value: "v" }] });
  expect(variablesOf(scope)).toEqual({ "workflow.outputs.parameters.g": "v" });
});

describe("addSkippedOutputsToScope", () => {
  const outputs: Outputs = {
    parameters: [
      { name: "p", valueFrom: { path: "/p", default: "d" } },
      { name: "q", valueFrom: { path: "/q" } },
    ],
    artifacts: [{ name: "file", path: "/f" }],
  };

  function added(reference: NodeReference, phase: NodeStatus["phase"], ...differences: readonly string[]) {
    const scope = new Scope();
    addSkippedOutputsToScope(scope, reference, "a", { ...node, phase }, outputs, contextWith(...differences));
    return variablesOf(scope);
  }

  it("gives a skipped task its defaults, or absence", () => {
    expect(added("tasks", "Omitted")).toEqual({
      "tasks.a.outputs.parameters.p": "d",
      "tasks.a.outputs.parameters.q": null,
    });
  });

  it("gives a skipped step empty artifacts too", () => {
    expect(added("steps", "Skipped")).toMatchObject({ "steps.a.outputs.artifacts.file": { name: "" } });
  });

  it("leaves other nodes and older releases alone", () => {
    expect(added("steps", "Failed")).toEqual({});
    expect(added("steps", "Skipped", "skipped-outputs-unknown")).toEqual({});
  });
});

describe("Scope", () => {
  it("begins with the inputs of its template", () => {
    const artifact = { name: "f", s3: { key: "k" } };
    const scope = new Scope({ inputs: { parameters: [{ name: "p", value: "v" }], artifacts: [artifact] } });
    expect(variablesOf(scope)).toEqual({
      "inputs.parameters.p": "v",
      "inputs.artifacts.f": artifact,
    });
    expect(Object.fromEntries(scope.parameters(new Map([["workflow.name", "demo"]])))).toEqual({
      "workflow.name": "demo",
      "inputs.parameters.p": "v",
    });
  });

  it("knows what was set last", () => {
    const scope = new Scope();
    scope.set("steps.a.status", "Running");
    addNodeToScope(scope, "steps", "a", node, contextWith());
    expect(scope.variables.get("steps.a.status")).toBe("Succeeded");
    scope.set("steps.a.status", "Failed");
    expect(scope.variables.get("steps.a.status")).toBe("Failed");
    expect(variablesOf(scope)).toMatchObject({ "steps.a.status": "Failed", "steps.a.id": "demo-1" });
  });

  it("takes a whole tag for a reference to an absent output, and nothing else", () => {
    const scope = new Scope();
    scope.set("steps.a.outputs.result", null);
    expect(scope.isAbsentReference("{{ steps.a.outputs.result }}")).toBe(true);
    expect(scope.isAbsentReference("x{{steps.a.outputs.result}}")).toBe(false);
    expect(scope.isAbsentReference("steps.a.outputs.result")).toBe(false);
    expect(scope.isAbsentReference("{{steps.b.outputs.result}}")).toBe(false);
  });
});
