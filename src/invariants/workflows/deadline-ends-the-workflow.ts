import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import type { Finding, Invariant } from "../invariant.ts";
import { type RunEnd, wasCutOff } from "../observation.ts";
import { about, executedSpec, hasEnded, isFinished, isUnderExitHandler } from "./workflow-facts.ts";

/** How long after its deadline a workflow may take to end: pods get time to end, and the controller to see it. */
const grace = 10 * 60_000;

export const deadlineEndsTheWorkflow: Invariant = {
  name: "deadline-ends-the-workflow",
  kind: "eventually",
  why: "activeDeadlineSeconds is what a workflow may cost at most; one that outlives it can cost anything.",
  issues: [],
  begin: () => ({ runEnded: check }),
};

function check({ t, reason, workflows }: RunEnd): readonly Finding[] {
  if (wasCutOff(reason)) return [];
  return workflows.filter((workflow) => outlivesDeadline(workflow, t)).map(describe);
}

function outlivesDeadline(workflow: WorkflowObject, t: number): boolean {
  const { activeDeadlineSeconds } = executedSpec(workflow);
  const { startedAt } = workflow.status;
  if (activeDeadlineSeconds === undefined || startedAt === undefined || isFinished(workflow)) return false;
  return t > startedAt + activeDeadlineSeconds * 1000 + grace && unfinished(workflow).length > 0;
}

/** The deadline does not apply to exit handlers. */
function unfinished(workflow: WorkflowObject): string[] {
  return [...workflow.status.nodes.values()]
    .filter((node) => !hasEnded(node) && !isUnderExitHandler(workflow, node.name))
    .map(({ name }) => name);
}

function describe(workflow: WorkflowObject): Finding {
  const nodes = unfinished(workflow);
  const message = `the workflow is ${workflow.status.phase} long after its activeDeadlineSeconds: ${nodes.join(", ")}`;
  return { ...about(workflow), nodes, message };
}
