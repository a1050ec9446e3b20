import type { NodeStatus } from "../../model/node-status.ts";
import type { Operation } from "../operation.ts";
import { hasOwnProgress, isProgressValid, type ProgressParts, parseProgress } from "./progress-parts.ts";

/** Brings the progress of every node, and of the workflow, up to date (`progress.UpdateProgress`). */
export function updateProgress(operation: Operation): void {
  const { nodes } = operation;
  const sums = operation.memory.progress;
  for (const id of [...sums.changedIn(nodes.current)]) {
    const node = nodes.get(id);
    if (node === undefined || !hasOwnProgress(node)) continue;
    const progress = ownProgress(node);
    if (progress !== node.progress) nodes.set({ ...node, progress });
  }
  const affected = sums.follow(nodes.current);
  operation.patchStatus({ progress: progressText(sums.all) });
  for (const id of affected) {
    const node = nodes.get(id);
    const sum = sums.below(id);
    if (node === undefined || sum === undefined) continue;
    const progress = progressText(sum);
    if (isProgressValid(progress) && progress !== node.progress) nodes.set({ ...node, progress });
  }
  sums.keep(nodes.current);
}

function progressText({ done, total }: ProgressParts): string {
  return `${done}/${total}`;
}

function ownProgress(node: NodeStatus): string {
  const progress = node.progress || "0/1";
  if (!isProgressValid(progress)) return progress;
  const isDone = node.phase === "Succeeded" || node.phase === "Skipped" || node.phase === "Omitted";
  const { total } = parseProgress(progress);
  return isDone ? `${total}/${total}` : progress;
}
