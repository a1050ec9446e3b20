import { isPhaseFulfilled } from "../engine/status/node-predicates.ts";
import { type Finding, type Invariant, nothing } from "./invariant.ts";
import type { NodeChange, WorkflowChange } from "./observation.ts";

export const finishedNodeStaysAsItIs: Invariant = {
  name: "finished-node-stays-as-it-is",
  kind: "always",
  why: "Later nodes have acted on how a node ended, so only a user's retry may change that.",
  issues: [13978, 15090, 16357],
  begin: () => ({ workflowChanged: check }),
};

function check({ after, changed, isRetry }: WorkflowChange): readonly Finding[] {
  if (isRetry) return nothing;
  const findings: Finding[] = [];
  for (const change of changed) {
    const message = undone(change);
    if (message !== undefined) {
      findings.push({ workflow: after.metadata.name, nodes: [change.after.name], message });
    }
  }
  return findings;
}

function undone({ before, after }: NodeChange): string | undefined {
  if (before === undefined || !isPhaseFulfilled(before)) return undefined;
  if (before.phase !== after.phase) return `${after.name} was ${before.phase} and became ${after.phase}`;
  if (before.finishedAt === after.finishedAt || before.finishedAt === undefined) return undefined;
  return `${after.name} had finished at ${before.finishedAt} ms, and then at ${after.finishedAt} ms`;
}
