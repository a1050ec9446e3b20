import { isPhaseFulfilled } from "../../engine/model/node-predicates.ts";
import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import { type Finding, type Invariant, nothing } from "../invariant.ts";
import { about, describeNode, executedSpec, isFinished } from "../workflows/workflow-facts.ts";
import { type HeldLock, heldLocks } from "./held-locks.ts";

export const lockHoldersAreUnfinished: Invariant = {
  name: "lock-holders-are-unfinished",
  kind: "always",
  why: "A mutex or semaphore that is held by something that has ended is free to nobody, and all who wait for it wait for ever.",
  issues: [14461, 16405, 16567],
  begin: () => ({
    workflowChanged: ({ before, after }) => (before?.status.synchronization ? check(after, before) : nothing),
    runEnded: ({ workflows }) => workflows.flatMap((workflow) => check(workflow, workflow)),
  }),
};

/** @param before as it was a reconcile ago: a lock is given back in the one that follows the end of its holder */
function check(workflow: WorkflowObject, before: WorkflowObject): readonly Finding[] {
  // The controller does nothing for a workflow while it is suspended.
  if (executedSpec(workflow).suspend === true || executedSpec(before).suspend === true) return nothing;
  const findings: Finding[] = [];
  for (const held of heldLocks(workflow)) {
    const message = fault(workflow, before, held);
    if (message !== undefined) findings.push({ ...about(workflow), nodes: [], message });
  }
  return findings;
}

function fault(workflow: WorkflowObject, before: WorkflowObject, { lock, holder }: HeldLock): string | undefined {
  const { name } = workflow.metadata;
  if (isFinished(workflow)) return `the workflow is ${workflow.status.phase}, but ${holder} holds ${lock}`;
  const id = holder.slice(holder.lastIndexOf("/") + 1);
  const isWholeWorkflow = id === name && holder.split("/").length < 3;
  if (isWholeWorkflow) return undefined;
  const node = workflow.status.nodes.get(id);
  if (node === undefined) return `${holder} holds ${lock}, but there is no such node`;
  const previous = before.status.nodes.get(id);
  return previous && isPhaseFulfilled(previous) ? `${describeNode(node)}, but holds ${lock}` : undefined;
}
