import type { NodeStatus } from "../../engine/model/node-status.ts";
import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import { type Finding, type Invariant, nothing } from "../invariant.ts";
import { isFinished } from "../workflows/workflow-facts.ts";

export const nodeReferencesExist: Invariant = {
  name: "node-references-exist",
  kind: "always",
  why: "Children, boundary and outbound nodes are how the controller and every user interface walk the tree; an id without a node ends in a panic or an empty graph.",
  issues: [12997, 13214],
  begin: () => ({ workflowChanged: ({ after }) => (isFinished(after) ? check(after) : nothing) }),
};

function check(workflow: WorkflowObject): readonly Finding[] {
  const findings: Finding[] = [];
  for (const node of workflow.status.nodes.values()) {
    const missing = missingReferences(workflow, node);
    if (missing.length === 0) continue;
    const message = `${node.name} refers to nodes that do not exist: ${missing.join(", ")}`;
    findings.push({ workflow: workflow.metadata.name, nodes: [node.name], message });
  }
  return findings;
}

function missingReferences({ status }: WorkflowObject, node: NodeStatus): string[] {
  const { boundaryID, children = [], outboundNodes = [] } = node;
  const missing = (ids: readonly string[], as: string) =>
    ids.filter((id) => !status.nodes.has(id)).map((id) => `${id} as ${as}`);
  return [
    ...missing(boundaryID === undefined ? [] : [boundaryID], "boundary"),
    ...missing(children, "child"),
    ...missing(outboundNodes, "outbound node"),
  ];
}
