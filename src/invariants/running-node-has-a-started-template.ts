import type { Finding, Invariant } from "./invariant.ts";
import type { WorkflowChange } from "./observation.ts";
import { describeNode } from "./workflow-facts.ts";

export const runningNodeHasAStartedTemplate: Invariant = {
  name: "running-node-has-a-started-template",
  kind: "always",
  why: "A Steps or DAG node that is Pending has not begun, so nothing inside of it can have started.",
  issues: [],
  begin: () => ({ workflowChanged: check }),
};

function check({ after, changed }: WorkflowChange): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { after: node } of changed) {
    if (node.boundaryID === undefined || node.phase === "Pending") continue;
    const boundary = after.status.nodes.get(node.boundaryID);
    if (boundary === undefined || boundary.phase !== "Pending" || boundary.type === "Pod") continue;
    const message = `${describeNode(node)}, but ${describeNode(boundary)}`;
    findings.push({ workflow: after.metadata.name, nodes: [boundary.name, node.name], message });
  }
  return findings;
}
