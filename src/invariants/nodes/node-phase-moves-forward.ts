import { type Finding, type Invariant, nothing } from "../invariant.ts";
import type { WorkflowChange } from "../observation.ts";

export const nodePhaseMovesForward: Invariant = {
  name: "node-phase-moves-forward",
  kind: "always",
  why: "What runs has started: a node that goes from Running back to Pending is executed twice or waits for nothing.",
  issues: [12756],
  begin: () => ({ workflowChanged: check }),
};

function check({ after, changed, isRetry }: WorkflowChange): readonly Finding[] {
  if (isRetry) return nothing;
  const findings: Finding[] = [];
  for (const { before, after: node } of changed) {
    if (before?.phase !== "Running" || node.phase !== "Pending") continue;
    const message = `${node.name} was Running and became Pending`;
    findings.push({ workflow: after.metadata.name, nodes: [node.name], message });
  }
  return findings;
}
