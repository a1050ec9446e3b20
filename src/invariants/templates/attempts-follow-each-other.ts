import { attemptName } from "../../engine/model/node-identity.ts";
import type { NodeStatus } from "../../engine/model/node-status.ts";
import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import { type Finding, type Invariant, nothing } from "../invariant.ts";
import type { WorkflowChange } from "../observation.ts";
import { attemptsOf, describeNode, hasEnded } from "../workflows/workflow-facts.ts";

export const attemptsFollowEachOther: Invariant = {
  name: "attempts-follow-each-other",
  kind: "always",
  why: "A retried template runs once at a time: attempts are numbered from 0, and a new one starts when the one before has failed.",
  issues: [13165],
  begin: () => ({ workflowChanged: check }),
};

function check({ after, changed, hasBeenRetried }: WorkflowChange): readonly Finding[] {
  // A retry may remove some attempts and keep others.
  if (hasBeenRetried) return nothing;
  const findings: Finding[] = [];
  for (const { after: node } of changed) {
    const message = node.type === "Retry" ? disorder(after, node) : undefined;
    if (message !== undefined) findings.push({ workflow: after.metadata.name, nodes: [node.name], message });
  }
  return findings;
}

function disorder(workflow: WorkflowObject, retry: NodeStatus): string | undefined {
  const attempts = attemptsOf(workflow, retry);
  for (const [index, attempt] of attempts.entries()) {
    const expected = attemptName(retry.name, index);
    if (attempt.name !== expected) return `attempt ${index} of ${retry.name} is called ${attempt.name}`;
    const isLast = index === attempts.length - 1;
    if (!isLast && !hasEnded(attempt)) return `${describeNode(attempt)}, but a further attempt has started`;
    if (!isLast && attempt.phase === "Succeeded" && attempt.daemoned === undefined) {
      return `${describeNode(attempt)}, but a further attempt has started`;
    }
  }
  return undefined;
}
