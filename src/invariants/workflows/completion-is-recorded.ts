import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import { completedLabel } from "../../timeline/workflow-view.ts";
import type { Finding, Invariant } from "../invariant.ts";
import { isFinished } from "./workflow-facts.ts";

export const completionIsRecorded: Invariant = {
  name: "completion-is-recorded",
  kind: "always",
  why: "Phase, label, condition and finishedAt all say that a workflow is done; clean-up, archive and users each read another of them.",
  issues: [],
  begin: () => ({ workflowChanged: ({ after }) => check(after) }),
};

function check(workflow: WorkflowObject): readonly Finding[] {
  const { metadata, status } = workflow;
  const done = isFinished(workflow);
  const condition = status.conditions?.find(({ type }) => type === "Completed");
  const records: readonly [string, boolean][] = [
    [`the label ${completedLabel}`, metadata.labels?.[completedLabel] === "true"],
    ["the condition Completed", condition?.status === "True"],
    ["finishedAt", status.finishedAt !== undefined],
  ];
  const wrong = records.filter(([, says]) => says !== done).map(([record]) => record);
  if (wrong.length === 0) return [];
  const says = done ? "misses" : "already has";
  const message = `the workflow is ${status.phase || "new"}, but ${says} ${wrong.join(", ")}`;
  return [{ workflow: metadata.name, nodes: [], message }];
}
