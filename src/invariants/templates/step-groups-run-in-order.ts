import { stepGroupName } from "../../engine/model/node-identity.ts";
import type { NodeStatus } from "../../engine/model/node-status.ts";
import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import { type Finding, type Invariant, nothing } from "../invariant.ts";
import type { WorkflowChange } from "../observation.ts";
import { describeNode, nodeNamed } from "../workflows/workflow-facts.ts";

export const stepGroupsRunInOrder: Invariant = {
  name: "step-groups-run-in-order",
  kind: "always",
  why: "Steps are written one after the other because each needs the one before: a group starts when the one before has succeeded.",
  issues: [],
  begin: () => ({ workflowChanged: check }),
};

function check({ after, changed, isRetry }: WorkflowChange): readonly Finding[] {
  // A memoized resubmission takes over the groups of another workflow.
  if (isRetry) return nothing;
  const findings: Finding[] = [];
  for (const { before, after: group } of changed) {
    if (before !== undefined || group.type !== "StepGroup") continue;
    const previous = previousGroup(after, group);
    if (previous === undefined || previous.phase === "Succeeded") continue;
    const message = `${group.name} started, but ${describeNode(previous)}`;
    findings.push({ workflow: after.metadata.name, nodes: [group.name, previous.name], message });
  }
  return findings;
}

function previousGroup(workflow: WorkflowObject, { name }: NodeStatus): NodeStatus | undefined {
  const [, steps, index] = /^(.*)\[(\d+)\]$/s.exec(name) ?? [];
  if (steps === undefined || index === undefined || index === "0") return undefined;
  return nodeNamed(workflow, stepGroupName(steps, Number(index) - 1));
}
