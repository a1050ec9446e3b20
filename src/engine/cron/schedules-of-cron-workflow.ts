import type { CronWorkflowSpec } from "../../manifest/types.ts";
import type { Release } from "../../releases/release.ts";
import type { CronWorkflowObject } from "../model/cron-workflow-object.ts";
import { parseSchedule } from "./parse-schedule.ts";

/** Annotation with the schedules that were in force at the last run. */
export const lastUsedScheduleAnnotation = "cronworkflows.argoproj.io/last-used-schedule";

/** The schedules of a CronWorkflow as they are written, without its time zone. */
export function schedulesOf(spec: CronWorkflowSpec, release: Release): readonly string[] {
  if (release.has("cron-workflow-has-one-schedule")) return [spec.schedule ?? ""];
  if (spec.schedule && release.has("cron-workflow-accepts-schedule")) return [spec.schedule];
  return spec.schedules ?? [];
}

/** The schedules, each with the time zone of the CronWorkflow. */
export function zonedSchedulesOf(spec: CronWorkflowSpec, release: Release): readonly string[] {
  const schedules = schedulesOf(spec, release);
  return spec.timezone ? schedules.map((schedule) => `CRON_TZ=${spec.timezone} ${schedule}`) : schedules;
}

/**
 * When the next run is due after an instant; undefined when there is none. Times are milliseconds since 1970.
 *
 * A schedule that cannot be read has no runs.
 */
export function nextDueTime(spec: CronWorkflowSpec, after: number, release: Release): number | undefined {
  const next = zonedSchedulesOf(spec, release).flatMap((text) => {
    const parsed = parseSchedule(text);
    return parsed.ok ? (parsed.schedule.next(after) ?? []) : [];
  });
  return next.length === 0 ? undefined : Math.min(...next);
}

/** Whether the schedules have changed since the last run (`IsUsingNewSchedule`). */
export function isUsingNewSchedule({ metadata, spec }: CronWorkflowObject, release: Release): boolean {
  return metadata.annotations?.[lastUsedScheduleAnnotation] !== zonedSchedulesOf(spec, release).join(",");
}

/** The CronWorkflow with its schedules noted as those of the last run. */
export function withUsedSchedule(cronWorkflow: CronWorkflowObject, release: Release): CronWorkflowObject {
  const { metadata, spec } = cronWorkflow;
  const used = zonedSchedulesOf(spec, release).join(",");
  const annotations = { ...metadata.annotations, [lastUsedScheduleAnnotation]: used };
  return { ...cronWorkflow, metadata: { ...metadata, annotations } };
}
