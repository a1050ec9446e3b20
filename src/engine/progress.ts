import type { NodeTable } from "./node-table.ts";
import type { Operation } from "./operation.ts";
import type { NodeStatus } from "./status/node-status.ts";

interface Parts {
  readonly done: number;
  readonly total: number;
}

function parse(progress: string): Parts {
  const [done = "", total = ""] = progress.split("/", 2);
  return { done: Number.parseInt(done, 10) || 0, total: Number.parseInt(total, 10) || 0 };
}

/** Whether a progress such as `1/2` can be summed (`Progress.IsValid`). */
export function isProgressValid(progress: string | undefined): progress is string {
  if (!progress) return false;
  const { done, total } = parse(progress);
  return done >= 0 && done <= total && total > 0;
}

/** Whether a node's progress is its own rather than the sum of what is below it. */
function hasOwnProgress(node: NodeStatus): boolean {
  switch (node.type) {
    case "Pod":
    case "HTTP":
    case "Plugin":
    case "Container":
    case "Suspend":
      return true;
    default:
      return false;
  }
}

/** Brings the progress of every node, and of the workflow, up to date (`progress.UpdateProgress`). */
export function updateProgress(operation: Operation): void {
  let done = 0;
  let total = 0;
  for (const node of [...operation.nodes.values()]) {
    if (!hasOwnProgress(node)) continue;
    const progress = ownProgress(node);
    if (progress !== node.progress) operation.nodes.set({ ...node, progress });
    if (!isProgressValid(progress)) continue;
    const parts = parse(progress);
    done += parts.done;
    total += parts.total;
  }
  operation.patchStatus({ progress: `${done}/${total}` });
  for (const node of [...operation.nodes.values()]) {
    if (hasOwnProgress(node)) continue;
    const sum = sumBelow(operation.nodes, node);
    const progress = `${sum.done}/${sum.total}`;
    if (isProgressValid(progress) && progress !== node.progress) operation.nodes.set({ ...node, progress });
  }
}

function ownProgress(node: NodeStatus): string {
  const progress = node.progress || "0/1";
  if (!isProgressValid(progress)) return progress;
  const isDone = node.phase === "Succeeded" || node.phase === "Skipped" || node.phase === "Omitted";
  const { total } = parse(progress);
  return isDone ? `${total}/${total}` : progress;
}

function sumBelow(nodes: NodeTable, node: NodeStatus): Parts {
  const visited = new Set<string>();
  const stack = [...(node.children ?? [])];
  let done = 0;
  let total = 0;
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (visited.has(id)) continue;
    visited.add(id);
    const child = nodes.get(id);
    if (child === undefined) continue;
    stack.push(...(child.children ?? []));
    if (!hasOwnProgress(child) || !isProgressValid(child.progress)) continue;
    const parts = parse(child.progress);
    done += parts.done;
    total += parts.total;
  }
  return { done, total };
}
