import type { PodGC } from "../../manifest/types.ts";
import { matchesLabels } from "../model/label-selector.ts";
import type { Pod } from "../model/pod.ts";
import type { WorkflowPhase } from "../model/workflow-object.ts";

/** What becomes of the pod of a fulfilled node. */
export type PodCleanupDecision = "deletePod" | "labelPodCompleted" | "keep";

/** Whether the pod is known to be labelled already. */
export function isLabelledCompleted({ metadata }: Pod): boolean {
  return metadata.labels?.["workflows.argoproj.io/completed"] === "true";
}

/**
 * Decides about the pod of a fulfilled node (`determinePodCleanupAction`). Pods that will never be deleted are labelled
 * completed, which takes them out of the controller's sight.
 *
 * @param podGC the `podGC` of the workflow; without one no pod is ever deleted
 */
export function decidePodCleanup(podGC: PodGC | undefined, phase: WorkflowPhase, pod: Pod): PodCleanupDecision {
  const strategy = podGC?.strategy;
  if (podGC === undefined || strategy === undefined) return "labelPodCompleted";
  const { labelSelector } = podGC;
  if (labelSelector !== undefined && !matchesLabels(labelSelector, pod.metadata.labels ?? {}))
    return "labelPodCompleted";
  const isCompleted = phase === "Succeeded" || phase === "Failed" || phase === "Error";
  switch (strategy) {
    case "OnWorkflowCompletion":
      if (isCompleted) return "deletePod";
      break;
    case "OnWorkflowSuccess":
      if (phase === "Succeeded") return "deletePod";
      break;
    case "OnPodCompletion":
      return "deletePod";
    case "OnPodSuccess":
      if (pod.status.phase === "Succeeded") return "deletePod";
      if (pod.status.phase === "Failed") return "labelPodCompleted";
      break;
  }
  return isCompleted ? "labelPodCompleted" : "keep";
}
