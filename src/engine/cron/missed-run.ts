import type { Release } from "../ports.ts";
import type { CronWorkflowObject } from "./cron-workflow-object.ts";
import { parseSchedule } from "./parse-schedule.ts";
import type { Schedule } from "./schedule.ts";
import { isUsingNewSchedule, zonedSchedulesOf } from "./schedules-of-cron-workflow.ts";

export type MissedRun =
  | { readonly ok: true /** When it was due, in virtual milliseconds. */; readonly dueAt?: number }
  | { readonly ok: false; readonly error: string };

/**
 * The run that is to be made up for, because the controller did not run when it was due: of each schedule the latest,
 * if it is not older than `startingDeadlineSeconds`; the first schedule that has one (`shouldOutstandingWorkflowsBeRun`).
 *
 * @param epoch wall-clock time at virtual time 0, in milliseconds since 1970
 */
export function missedRun(cronWorkflow: CronWorkflowObject, now: number, epoch: number, release: Release): MissedRun {
  const { spec, status } = cronWorkflow;
  const { lastScheduledTime } = status;
  if (lastScheduledTime === undefined || isUsingNewSchedule(cronWorkflow, release)) return { ok: true };
  for (const text of zonedSchedulesOf(spec, release)) {
    const parsed = parseSchedule(text);
    if (!parsed.ok) return parsed;
    const missed = latestBefore(parsed.schedule, epoch + lastScheduledTime, epoch + now);
    if (missed === undefined || spec.startingDeadlineSeconds === undefined) continue;
    if (epoch + now < missed + spec.startingDeadlineSeconds * 1000) return { ok: true, dueAt: missed - epoch };
  }
  return { ok: true };
}

function latestBefore(schedule: Schedule, after: number, before: number): number | undefined {
  let latest: number | undefined;
  let next = schedule.next(after);
  while (next !== undefined && next < before) {
    latest = next;
    next = schedule.next(latest);
  }
  return latest;
}
