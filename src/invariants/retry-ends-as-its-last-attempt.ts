import type { NodeStatus } from "../engine/status/node-status.ts";
import type { WorkflowObject } from "../engine/status/workflow-object.ts";
import type { Finding, Invariant } from "./invariant.ts";
import type { WorkflowChange } from "./observation.ts";
import { childrenOf, describeNode, hasEnded } from "./workflow-facts.ts";

export const retryEndsAsItsLastAttempt: Invariant = {
  name: "retry-ends-as-its-last-attempt",
  kind: "always",
  why: "A retried template succeeds if and only if its last attempt did, and it ends after it.",
  issues: [13058, 15740],
  begin: () => ({ workflowChanged: check }),
};

function check({ after, changed }: WorkflowChange): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { after: node } of changed) {
    if (node.type !== "Retry" || !hasEnded(node)) continue;
    const last = lastAttempt(after, node);
    if (last === undefined || fits(node, last)) continue;
    const message = `${describeNode(node)}, but its last attempt ${describeNode(last)}`;
    findings.push({ workflow: after.metadata.name, nodes: [node.name, last.name], message });
  }
  return findings;
}

function lastAttempt(workflow: WorkflowObject, retry: NodeStatus): NodeStatus | undefined {
  return childrenOf(workflow, retry).findLast(({ nodeFlag }) => nodeFlag?.retried === true);
}

function fits(retry: NodeStatus, last: NodeStatus): boolean {
  return hasEnded(last) && (retry.phase === "Succeeded") === (last.phase === "Succeeded");
}
