import type { NodeStatus } from "../../engine/model/node-status.ts";
import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import { type Finding, type Invariant, nothing } from "../invariant.ts";
import { templateOf } from "../nodes/template-of-node.ts";
import type { WorkflowChange } from "../observation.ts";
import { attemptsOf, executedSpec } from "../workflows/workflow-facts.ts";

export const attemptsStayWithinTheLimit: Invariant = {
  name: "attempts-stay-within-the-limit",
  kind: "always",
  why: "A retryStrategy with a limit runs its template once, and at most so many times again.",
  issues: [],
  begin: () => ({ workflowChanged: check }),
};

function check({ after, changed, hasBeenRetried }: WorkflowChange): readonly Finding[] {
  if (hasBeenRetried) return nothing;
  const findings: Finding[] = [];
  for (const { after: node } of changed) {
    const limit = node.type === "Retry" ? limitOf(after, node) : undefined;
    if (limit === undefined) continue;
    const attempts = attemptsOf(after, node).length;
    if (attempts <= limit + 1) continue;
    const message = `${node.name} has ${attempts} attempts, but the limit of its retryStrategy is ${limit}`;
    findings.push({ workflow: after.metadata.name, nodes: [node.name], message });
  }
  return findings;
}

/** The limit, where it is written as a number. */
function limitOf(workflow: WorkflowObject, node: NodeStatus): number | undefined {
  const template = templateOf(workflow, node);
  const { limit } = template?.retryStrategy ?? executedSpec(workflow).retryStrategy ?? {};
  return template !== undefined && /^\d+$/.test(String(limit)) ? Number(limit) : undefined;
}
