import { isFailedOrError } from "../../engine/model/node-predicates.ts";
import type { Check, Finding, Invariant } from "../invariant.ts";
import type { WorkflowChange } from "../observation.ts";
import { attemptsOf, describeNode, hasEnded, isBeingEnded, nodeKeyOf } from "../workflows/workflow-facts.ts";

export const retryEndsAsItsLastAttempt: Invariant = {
  name: "retry-ends-as-its-last-attempt",
  kind: "always",
  why: "A retried template succeeds if and only if its last attempt did, and it ends after it.",
  issues: [13058, 15740],
  begin,
};

function begin(): Check {
  const daemons = new Set<string>();
  return {
    workflowChanged(change): readonly Finding[] {
      for (const { after } of change.changed)
        if (after.daemoned === true) daemons.add(nodeKeyOf(change.after, after.name));
      return check(change, daemons);
    },
  };
}

function check({ t, after, changed }: WorkflowChange, daemons: ReadonlySet<string>): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { after: node } of changed) {
    if (node.type !== "Retry" || !hasEnded(node)) continue;
    const last = attemptsOf(after, node).at(-1);
    // A daemon that is killed fails, although it has done its part.
    if (last === undefined || daemons.has(nodeKeyOf(after, last.name))) continue;
    const fits = hasEnded(last)
      ? isFailedOrError(node.phase) === isFailedOrError(last.phase)
      : isBeingEnded(after, t) && node.phase !== "Succeeded";
    if (fits) continue;
    const message = `${describeNode(node)}, but its last attempt ${describeNode(last)}`;
    findings.push({ workflow: after.metadata.name, nodes: [node.name, last.name], message });
  }
  return findings;
}
