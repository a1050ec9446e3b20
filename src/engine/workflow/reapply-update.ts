import { isSameJson } from "../../manifest/same-json.ts";
import type { Release } from "../../releases/release.ts";
import { isFulfilled } from "../model/node-predicates.ts";
import type { ApiResult, KubernetesApi } from "../model/ports.ts";
import type { WorkflowObject, WorkflowStatus } from "../model/workflow-object.ts";
import { isWorkflowCompleted } from "../model/workflow-predicates.ts";

const attempts = 5;

/**
 * Puts this reconcile's changes onto the newest stored version after a conflict (`reapplyUpdate`): a merge patch from
 * the version that was read to the one that was to be written. Gives up when that would change what is done.
 */
export function reapplyUpdate(
  api: KubernetesApi,
  original: WorkflowObject,
  intended: WorkflowObject,
  changedNodes: ReadonlySet<string>,
  release: Pick<Release, "has">,
): ApiResult<WorkflowObject> {
  const { namespace, name } = intended.metadata;
  for (let attempt = 1; ; attempt++) {
    const current = api.getWorkflow(namespace, name);
    if (!current.ok) return current;
    const refusal = refusalToReapply(current.value, intended, release);
    if (refusal !== undefined) return refused(refusal);
    const answer = api.updateWorkflow(merge(current.value, original, intended, changedNodes));
    if (answer.ok || attempt === attempts) return answer;
  }
}

function refused(message: string): ApiResult<WorkflowObject> {
  return { ok: false, error: { code: 500, reason: "InternalError", message } };
}

function refusalToReapply(
  current: WorkflowObject,
  intended: WorkflowObject,
  release: Pick<Release, "has">,
): string | undefined {
  const { uid } = intended.metadata;
  if (current.metadata.uid !== uid && !release.has("recreated-workflow-overwritten")) {
    return `workflow has been recreated, not updating(${uid} -> ${current.metadata.uid})`;
  }
  if (isWorkflowCompleted(current.status.phase)) return "must never update completed workflows";
  for (const node of intended.status.nodes.values()) {
    const stored = current.status.nodes.get(node.id);
    if (stored !== undefined && isFulfilled(stored) && stored.phase !== node.phase) {
      return `must never update completed node ${node.id}`;
    }
  }
  return undefined;
}

/** Field by field, as a JSON merge patch does: what this reconcile changed wins, the rest stays as stored. */
function merge(
  current: WorkflowObject,
  original: WorkflowObject,
  intended: WorkflowObject,
  changedNodes: ReadonlySet<string>,
): WorkflowObject {
  const { nodes: _, ...originalStatus } = original.status;
  const { nodes: intendedNodes, ...intendedStatus } = intended.status;
  const { nodes: currentNodes, ...currentStatus } = current.status;
  let nodes = currentNodes;
  for (const id of changedNodes) {
    const wanted = intendedNodes.get(id);
    if (wanted === undefined) continue;
    const stored = currentNodes.get(id);
    const before = original.status.nodes.get(id);
    nodes = nodes.set(id, stored === undefined ? wanted : mergeFields(stored, before ?? {}, wanted));
  }
  return {
    metadata: {
      ...mergeFields(current.metadata, original.metadata, intended.metadata),
      resourceVersion: current.metadata.resourceVersion,
    },
    spec: mergeFields(current.spec, original.spec, intended.spec),
    status: {
      ...(mergeFields(currentStatus, originalStatus, intendedStatus) as Omit<WorkflowStatus, "nodes">),
      nodes,
    },
  };
}

/** Objects are merged to any depth; lists and plain values are replaced whole (RFC 7386). */
function mergeFields<T extends object>(current: T, original: object, intended: T): T {
  const merged: Record<string, unknown> = { ...(current as Record<string, unknown>) };
  const from = original as Record<string, unknown>;
  const to = intended as Record<string, unknown>;
  for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
    if (isSameJson(from[key], to[key])) continue;
    if (to[key] === undefined) delete merged[key];
    else if (isRecord(to[key]) && isRecord(merged[key])) {
      merged[key] = mergeFields(merged[key], isRecord(from[key]) ? from[key] : {}, to[key]);
    } else merged[key] = to[key];
  }
  return merged as T;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
