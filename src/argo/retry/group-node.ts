import type { NodeStatus } from "../../engine/model/node-status.ts";

/** Whether a node only groups others (`isGroupNodeType`). */
export function isGroupNode({ type }: NodeStatus): boolean {
  return type === "DAG" || type === "TaskGroup" || type === "StepGroup" || type === "Steps";
}
