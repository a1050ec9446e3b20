import type { CronWorkflowObject } from "../engine/model/cron-workflow-object.ts";

/** What a timeline shows of a CronWorkflow; nothing that is empty. */
export interface CronWorkflowView {
  readonly phase: string;
  /** Names of the workflows that it submitted and that have not ended yet. */
  readonly active: readonly string[];
  readonly succeeded: number;
  readonly failed: number;
  /** When the last run was due, on the wall clock, as Kubernetes writes it. */
  readonly lastScheduledTime?: string;
  readonly suspend?: true;
  readonly conditions?: readonly { readonly type: string; readonly status: string; readonly message: string }[];
}

/** @param startTime wall-clock time at virtual time 0, in milliseconds since 1970 */
export function viewCronWorkflow({ spec, status }: CronWorkflowObject, startTime: number): CronWorkflowView {
  const { phase, active, succeeded, failed, lastScheduledTime, conditions } = status;
  return {
    phase,
    active: active.map(({ name }) => name),
    succeeded,
    failed,
    ...(lastScheduledTime !== undefined && { lastScheduledTime: timestamp(startTime + lastScheduledTime) }),
    ...(spec.suspend && { suspend: true }),
    ...(conditions.length > 0 && {
      conditions: conditions.map(({ type, status, message }) => ({ type, status, message: message ?? "" })),
    }),
  };
}

/**
 * A time as Kubernetes writes it, to the second.
 *
 * @param time milliseconds since 1970
 */
export function timestamp(time: number): string {
  return `${new Date(time).toISOString().slice(0, "2006-01-02T15:04:05".length)}Z`;
}
