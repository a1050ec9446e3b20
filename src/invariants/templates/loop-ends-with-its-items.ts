import { isFailedOrError } from "../../engine/model/node-predicates.ts";
import type { NodeStatus } from "../../engine/model/node-status.ts";
import type { Finding, Invariant } from "../invariant.ts";
import type { WorkflowChange } from "../observation.ts";
import { childrenOf, describeNode, hasEnded } from "../workflows/workflow-facts.ts";

export const loopEndsWithItsItems: Invariant = {
  name: "loop-ends-with-its-items",
  kind: "always",
  why: "The node of a loop stands for all of its items: it ends after the last of them, and succeeds when none has failed.",
  issues: [16454],
  begin: () => ({ workflowChanged: check }),
};

function check({ after, changed }: WorkflowChange): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { before, after: loop } of changed) {
    if (loop.type !== "TaskGroup" || !hasEnded(loop) || (before !== undefined && hasEnded(before))) continue;
    const items = childrenOf(after, loop).filter((item) => item.name.startsWith(`${loop.name}(`));
    const wrong = items.filter((item) => contradicts(loop, item));
    if (wrong.length === 0) continue;
    const message = `${describeNode(loop)}, but ${wrong.map(describeNode).join(", ")}`;
    findings.push({ workflow: after.metadata.name, nodes: [loop.name, ...wrong.map(({ name }) => name)], message });
  }
  return findings;
}

function contradicts(loop: NodeStatus, item: NodeStatus): boolean {
  if (!hasEnded(item)) return item.daemoned !== true;
  return loop.phase === "Succeeded" && isFailedOrError(item.phase);
}
