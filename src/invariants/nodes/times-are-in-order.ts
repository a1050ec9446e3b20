import type { NodeStatus } from "../../engine/model/node-status.ts";
import { type Finding, type Invariant, nothing } from "../invariant.ts";
import type { WorkflowChange } from "../observation.ts";
import { hasEnded, isFinished } from "../workflows/workflow-facts.ts";

export const timesAreInOrder: Invariant = {
  name: "times-are-in-order",
  kind: "always",
  why: "Durations, time limits, back-off and clean-up are computed from startedAt and finishedAt: both exist in the end, and in this order.",
  issues: [],
  begin: () => ({ workflowChanged: check }),
};

function check({ after, changed, hasBeenRetried }: WorkflowChange): readonly Finding[] {
  if (hasBeenRetried) return nothing;
  const workflow = after.metadata.name;
  const findings: Finding[] = [];
  for (const { after: node } of changed) {
    const message = disorder(node);
    if (message !== undefined) findings.push({ workflow, nodes: [node.name], message });
  }
  const { startedAt, finishedAt } = after.status;
  if (isFinished(after) && (finishedAt === undefined || finishedAt < (startedAt ?? 0))) {
    const message = `the workflow started at ${startedAt} ms and finished at ${finishedAt} ms`;
    findings.push({ workflow, nodes: [], message });
  }
  return findings;
}

function disorder(node: NodeStatus): string | undefined {
  const { name, phase, startedAt, finishedAt } = node;
  // A node that is ended with its pod gets its finishedAt later, from the pod.
  if (finishedAt === undefined) return undefined;
  // A daemon has done its part once it is ready.
  if (!hasEnded(node) && node.daemoned !== true) return `${name} is ${phase}, but finished at ${finishedAt} ms`;
  if (startedAt === undefined || startedAt <= finishedAt) return undefined;
  return `${name} started at ${startedAt} ms, after it finished at ${finishedAt} ms`;
}
