import type { WorkflowObject } from "../engine/status/workflow-object.ts";
import { type HeldLock, heldLocks } from "./held-locks.ts";
import { type Finding, type Invariant, nothing } from "./invariant.ts";
import { describeNode, hasEnded, isFinished } from "./workflow-facts.ts";

export const lockHoldersAreUnfinished: Invariant = {
  name: "lock-holders-are-unfinished",
  kind: "always",
  why: "A mutex or semaphore that is held by something that has ended is free to nobody, and all who wait for it wait for ever.",
  issues: [14461, 16405, 16567],
  begin: () => ({ workflowChanged: ({ after }) => (after.status.synchronization ? check(after) : nothing) }),
};

function check(workflow: WorkflowObject): readonly Finding[] {
  const findings: Finding[] = [];
  for (const held of heldLocks(workflow)) {
    const message = fault(workflow, held);
    if (message !== undefined) findings.push({ workflow: workflow.metadata.name, nodes: [], message });
  }
  return findings;
}

function fault(workflow: WorkflowObject, { lock, holder }: HeldLock): string | undefined {
  const { name } = workflow.metadata;
  if (isFinished(workflow)) return `the workflow is ${workflow.status.phase}, but ${holder} holds ${lock}`;
  const id = holder.slice(holder.lastIndexOf("/") + 1);
  const node = workflow.status.nodes.get(id);
  const isWholeWorkflow = id === name && holder.split("/").length < 3;
  if (isWholeWorkflow) return undefined;
  if (node === undefined) return `${holder} holds ${lock}, but there is no such node`;
  return hasEnded(node) ? `${describeNode(node)}, but holds ${lock}` : undefined;
}
