import { formatTime } from "../../sim/time.ts";
import { nextDueTime, schedulesOf } from "../engine/cron/schedules-of-cron-workflow.ts";
import type { CronWorkflowObject } from "../engine/model/cron-workflow-object.ts";
import type { Release } from "../releases/release.ts";
import { timestamp } from "../timeline/cron-workflow-view.ts";

export interface CronWorkflowLinesOptions {
  /** Virtual milliseconds. */
  readonly now: number;
  /** Wall-clock time at virtual time 0, in milliseconds since 1970. */
  readonly startTime: number;
  readonly release: Release;
}

/** A CronWorkflow as `argo cron get` prints it, with what its status counts. */
export function cronWorkflowLines(cronWorkflow: CronWorkflowObject, options: CronWorkflowLinesOptions): string[] {
  const { metadata, spec, status } = cronWorkflow;
  const { now, startTime, release } = options;
  const time = (virtual: number) => `${timestamp(startTime + virtual)} (${formatTime(Math.max(0, virtual))})`;
  const next = nextDueTime(spec, startTime + now, release);
  const lines: [string, string | undefined][] = [
    ["Name:", metadata.name],
    ["Namespace:", metadata.namespace],
    ["Created:", time(metadata.creationTimestamp)],
    ["Schedules:", schedulesOf(spec, release).join(",")],
    ["Suspended:", String(spec.suspend ?? false)],
    ["Timezone:", spec.timezone],
    ["StartingDeadlineSeconds:", spec.startingDeadlineSeconds?.toString()],
    ["ConcurrencyPolicy:", spec.concurrencyPolicy],
    ["LastScheduledTime:", status.lastScheduledTime === undefined ? undefined : time(status.lastScheduledTime)],
    ["NextScheduledTime:", next === undefined ? undefined : time(next - startTime)],
    ["Active Workflows:", status.active.map(({ name }) => name).join(", ")],
    ["Phase:", status.phase],
    ["Succeeded:", status.succeeded === 0 ? undefined : String(status.succeeded)],
    ["Failed:", status.failed === 0 ? undefined : String(status.failed)],
    ["Conditions:", status.conditions.length === 0 ? undefined : " "],
    ...status.conditions.map(({ type, message }): [string, string | undefined] => [`✖ ${type}`, message]),
  ];
  return lines.flatMap(([label, value]) => (value ? [`${label.padEnd(30)} ${value}`.trimEnd()] : []));
}
