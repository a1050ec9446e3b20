import type { Finding, Invariant } from "./invariant.ts";
import type { WorkflowChange } from "./observation.ts";
import { describeNode } from "./workflow-facts.ts";

export const nodeThatWaitsForALockIsPending: Invariant = {
  name: "node-that-waits-for-a-lock-is-pending",
  kind: "always",
  why: "A node that waits for a mutex or semaphore must not run yet, or the lock protects nothing.",
  issues: [16567],
  begin: () => ({ workflowChanged: check }),
};

function check({ after, changed }: WorkflowChange): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { after: node } of changed) {
    const waiting = node.synchronizationStatus?.waiting;
    if (!waiting || node.phase === "Pending") continue;
    const message = `${describeNode(node)}, but waits for ${waiting}`;
    findings.push({ workflow: after.metadata.name, nodes: [node.name], message });
  }
  return findings;
}
