import { BoundedCache } from "../../../expression/bounded-cache.ts";
import type { NodeStatus } from "../../model/node-status.ts";

/** The two numbers of a progress such as `1/2`. */
export interface ProgressParts {
  readonly done: number;
  readonly total: number;
}

/** By text: nearly all nodes have one of a few, and every write of a workflow asks for them. */
const known = new BoundedCache<string, ProgressParts>(1_000);

export function parseProgress(progress: string): ProgressParts {
  let parts = known.get(progress);
  if (parts === undefined) {
    const [done = "", total = ""] = progress.split("/", 2);
    parts = { done: Number.parseInt(done, 10) || 0, total: Number.parseInt(total, 10) || 0 };
    known.set(progress, parts);
  }
  return parts;
}

/** Whether a progress such as `1/2` can be summed (`Progress.IsValid`). */
export function isProgressValid(progress: string | undefined): progress is string {
  if (!progress) return false;
  const { done, total } = parseProgress(progress);
  return done >= 0 && done <= total && total > 0;
}

/** Whether a node's progress is its own rather than the sum of what is below it. */
export function hasOwnProgress({ type }: NodeStatus): boolean {
  switch (type) {
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
