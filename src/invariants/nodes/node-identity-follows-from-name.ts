import { nodeID } from "../../engine/model/node-identity.ts";
import type { Finding, Invariant } from "../invariant.ts";
import type { WorkflowChange } from "../observation.ts";

export const nodeIdentityFollowsFromName: Invariant = {
  name: "node-identity-follows-from-name",
  kind: "always",
  why: "The controller finds a node and its pod again by an id made from the node's name; a node under another id is lost and run again.",
  issues: [5486, 16774],
  begin: () => ({ workflowChanged: check }),
};

function check({ after, changed }: WorkflowChange): readonly Finding[] {
  const workflow = after.metadata.name;
  const findings: Finding[] = [];
  for (const { after: node } of changed) {
    const id = nodeID(workflow, node.name);
    if (node.name !== "" && node.id === id && after.status.nodes.has(id)) continue;
    const message = `the node "${node.name}" has the id "${node.id}" instead of "${id}"`;
    findings.push({ workflow, nodes: [node.name], message });
  }
  return findings;
}
