import { podName, podNameVersion } from "../../engine/model/node-identity.ts";
import { type NodeStatus, withoutFields } from "../../engine/model/node-status.ts";
import { templateNameOfNode } from "../../engine/model/template-name-of-node.ts";
import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import type { Release } from "../../releases/release.ts";
import type { UserOperationRefusal } from "../user-operation.ts";

/** What a retry does to the nodes of a workflow; a node in none of the sets stays as it is. Ids of nodes. */
export interface RetryPlan {
  /** Nodes that run again, with the children they keep. */
  readonly reset: ReadonlySet<string>;
  /** Nodes that go away, also from the children and outbound nodes of others. Stronger than `reset`. */
  readonly deleted: ReadonlySet<string>;
  /** Nodes that go away but stay named by others. Weaker than `reset`. */
  readonly dropped: ReadonlySet<string>;
  /** Nodes whose pods go away. */
  readonly podsOf: ReadonlySet<string>;
}

/** Leaves every node as it is. */
export const emptyPlan: RetryPlan = { reset: new Set(), deleted: new Set(), dropped: new Set(), podsOf: new Set() };

export type RetryPlanResult = { readonly ok: true; readonly plan: RetryPlan } | UserOperationRefusal;

/** The workflow after a plan, its nodes in their old order. `now` is when the nodes that are reset start, in milliseconds. */
export function applyRetryPlan(workflow: WorkflowObject, plan: RetryPlan, now: number): WorkflowObject {
  const { nodes } = workflow.status;
  const removed: string[] = [];
  const changed: [string, NodeStatus][] = [];
  for (const [id, node] of nodes.entries()) {
    const isReset = plan.reset.has(id);
    if (plan.deleted.has(id) || (plan.dropped.has(id) && !isReset)) removed.push(id);
    else changed.push([id, withoutDeleted(isReset ? resetNode(node, now) : node, plan.deleted)]);
  }
  return { ...workflow, status: { ...workflow.status, nodes: nodes.with({ delete: removed, set: changed }) } };
}

/** A node that runs again: a skipped one stays skipped, a suspended one waits for its outputs anew (`resetNode`). */
function resetNode(node: NodeStatus, now: number): NodeStatus {
  const phase = node.phase === "Skipped" ? "Skipped" : "Running";
  const reset: NodeStatus = { ...withoutFields(node, "message", "finishedAt"), phase, startedAt: now };
  if (node.type !== "Suspend" || node.outputs?.parameters === undefined) return reset;
  const parameters = node.outputs.parameters.map(({ name }) => ({ name, valueFrom: { supplied: {} } }));
  return { ...reset, outputs: { ...node.outputs, parameters } };
}

function withoutDeleted(node: NodeStatus, deleted: ReadonlySet<string>): NodeStatus {
  const isDeleted = (id: string) => deleted.has(id);
  const children = node.children?.some(isDeleted) && node.children.filter((id) => !isDeleted(id));
  const outboundNodes = node.outboundNodes?.some(isDeleted) && node.outboundNodes.filter((id) => !isDeleted(id));
  if (!children && !outboundNodes) return node;
  return { ...node, ...(children ? { children } : {}), ...(outboundNodes ? { outboundNodes } : {}) };
}

/** Names of the pods that a plan deletes, in the order of the nodes. */
export function podsToDelete(workflow: WorkflowObject, plan: RetryPlan, release: Release): readonly string[] {
  const { metadata, status } = workflow;
  const version = podNameVersion(metadata.annotations, {});
  return [...status.nodes.entries()]
    .filter(([id, node]) => plan.podsOf.has(id) && node.type === "Pod")
    .map(([, node]) => podName(version, metadata.name, node.name, templateNameOfNode(node), release));
}
