import { hour, second } from "../../sim/time.ts";
import { nextDueTime } from "../engine/cron/schedules-of-cron-workflow.ts";
import type { LoadedObject } from "../manifest/load-manifests.ts";
import type { CronWorkflowSpec } from "../manifest/types.ts";
import type { Release } from "../releases/release.ts";

const usualLimit = 2 * hour;

/** How many runs of a CronWorkflow there are when nobody says how long to play it. */
const usualRuns = 2;

/**
 * The virtual time at which a run ends whose scenario does not say it: 2 h, or with CronWorkflows alone right before the
 * third time that each of them is due.
 *
 * @param startTime wall-clock time at virtual time 0, in milliseconds since 1970
 */
export function defaultLimit(objects: readonly LoadedObject[], startTime: number, release: Release): number {
  if (objects.some(({ kind }) => kind === "Workflow")) return usualLimit;
  const limits = objects.map((object) =>
    object.kind === "CronWorkflow" ? limitOf(object.value.spec, startTime, release) : 0,
  );
  return Math.max(0, ...limits) || usualLimit;
}

function limitOf(spec: CronWorkflowSpec, startTime: number, release: Release): number {
  let due: number | undefined = startTime;
  for (let run = 0; run <= usualRuns && due !== undefined; run++) due = nextDueTime(spec, due, release);
  return due === undefined ? 0 : due - startTime - second;
}
