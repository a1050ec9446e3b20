import { describe, expect, it } from "vitest";
import type { WorkflowPhase } from "../../../src/engine/model/workflow-object.ts";
import { decidePodCleanup } from "../../../src/engine/pods/cleanup-decision.ts";
import { examplePod } from "./example-pod.ts";

const succeeded = examplePod("Succeeded");
const failed = examplePod("Failed");

describe("what becomes of the pod of a fulfilled node", () => {
  it.for<[strategy: string | undefined, phase: WorkflowPhase, ofSucceeded: string, ofFailed: string]>([
    [undefined, "Running", "labelPodCompleted", "labelPodCompleted"],
    ["OnPodCompletion", "Running", "deletePod", "deletePod"],
    ["OnPodSuccess", "Running", "deletePod", "labelPodCompleted"],
    ["OnWorkflowCompletion", "Running", "keep", "keep"],
    ["OnWorkflowCompletion", "Failed", "deletePod", "deletePod"],
    ["OnWorkflowSuccess", "Running", "keep", "keep"],
    ["OnWorkflowSuccess", "Succeeded", "deletePod", "deletePod"],
    ["OnWorkflowSuccess", "Error", "labelPodCompleted", "labelPodCompleted"],
  ])("%s in a workflow that is %s", ([strategy, phase, ofSucceeded, ofFailed]) => {
    const podGC = strategy === undefined ? {} : { strategy };
    expect(decidePodCleanup(podGC, phase, succeeded)).toBe(ofSucceeded);
    expect(decidePodCleanup(podGC, phase, failed)).toBe(ofFailed);
  });

  it("is labelled completed without a podGC", () => {
    expect(decidePodCleanup(undefined, "Running", succeeded)).toBe("labelPodCompleted");
  });

  it("is labelled completed when the selector does not mean it", () => {
    const podGC = { strategy: "OnPodCompletion", labelSelector: { matchLabels: { tier: "batch" } } };
    expect(decidePodCleanup(podGC, "Running", succeeded)).toBe("labelPodCompleted");
    const labelled = { ...succeeded, metadata: { ...succeeded.metadata, labels: { tier: "batch" } } };
    expect(decidePodCleanup(podGC, "Running", labelled)).toBe("deletePod");
  });
});
