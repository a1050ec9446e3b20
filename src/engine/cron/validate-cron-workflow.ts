import { quote } from "../../expression/go/quote.ts";
import type { Release } from "../../releases/release.ts";
import type { CronWorkflowObject } from "../model/cron-workflow-object.ts";
import { parseSchedule } from "./parse-schedule.ts";
import { schedulesOf } from "./schedules-of-cron-workflow.ts";
import { type NamelessWorkflow, workflowOutsideOfSchedule } from "./submitted-workflow.ts";
import { loadTimeZone } from "./time-zone.ts";

/** So that a run can add its time to the name. */
const longestName = 52;

const policies = ["Allow", "Forbid", "Replace"];

/**
 * What is wrong with a CronWorkflow, as the condition `SpecError` says it; undefined when nothing is
 * (`validate.CronWorkflow`).
 *
 * @param now in milliseconds since 1970
 * @param validateWorkflow tells what is wrong with a workflow of it
 */
export function errorOfCronWorkflow(
  cronWorkflow: CronWorkflowObject,
  now: number,
  release: Release,
  validateWorkflow: (workflow: NamelessWorkflow) => string | undefined,
): string | undefined {
  const { metadata, spec } = cronWorkflow;
  if (metadata.name.length > longestName) {
    const { length } = metadata.name;
    return `cron workflow name ${quote(metadata.name)} must not be more than 52 characters long (currently ${length})`;
  }
  const error = errorOfSchedules(cronWorkflow, release);
  if (error !== undefined) return error;
  if (spec.concurrencyPolicy && !policies.includes(spec.concurrencyPolicy)) {
    return `'${spec.concurrencyPolicy}' is not a valid concurrencyPolicy`;
  }
  if ((spec.startingDeadlineSeconds ?? 0) < 0) return "startingDeadlineSeconds must be positive";
  const invalid = validateWorkflow(workflowOutsideOfSchedule(cronWorkflow, now));
  return invalid === undefined ? undefined : `cannot validate Workflow: ${invalid}`;
}

function errorOfSchedules({ spec }: CronWorkflowObject, release: Release): string | undefined {
  const hasOne = release.has("cron-workflow-has-one-schedule");
  const acceptsOne = release.has("cron-workflow-accepts-schedule");
  if (acceptsOne && !hasOne && spec.schedule && spec.schedules?.length) {
    return "cron workflow cant be configured with both Spec.Schedule and Spec.Schedules";
  }
  const schedules = schedulesOf(spec, release);
  if (schedules.length === 0 && !acceptsOne) return "cron workflow must have at least one schedule";
  for (const schedule of schedules) {
    const parsed = parseSchedule(schedule);
    if (!parsed.ok) return `cron schedule ${hasOne ? "" : `${schedule} `}is malformed: ${parsed.error}`;
  }
  if (!spec.timezone || release.has("cron-time-zone-not-validated")) return undefined;
  const loaded = loadTimeZone(spec.timezone);
  return loaded.ok ? undefined : `invalid timezone ${quote(spec.timezone)}: ${loaded.error}`;
}
