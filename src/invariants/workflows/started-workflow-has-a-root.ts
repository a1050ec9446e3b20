import { type Finding, type Invariant, nothing } from "../invariant.ts";
import type { WorkflowChange } from "../observation.ts";
import { rootNode } from "./workflow-facts.ts";

export const startedWorkflowHasARoot: Invariant = {
  name: "started-workflow-has-a-root",
  kind: "always",
  why: "All nodes hang below the node of the entrypoint; a workflow that succeeded without one did nothing.",
  issues: [],
  begin: () => ({ workflowChanged: check }),
};

function check({ after, isRetry }: WorkflowChange): readonly Finding[] {
  const { phase, nodes } = after.status;
  // A workflow may fail before it begins: its spec is invalid, or it is stopped while it waits for a lock.
  const hasBegun = phase === "Succeeded" || nodes.size > 0;
  // A retry removes the nodes that are to run again, the root too if it is one of them.
  if (isRetry || !hasBegun || rootNode(after) !== undefined) return nothing;
  const { name } = after.metadata;
  return [{ workflow: name, nodes: [name], message: `the workflow is ${phase}, but its root node ${name} is missing` }];
}
