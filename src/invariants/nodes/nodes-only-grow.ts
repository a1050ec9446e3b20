import type { NodeStatus } from "../../engine/model/node-status.ts";
import { type Finding, type Invariant, nothing } from "../invariant.ts";
import type { WorkflowChange } from "../observation.ts";

export const nodesOnlyGrow: Invariant = {
  name: "nodes-only-grow",
  kind: "always",
  why: "The nodes are the workflow's memory: without a user's retry none is removed, loses a child, or becomes another.",
  issues: [15090, 16774],
  begin: () => ({ workflowChanged: check }),
};

const fixedFields = ["name", "type", "boundaryID", "templateName"] as const;

function check({ after, changed, removed, isRetry }: WorkflowChange): readonly Finding[] {
  if (isRetry) return nothing;
  const workflow = after.metadata.name;
  const findings: Finding[] = removed.map(({ name }) => ({ workflow, nodes: [name], message: `${name} was removed` }));
  for (const { before, after: node } of changed) {
    const message = before && loss(before, node);
    if (message !== undefined) findings.push({ workflow, nodes: [node.name], message });
  }
  return findings;
}

function loss(before: NodeStatus, after: NodeStatus): string | undefined {
  for (const field of fixedFields) {
    if (before[field] === after[field]) continue;
    return `the ${field} of ${after.name} was ${before[field] ?? "absent"} and became ${after[field] ?? "absent"}`;
  }
  const children = new Set(after.children);
  const lost = before.children?.find((id) => !children.has(id));
  return lost === undefined ? undefined : `${after.name} lost its child ${lost}`;
}
