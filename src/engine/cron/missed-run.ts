import type { Release } from "../../releases/release.ts";
import type { CronWorkflowObject } from "../model/cron-workflow-object.ts";
import { parseSchedule } from "./parse-schedule.ts";
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
    if (spec.startingDeadlineSeconds === undefined) continue;
    const wallClock = epoch + now;
    const earliest = wallClock - spec.startingDeadlineSeconds * 1000 + 1;
    const missed = parsed.schedule.last(epoch + lastScheduledTime, wallClock, earliest);
    if (missed !== undefined) return { ok: true, dueAt: missed - epoch };
  }
  return { ok: true };
}
