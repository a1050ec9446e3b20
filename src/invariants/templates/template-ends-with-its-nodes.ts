import type { NodeStatus } from "../../engine/model/node-status.ts";
import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import { type Finding, type Invariant, nothing } from "../invariant.ts";
import type { WorkflowChange } from "../observation.ts";
import { describeNode, hasEnded, isBeingEnded } from "../workflows/workflow-facts.ts";

export const templateEndsWithItsNodes: Invariant = {
  name: "template-ends-with-its-nodes",
  kind: "always",
  why: "A Steps or DAG node that ends before the nodes inside of it reports a result that is not known yet, and nobody looks at those nodes again.",
  issues: [11493, 12436, 15088],
  begin: () => ({ workflowChanged: check }),
};

function check({ t, after, changed }: WorkflowChange): readonly Finding[] {
  if (isBeingEnded(after, t)) return nothing;
  const findings: Finding[] = [];
  for (const { before, after: node } of changed) {
    const isTemplate = node.type === "Steps" || node.type === "DAG";
    if (!isTemplate || !hasEnded(node) || (before !== undefined && hasEnded(before))) continue;
    const running = runningInside(after, node);
    if (running.length === 0) continue;
    const message = `${describeNode(node)}, but ${running.map(describeNode).join(", ")}`;
    findings.push({ workflow: after.metadata.name, nodes: [node.name, ...running.map(({ name }) => name)], message });
  }
  return findings;
}

/** The nodes that the template made and that have not ended; daemons end after it. */
function runningInside({ status }: WorkflowObject, { id }: NodeStatus): NodeStatus[] {
  return [...status.nodes.values()].filter(
    (node) => node.boundaryID === id && !hasEnded(node) && node.daemoned !== true,
  );
}
