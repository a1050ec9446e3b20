import type { Artifact } from "../../manifest/types.ts";
import type { NodeStatus } from "../model/node-status.ts";
import { itself, keyOf, type OpenOrder } from "../model/open-order.ts";
import { templateNameOfNode } from "../model/template-name-of-node.ts";
import type { Operation } from "../reconcile/operation.ts";
import {
  type ArtifactGCPodInfo,
  artifactGCPodInfo,
  artifactGCPodName,
  createArtifactGCPod,
} from "./artifact-gc-pod.ts";
import { processCompletedPods } from "./completed-pods.ts";
import { isArtifactGCEnabled } from "./is-enabled.ts";
import { type ArtifactGCStrategy, artifactGCStrategyOf } from "./strategy.ts";

const openStrategies: OpenOrder<ArtifactGCStrategy> = { what: "artifact GC strategies", nameOf: itself, goes: "round" };
const openPods: OpenOrder<readonly [string, PodWork]> = { what: "artifact GC pods", nameOf: keyOf, goes: "round" };

/** What one pod is to delete: names of artifacts by the node that they came out of. */
interface PodWork {
  readonly info: ArtifactGCPodInfo;
  readonly artifacts: Map<string, string[]>;
}

/**
 * Deletes the artifacts of a workflow that has ended, in pods of their own, and lets go of the workflow once they are
 * gone (`garbageCollectArtifacts`). Answers false when that fails, which ends the reconcile.
 */
export function collectArtifacts(operation: Operation): boolean {
  if (!isArtifactGCEnabled(operation)) return true;
  for (const strategy of operation.ports.order(openStrategies, operation.name, strategiesReady(operation))) {
    const started = startStrategy(operation, strategy);
    const { artifactGCStatus = {} } = operation.status;
    const strategiesProcessed = { ...artifactGCStatus.strategiesProcessed, [strategy]: true };
    operation.patchStatus({ artifactGCStatus: { ...artifactGCStatus, strategiesProcessed } });
    operation.updated = true;
    // A strategy that failed counts as processed, and is not tried again.
    if (!started) return false;
  }
  return processCompletedPods(operation);
}

function strategiesReady({ metadata, status }: Operation): readonly ArtifactGCStrategy[] {
  const isDeleted = metadata.deletionTimestamp !== undefined;
  const isCompleted = metadata.labels?.["workflows.argoproj.io/completed"] === "true";
  const ready: ArtifactGCStrategy[] = [
    ...(isCompleted || isDeleted ? (["OnWorkflowCompletion"] as const) : []),
    ...(isDeleted ? (["OnWorkflowDeletion"] as const) : []),
  ];
  return ready.filter((strategy) => status.artifactGCStatus?.strategiesProcessed?.[strategy] !== true);
}

/** Starts a pod for all artifacts that need the same permissions (`processArtifactGCStrategy`). */
function startStrategy(operation: Operation, strategy: ArtifactGCStrategy): boolean {
  const pods = new Map<string, PodWork>();
  for (const [node, artifact] of artifactsToCollect(operation, strategy)) {
    if (!hasTemplate(operation, node)) return false;
    const info = artifactGCPodInfo(artifact, operation.executionSpec);
    const name = artifactGCPodName(operation.name, strategy, info);
    const work = pods.get(name) ?? { info, artifacts: new Map<string, string[]>() };
    pods.set(name, work);
    work.artifacts.set(node.id, [...(work.artifacts.get(node.id) ?? []), artifact.name]);
  }
  const { order, api } = operation.ports;
  for (const [name, { info, artifacts }] of order(openPods, operation.name, [...pods])) {
    const task = api.createArtifactGCTask(taskOf(operation, name, artifacts));
    if (!task.ok && task.error.reason !== "AlreadyExists") return false;
    if (!createArtifactGCPod(operation, name, strategy, info)) return false;
  }
  return true;
}

function* artifactsToCollect(operation: Operation, strategy: string): Generator<readonly [NodeStatus, Artifact]> {
  for (const node of operation.nodes.current.values()) {
    if (node.type !== "Pod") continue;
    for (const artifact of node.outputs?.artifacts ?? []) {
      if (artifactGCStrategyOf(artifact, operation.executionSpec) === strategy && artifact.deleted !== true) {
        yield [node, artifact];
      }
    }
  }
}

/** A template that was written in place has no name to be found by. */
function hasTemplate({ spec, status }: Operation, node: NodeStatus): boolean {
  const name = templateNameOfNode(node);
  if (name === "") return false;
  const templates = [
    ...(spec.templates ?? []),
    ...(status.storedWorkflowTemplateSpec?.templates ?? []),
    ...Object.values(status.storedTemplates ?? {}),
  ];
  return templates.some((template) => template.name === name);
}

function taskOf({ namespace, name, metadata }: Operation, podName: string, artifacts: ReadonlyMap<string, string[]>) {
  const owner = { apiVersion: "argoproj.io/v1alpha1", kind: "Workflow", name, uid: metadata.uid, controller: true };
  return {
    metadata: { name: `${podName}-0`, namespace, ownerReferences: [{ ...owner, blockOwnerDeletion: true }] },
    podName,
    artifactsByNode: Object.fromEntries(artifacts),
  };
}
