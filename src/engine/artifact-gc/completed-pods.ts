import { keyOf, type OpenOrder } from "../model/open-order.ts";
import type { ArtifactGCTask, Pod } from "../model/pod.ts";
import type { Operation } from "../reconcile/operation.ts";
import { artifactGCStrategyAnnotation } from "./artifact-gc-pod.ts";
import { removeArtifactGCFinalizer } from "./finalizer.ts";
import { artifactGCStrategyOf } from "./strategy.ts";

const openResults: OpenOrder<readonly [string, unknown]> = { what: "artifact GC results", nameOf: keyOf, goes: "any" };

/**
 * Takes over what pods that have ended say of their artifacts, and removes the finalizer when there is nothing more to
 * collect (`processArtifactGCCompletion`). Answers false when a pod's answer cannot be used.
 */
export function processCompletedPods(operation: Operation): boolean {
  let anySucceeded = false;
  for (const pod of operation.ports.caches.podsOfWorkflow(operation.namespace, operation.name)) {
    const { artifactGCStatus = {} } = operation.status;
    const { phase } = pod.status;
    if (pod.spec.component !== "artifact-gc" || artifactGCStatus.podsRecouped?.[pod.metadata.name] === true) continue;
    if (phase !== "Succeeded" && phase !== "Failed") continue;
    if (!processCompletedPod(operation, pod)) return false;
    const podsRecouped = { ...artifactGCStatus.podsRecouped, [pod.metadata.name]: true };
    operation.patchStatus({ artifactGCStatus: { ...artifactGCStatus, podsRecouped } });
    operation.updated = true;
    if (phase === "Succeeded") anySucceeded = true;
  }
  if (mayGo(operation, anySucceeded)) removeArtifactGCFinalizer(operation);
  return true;
}

function mayGo(operation: Operation, anySucceeded: boolean): boolean {
  if (operation.executionSpec.artifactGC?.forceFinalizerRemoval === true) {
    return operation.status.artifactGCStatus?.podsRecouped !== undefined;
  }
  if (!anySucceeded && operation.has("artifact-gc-finalizer-waits-for-a-pod")) return false;
  return areAllDeleted(operation);
}

/** Whether no artifact is left that any strategy would delete, now or later. */
function areAllDeleted({ nodes, executionSpec }: Operation): boolean {
  for (const { type, outputs } of nodes.current.values()) {
    if (type !== "Pod") continue;
    for (const artifact of outputs?.artifacts ?? []) {
      if (artifact.deleted !== true && artifactGCStrategyOf(artifact, executionSpec) !== "Never") return false;
    }
  }
  return true;
}

function processCompletedPod(operation: Operation, { metadata, status }: Pod): boolean {
  const strategy = metadata.annotations?.[artifactGCStrategyAnnotation];
  if (strategy === undefined) return false;
  if (status.phase === "Failed") {
    const what = `Artifact Garbage Collection failed for strategy ${strategy}, pod ${metadata.name}`;
    reportError(operation, `${what} exited with non-zero exit code: check pod logs for more information`);
  }
  const { api } = operation.ports;
  const tasks = api.listArtifactGCTasks(operation.namespace, metadata.name);
  if (!tasks.ok) return false;
  for (const task of tasks.value) {
    const processed = processTask(operation, task);
    if (processed === "unusable") return false;
    if (processed === "deleted" && status.phase === "Succeeded") {
      api.deleteArtifactGCTask(operation.namespace, task.metadata.name);
    }
  }
  return true;
}

/** Marks the artifacts that are gone (`processCompletedWorkflowArtifactGCTask`). */
function processTask(operation: Operation, task: ArtifactGCTask): "deleted" | "failed" | "unusable" {
  let failed = false;
  for (const [nodeID, results] of operation.ports.order(
    openResults,
    operation.name,
    Object.entries(task.results ?? {}),
  )) {
    const node = operation.nodes.get(nodeID);
    if (node?.outputs === undefined) return "unusable";
    const artifacts = node.outputs.artifacts?.map((artifact) => {
      const result = results[artifact.name];
      if (result === undefined) return artifact;
      if (result.error !== undefined) {
        failed = true;
        reportError(operation, `${result.error} (artifactGCTask: ${task.metadata.name})`);
      }
      const { deleted: _, ...kept } = artifact;
      return result.error === undefined ? { ...kept, deleted: true } : kept;
    });
    operation.nodes.set({ ...node, outputs: { ...node.outputs, ...(artifacts && { artifacts }) } });
  }
  return failed ? "failed" : "deleted";
}

function reportError(operation: Operation, message: string): void {
  operation.upsertCondition({ type: "ArtifactGCError", status: "True", message });
}
