import type { CronWorkflowObject } from "../model/cron-workflow-object.ts";
import type { Schedule } from "./schedule.ts";

/** A CronWorkflow as it was when it was scheduled, with its schedules. Times are milliseconds since 1970. */
export interface CronJob {
  cronWorkflow: CronWorkflowObject;
  readonly entries: readonly CronEntry[];
}

interface CronEntry {
  readonly schedule: Schedule;
  next: number | undefined;
  previous: number | undefined;
}

/** Which CronWorkflows are scheduled, in the memory of the controller (robfig's `cron.Cron` behind `cronFacade`). */
export class CronJobs {
  readonly #jobs = new Map<string, CronJob>();

  /** Schedules a CronWorkflow from now on, in place of what was scheduled for the key. */
  add(key: string, cronWorkflow: CronWorkflowObject, schedules: readonly Schedule[], now: number): void {
    const entries = schedules.map((schedule) => ({ schedule, next: schedule.next(now), previous: undefined }));
    this.#jobs.set(key, { cronWorkflow, entries });
  }

  delete(key: string): void {
    this.#jobs.delete(key);
  }

  /** When the next run is due. */
  next(): number | undefined {
    const times = [...this.#jobs.values()].flatMap(({ entries }) => entries.flatMap(({ next }) => next ?? []));
    return times.length === 0 ? undefined : Math.min(...times);
  }

  /** The jobs that are due, once for each of their schedules that is, and moves them on to their next times. */
  takeDue(now: number): readonly CronJob[] {
    const due: CronJob[] = [];
    for (const job of this.#jobs.values()) {
      for (const entry of job.entries) {
        if (entry.next === undefined || entry.next > now) continue;
        entry.previous = entry.next;
        entry.next = entry.schedule.next(now);
        due.push(job);
      }
    }
    return due;
  }
}

/** When a job that runs now was due: the latest of its schedules. */
export function lastDueTime({ entries }: CronJob): number | undefined {
  const times = entries.flatMap(({ previous }) => previous ?? []);
  return times.length === 0 ? undefined : Math.max(...times);
}
