import type { Finding, Invariant } from "../invariant.ts";
import { type RunEnd, wasCutOff } from "../observation.ts";
import { about, describeNode, executedSpec, hasEnded, isFinished } from "./workflow-facts.ts";

export const shutdownEndsTheWorkflow: Invariant = {
  name: "shutdown-ends-the-workflow",
  kind: "eventually",
  why: "Stop and terminate are how a user gets rid of a workflow; one that goes on for ever afterwards can only be deleted.",
  issues: [12103, 13214, 16776, 16777, 17041],
  begin: () => ({ runEnded: check }),
};

function check({ reason, workflows }: RunEnd): readonly Finding[] {
  if (wasCutOff(reason)) return [];
  return workflows
    .filter((workflow) => !isFinished(workflow) && executedSpec(workflow).shutdown)
    .map((workflow) => {
      const waiting = [...workflow.status.nodes.values()].filter((node) => !hasEnded(node));
      const told = `the workflow was told to ${executedSpec(workflow).shutdown}, but is ${workflow.status.phase}`;
      return {
        ...about(workflow),
        nodes: waiting.map(({ name }) => name),
        message: [told, ...waiting.map(describeNode)].join(", "),
      };
    });
}
