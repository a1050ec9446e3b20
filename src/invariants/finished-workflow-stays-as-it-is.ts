import type { WorkflowStatus } from "../engine/status/workflow-object.ts";
import { type Finding, type Invariant, nothing } from "./invariant.ts";
import type { WorkflowChange } from "./observation.ts";
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
    ...changed.map(({ before: old, after: node }) => `${node.name} ${old?.phase ?? "absent"} -> ${node.phase}`),
    ...removed.map(({ name }) => `${name} removed`),
  ];
  if (differences.length === 0) return nothing;
  const message = `the workflow had ended, and then changed: ${differences.join(", ")}`;
  return [{ workflow: after.metadata.name, nodes: changed.map((node) => node.after.name), message }];
}

function changedFields(before: WorkflowStatus, after: WorkflowStatus): string[] {
  const fields = ["phase", "message", "startedAt", "finishedAt"] as const;
  return fields
    .filter((field) => before[field] !== after[field])
    .map((field) => `${field} ${before[field] ?? "absent"} -> ${after[field] ?? "absent"}`);
}
