import type { ObjectMeta } from "./object-meta.ts";
import type { WorkflowSpec } from "./workflow-spec.ts";

/** A workflow submitted on a schedule. */
export interface CronWorkflow {
  readonly apiVersion: string;
  readonly kind: "CronWorkflow";
  readonly metadata: ObjectMeta;
  readonly spec: CronWorkflowSpec;
  readonly status?: unknown;
}

export interface CronWorkflowSpec {
  readonly workflowSpec: WorkflowSpec;
  /** Read by controllers up to v3.7; `schedules` by v3.6 and later. */
  readonly schedule?: string;
  readonly schedules?: readonly string[];
  readonly concurrencyPolicy?: string;
  readonly suspend?: boolean;
  readonly startingDeadlineSeconds?: number;
  readonly successfulJobsHistoryLimit?: number;
  readonly failedJobsHistoryLimit?: number;
  readonly timezone?: string;
  readonly workflowMetadata?: Partial<ObjectMeta>;
  readonly stopStrategy?: StopStrategy;
  readonly when?: string;
}

export interface StopStrategy {
  readonly expression: string;
}
