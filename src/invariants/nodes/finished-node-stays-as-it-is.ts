import { isPhaseFulfilled } from "../../engine/model/node-predicates.ts";
import type { NodeStatus } from "../../engine/model/node-status.ts";
import { type Check, type Finding, type Invariant, nothing } from "../invariant.ts";
import { isEnd, type NodeChange, type WorkflowChange } from "../observation.ts";
import { nodeKeyOf } from "../workflows/workflow-facts.ts";

export const finishedNodeStaysAsItIs: Invariant = {
  name: "finished-node-stays-as-it-is",
  kind: "always",
  why: "Later nodes have acted on how a node ended, so only a user's retry may change that.",
  issues: [13978, 15090, 16357],
  begin,
};

function begin(): Check {
  const livingPods = new Set<string>();
  const daemons = new Set<string>();
  return {
    podCreated({ nodeKey }): readonly Finding[] {
      livingPods.add(nodeKey);
      return nothing;
    },
    podChanged({ nodeKey, change }): readonly Finding[] {
      if (isEnd(change)) livingPods.delete(nodeKey);
      return nothing;
    },
    workflowChanged(change): readonly Finding[] {
      const findings = change.isRetry ? nothing : check(change, daemons);
      for (const { after } of change.changed) {
        // Only a daemon succeeds before its pod has ended.
        const isDaemon =
          after.daemoned === true ||
          (after.phase === "Succeeded" && livingPods.has(nodeKeyOf(change.after, after.name)));
        if (isDaemon) daemons.add(nodeKeyOf(change.after, after.id));
      }
      return findings;
    },
  };
}

function check({ after, changed }: WorkflowChange, daemons: ReadonlySet<string>): readonly Finding[] {
  const findings: Finding[] = [];
  for (const change of changed) {
    // A daemon ends when it is no longer needed; its pod ends only then, or before its time, and that is a failure.
    const involvesDaemon =
      daemons.has(nodeKeyOf(after, change.after.id)) ||
      change.after.children?.some((id) => daemons.has(nodeKeyOf(after, id))) === true;
    const message = involvesDaemon ? undefined : undone(change);
    if (message === undefined) continue;
    findings.push({ workflow: after.metadata.name, nodes: [change.after.name], message });
  }
  return findings;
}

function undone({ before, after }: NodeChange): string | undefined {
  if (before === undefined || !isPhaseFulfilled(before) || isPassingError(before)) return undefined;
  if (before.phase !== after.phase) return `${after.name} was ${before.phase} and became ${after.phase}`;
  if (before.finishedAt === after.finishedAt || before.finishedAt === undefined) return undefined;
  return `${after.name} had finished at ${before.finishedAt} ms, and then at ${after.finishedAt} ms`;
}

/** A pod that is looked at before Kubernetes has given it a phase counts as an Error until it is looked at again. */
function isPassingError({ phase, message = "" }: NodeStatus): boolean {
  return phase === "Error" && message.startsWith("Unexpected pod phase");
}
