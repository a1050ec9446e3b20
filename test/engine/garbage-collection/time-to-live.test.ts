import { describe, expect, it } from "vitest";
import { deletionDelay, isDone } from "../../../src/engine/garbage-collection/time-to-live.ts";
import type { WorkflowPhase } from "../../../src/engine/model/workflow-object.ts";
import type { TTLStrategy } from "../../../src/manifest/types.ts";
import { finishedWorkflow } from "./finished-workflow.ts";

/** The workflow ended 10 s after the beginning. */
function delay(phase: WorkflowPhase, ttlStrategy: TTLStrategy, now: number): number | undefined {
  return deletionDelay(finishedWorkflow("demo", phase, { ttlStrategy }), now);
}

describe("after how long a finished workflow is deleted", () => {
  const strategy = { secondsAfterCompletion: 30, secondsAfterFailure: 60, secondsAfterSuccess: 5 };

  it.for<[phase: WorkflowPhase, seconds: number]>([
    ["Succeeded", 5],
    ["Failed", 60],
    ["Error", 30],
  ])("%s: %i seconds and one more", ([phase, seconds]) => {
    expect(delay(phase, strategy, 10_000)).toBe((seconds + 1) * 1000);
    expect(delay(phase, strategy, 12_500)).toBe((seconds + 1) * 1000 - 2_500);
  });

  it("is never when the strategy does not speak of its phase", () => {
    expect(delay("Succeeded", { secondsAfterFailure: 60 }, 10_000)).toBeUndefined();
    expect(delay("Error", { secondsAfterFailure: 60 }, 10_000)).toBeUndefined();
    expect(deletionDelay(finishedWorkflow("demo", "Succeeded"), 10_000)).toBeUndefined();
  });

  it("is past when it has expired long ago", () => {
    expect(delay("Succeeded", { secondsAfterCompletion: 0 }, 3_600_000)).toBeLessThan(0);
  });

  it("takes the strategy of the WorkflowTemplate where the workflow has none", () => {
    const workflow = finishedWorkflow("demo", "Succeeded");
    const status = { ...workflow.status, storedWorkflowTemplateSpec: { ttlStrategy: { secondsAfterCompletion: 7 } } };
    expect(deletionDelay({ ...workflow, status }, 10_000)).toBe(8_000);
  });
});

describe("a workflow is done", () => {
  const workflow = finishedWorkflow("demo", "Succeeded");
  const { metadata } = workflow;

  it("once it carries the label", () => {
    expect(isDone(workflow)).toBe(true);
    expect(isDone({ ...workflow, metadata: { ...metadata, labels: {} } })).toBe(false);
  });

  it("but not while it is still to be archived or is being deleted", () => {
    const labels = { ...metadata.labels, "workflows.argoproj.io/workflow-archiving-status": "Pending" };
    expect(isDone({ ...workflow, metadata: { ...metadata, labels } })).toBe(false);
    expect(isDone({ ...workflow, metadata: { ...metadata, deletionTimestamp: 11_000 } })).toBe(false);
  });
});
