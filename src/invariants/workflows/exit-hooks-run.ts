import { onExitNodeName } from "../../engine/model/node-identity.ts";
import { isCompletedPhase } from "../../engine/model/node-predicates.ts";
import type { NodeStatus } from "../../engine/model/node-status.ts";
import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import { type Finding, type Invariant, nothing } from "../invariant.ts";
import { invocationOf } from "../nodes/template-of-node.ts";
import type { WorkflowChange } from "../observation.ts";
import { executedSpec, isFinished, nodeNamed } from "./workflow-facts.ts";

export const exitHooksRun: Invariant = {
  name: "exit-hooks-run",
  kind: "always",
  why: "A step or task that has an exit hook without a condition relies on it after every end, except by terminate.",
  issues: [14392, 15088],
  begin: () => ({ workflowChanged: check }),
};

function check({ before, after, hasBeenRetried }: WorkflowChange): readonly Finding[] {
  if (!isFinished(after) || (before !== undefined && isFinished(before)) || hasBeenRetried) return nothing;
  if (executedSpec(after).shutdown === "Terminate") return nothing;
  const findings: Finding[] = [];
  for (const node of after.status.nodes.values()) {
    if (!needsExitHook(after, node) || nodeNamed(after, onExitNodeName(node.name)) !== undefined) continue;
    const message = `${node.name} is ${node.phase}, but its exit hook never started`;
    findings.push({ workflow: after.metadata.name, nodes: [node.name], message });
  }
  return findings;
}

function needsExitHook(workflow: WorkflowObject, node: NodeStatus): boolean {
  // The items of a loop have hooks, the loop has none; so has a retried template, and none of its attempts.
  const isOwner = node.type !== "TaskGroup" && node.type !== "Skipped" && node.nodeFlag?.retried !== true;
  if (!isOwner || !isCompletedPhase(node.phase)) return false;
  const invocation = invocationOf(workflow, node);
  if (invocation?.onExit) return true;
  const hook = invocation?.hooks?.exit;
  return hook !== undefined && !hook.expression;
}
