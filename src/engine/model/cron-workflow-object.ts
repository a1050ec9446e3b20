import type { CronWorkflowSpec } from "../../manifest/types.ts";
import type { Condition, StoredMeta } from "./workflow-object.ts";

/** A workflow that a CronWorkflow submitted and that has not ended yet. */
export interface ActiveWorkflow {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
}

/** `status` of a CronWorkflow. Times are virtual milliseconds. */
export interface CronWorkflowStatus {
  readonly active: readonly ActiveWorkflow[];
  /** When the last run was due, which may lie before the moment of its submission. */
  readonly lastScheduledTime?: number;
  readonly conditions: readonly Condition[];
  /** How many runs succeeded and failed; releases before v3.6 do not count. */
  readonly succeeded: number;
  readonly failed: number;
  /** `Stopped` once `stopStrategy` held; empty before the first run. */
  readonly phase: "" | "Active" | "Stopped";
}

/** A CronWorkflow as the API server stores it. */
export interface CronWorkflowObject {
  readonly metadata: StoredMeta;
  readonly spec: CronWorkflowSpec;
  readonly status: CronWorkflowStatus;
}

/** Adds a condition, or replaces that of its type. */
export function withCondition(status: CronWorkflowStatus, type: string, message: string): CronWorkflowStatus {
  return { ...status, conditions: [...withoutCondition(status, type).conditions, { type, status: "True", message }] };
}

export function withoutCondition(status: CronWorkflowStatus, type: string): CronWorkflowStatus {
  return { ...status, conditions: status.conditions.filter((condition) => condition.type !== type) };
}
