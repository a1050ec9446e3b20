import type { Finding, Invariant } from "../invariant.ts";
import type { WorkflowChange } from "../observation.ts";
import { childrenOf, describeNode, hasEnded } from "../workflows/workflow-facts.ts";

export const stepGroupEndsWithItsSteps: Invariant = {
  name: "step-group-ends-with-its-steps",
  kind: "always",
  why: "What follows a group of parallel steps must find all of them done, so the group ends after the last of them.",
  issues: [16450, 14032],
  begin: () => ({ workflowChanged: check }),
};

function check({ after, changed }: WorkflowChange): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { before, after: group } of changed) {
    if (group.type !== "StepGroup" || !hasEnded(group) || (before !== undefined && hasEnded(before))) continue;
    const running = childrenOf(after, group).filter((step) => !hasEnded(step) && step.daemoned !== true);
    if (running.length === 0) continue;
    const message = `${describeNode(group)}, but ${running.map(describeNode).join(", ")}`;
    findings.push({ workflow: after.metadata.name, nodes: [group.name, ...running.map(({ name }) => name)], message });
  }
  return findings;
}
