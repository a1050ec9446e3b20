import { expect, it } from "vitest";
import { RetainedWorkflows } from "../../../src/engine/garbage-collection/retention.ts";
import type { WorkflowPhase } from "../../../src/engine/model/workflow-object.ts";
import { finishedWorkflow } from "./finished-workflow.ts";

const at = (name: string, phase: WorkflowPhase, creationTimestamp: number) =>
  finishedWorkflow(name, phase, {}, creationTimestamp);
const names = (workflows: ReturnType<RetainedWorkflows["add"]>) => workflows.map(({ metadata }) => metadata.name);

it("lets the oldest go, phase by phase", () => {
  const retained = new RetainedWorkflows({ completed: 2, failed: 1, errored: 0 });
  expect(names(retained.add(at("second", "Succeeded", 2_000)))).toEqual([]);
  expect(names(retained.add(at("first", "Succeeded", 1_000)))).toEqual([]);
  expect(names(retained.add(at("third", "Succeeded", 3_000)))).toEqual(["first"]);
  expect(names(retained.add(at("failed", "Failed", 0)))).toEqual([]);
  expect(names(retained.add(at("failed too", "Failed", 5_000)))).toEqual(["failed"]);
  expect(names(retained.add(at("error", "Error", 0)))).toEqual(["error"]);
});

it("counts a workflow once, however often it changes", () => {
  const retained = new RetainedWorkflows({ completed: 1, failed: 1, errored: 1 });
  retained.add(at("one", "Succeeded", 0));
  expect(retained.add(at("one", "Succeeded", 0))).toEqual([]);
});

it("keeps what has not ended", () => {
  const retained = new RetainedWorkflows({ completed: 0, failed: 0, errored: 0 });
  expect(retained.add(at("running", "Running", 0))).toEqual([]);
});
