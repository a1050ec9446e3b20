import type { NodeStatus } from "../../engine/model/node-status.ts";
import type { WorkflowStatus } from "../../engine/model/workflow-object.ts";
import { isSameJson } from "../../manifest/same-json.ts";
import { type Finding, type Invariant, nothing } from "../invariant.ts";
import type { NodeChange, WorkflowChange } from "../observation.ts";
import { isFinished } from "./workflow-facts.ts";

export const finishedWorkflowStaysAsItIs: Invariant = {
  name: "finished-workflow-stays-as-it-is",
  kind: "always",
  why: "The result of a workflow is final: only a user's retry may reopen it, and only deletion may remove it.",
  issues: [15090, 16357, 16774],
  begin: () => ({ workflowChanged: check }),
};

function check({ before, after, changed, removed, isRetry }: WorkflowChange): readonly Finding[] {
  if (before === undefined || isRetry || !isFinished(before)) return nothing;
  const differences = [
    ...changedFields(before.status, after.status),
    ...changed
      .filter(isChangeOfResult)
      .map(({ before: old, after: node }) => `${node.name} ${old?.phase ?? "absent"} -> ${node.phase}`),
    ...removed.map(({ name }) => `${name} removed`),
  ];
  if (differences.length === 0) return nothing;
  const message = `the workflow had ended, and then changed: ${differences.join(", ")}`;
  return [{ workflow: after.metadata.name, nodes: changed.map((node) => node.after.name), message }];
}

/** Artifact garbage collection notes at the nodes what it has deleted. */
function isChangeOfResult({ before, after }: NodeChange): boolean {
  return !isSameJson(withoutDeletions(before), withoutDeletions(after));
}

function withoutDeletions(node: NodeStatus | undefined): NodeStatus | undefined {
  if (node?.outputs?.artifacts === undefined) return node;
  const artifacts = node.outputs.artifacts.map(({ deleted: _, ...artifact }) => artifact);
  return { ...node, outputs: { ...node.outputs, artifacts } };
}

function changedFields(before: WorkflowStatus, after: WorkflowStatus): string[] {
  const fields = ["phase", "message", "startedAt", "finishedAt"] as const;
  return fields
    .filter((field) => before[field] !== after[field])
    .map((field) => `${field} ${before[field] ?? "absent"} -> ${after[field] ?? "absent"}`);
}
