import { isFailedOrError } from "../../engine/model/node-predicates.ts";
import type { NodeStatus } from "../../engine/model/node-status.ts";
import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import type { Finding, Invariant } from "../invariant.ts";
import type { WorkflowChange } from "../observation.ts";
import { describeNode } from "../workflows/workflow-facts.ts";

export const stepsEndAsTheirGroups: Invariant = {
  name: "steps-end-as-their-groups",
  kind: "always",
  why: "A Steps node that succeeded says that each of its groups did; otherwise a failure is reported as success.",
  issues: [],
  begin: () => ({ workflowChanged: check }),
};

function check({ after, changed }: WorkflowChange): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { after: steps } of changed) {
    if (steps.type !== "Steps" || steps.phase !== "Succeeded" || steps.memoizationStatus?.hit === true) continue;
    const failed = groupsOf(after, steps).filter(({ phase }) => isFailedOrError(phase));
    if (failed.length === 0) continue;
    const message = `${describeNode(steps)}, but ${failed.map(describeNode).join(", ")}`;
    findings.push({ workflow: after.metadata.name, nodes: [steps.name, ...failed.map(({ name }) => name)], message });
  }
  return findings;
}

function groupsOf({ status }: WorkflowObject, { id }: NodeStatus): NodeStatus[] {
  return [...status.nodes.values()].filter((node) => node.type === "StepGroup" && node.boundaryID === id);
}
