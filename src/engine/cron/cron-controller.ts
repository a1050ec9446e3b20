import { type CronWorkflowObject, withoutCondition } from "../model/cron-workflow-object.ts";
import type { OpenOrder } from "../model/open-order.ts";
import { reconcileRuns } from "./active-workflows.ts";
import { type CronJob, CronJobs, lastDueTime } from "./cron-jobs.ts";
import type { CronPorts } from "./cron-ports.ts";
import { evaluateStopStrategy } from "./cron-variables.ts";
import { runsBeyondHistory } from "./history-limit.ts";
import { missedRun } from "./missed-run.ts";
import { parseSchedule } from "./parse-schedule.ts";
import { runCronWorkflow } from "./run-cron-workflow.ts";
import type { Schedule } from "./schedule.ts";
import { zonedSchedulesOf } from "./schedules-of-cron-workflow.ts";
import { errorOfCronWorkflow } from "./validate-cron-workflow.ts";

const dueJobs: OpenOrder<CronJob> = {
  what: "due jobs",
  nameOf: ({ cronWorkflow }) => nameOf(cronWorkflow),
  goes: "any",
};
const cronWorkflows: OpenOrder<CronWorkflowObject> = { what: "CronWorkflows", nameOf, goes: "any" };

function nameOf({ metadata }: CronWorkflowObject): string {
  return `${metadata.namespace}/${metadata.name}`;
}

/** The controller of CronWorkflows: submits their runs and keeps their status (`workflow/cron`). */
export class CronController {
  readonly #ports: CronPorts;
  readonly #jobs = new CronJobs();

  constructor(ports: CronPorts) {
    this.#ports = ports;
  }

  /** Virtual milliseconds at which {@link runDue} is to be called next; undefined when nothing is scheduled. */
  nextRun(): number | undefined {
    const next = this.#jobs.next();
    return next === undefined ? undefined : next - this.#ports.epoch;
  }

  /** Handles a CronWorkflow that is new or has changed: makes up for a missed run, else schedules it anew. */
  process(namespace: string, name: string): void {
    const { epoch, release } = this.#ports;
    const key = `${namespace}/${name}`;
    const found = this.#ports.cronWorkflow(namespace, name);
    if (found === undefined) {
      this.#jobs.delete(key);
      return;
    }
    const error = errorOfCronWorkflow(found, epoch + this.#ports.now(), release, (workflow) =>
      this.#ports.validateWorkflow(workflow),
    );
    if (error !== undefined) {
      this.#ports.reportInvalid(found, error);
      return;
    }
    const cronWorkflow = { ...found, status: withoutCondition(found.status, "SpecError") };
    const missed = missedRun(cronWorkflow, this.#ports.now(), epoch, release);
    if (!missed.ok) return;
    if (missed.dueAt !== undefined) {
      this.#ports.patchCronWorkflow(runCronWorkflow(cronWorkflow, missed.dueAt, this.#ports));
      return;
    }
    const schedules = schedulesUntilError(cronWorkflow, this.#ports);
    this.#jobs.add(key, cronWorkflow, schedules, epoch + this.#ports.now());
  }

  /** Runs every CronWorkflow that is due now. */
  runDue(): void {
    const { epoch } = this.#ports;
    for (const job of this.#ports.order(dueJobs, "the controller", this.#jobs.takeDue(epoch + this.#ports.now()))) {
      const dueAt = lastDueTime(job);
      if (dueAt === undefined) continue;
      job.cronWorkflow = runCronWorkflow(job.cronWorkflow, dueAt - epoch, this.#ports);
      this.#ports.patchCronWorkflow(job.cronWorkflow);
    }
  }

  /** Counts and deletes runs that have ended; called every `CRON_SYNC_PERIOD` (`syncAll`). */
  syncAll(): void {
    const submitted = [...this.#ports.submittedWorkflows()];
    for (const cronWorkflow of this.#ports.order(cronWorkflows, "the cluster", [...this.#ports.cronWorkflows()])) {
      const { uid } = cronWorkflow.metadata;
      const children = submitted.filter(({ metadata }) =>
        metadata.ownerReferences?.some(
          (owner) => owner.controller && owner.kind === "CronWorkflow" && owner.uid === uid,
        ),
      );
      if (!this.#deleteOldRuns(cronWorkflow, children)) continue;
      this.#reconcileRuns(cronWorkflow, children);
    }
  }

  /** False when a run could not be deleted, which ends the work on this CronWorkflow. */
  #deleteOldRuns(cronWorkflow: CronWorkflowObject, children: Parameters<typeof runsBeyondHistory>[1]): boolean {
    for (const { metadata } of runsBeyondHistory(cronWorkflow, children)) {
      const deleted = this.#ports.api.deleteWorkflow(metadata.namespace, metadata.name);
      if (!deleted.ok && deleted.error.reason !== "NotFound") return false;
    }
    return true;
  }

  #reconcileRuns(cronWorkflow: CronWorkflowObject, children: Parameters<typeof reconcileRuns>[1]): void {
    const { epoch, release } = this.#ports;
    const evaluation = { now: epoch + this.#ports.now(), random: () => this.#ports.random() };
    const isToStop = (current: CronWorkflowObject) => evaluateStopStrategy(current, epoch, evaluation);
    const reconciled = reconcileRuns(cronWorkflow, children, isToStop, release);
    if (!reconciled.ok || !reconciled.updated) return;
    // Only the status is stored here: the label of a CronWorkflow that has stopped waits for its next run.
    this.#ports.patchCronWorkflow({ ...cronWorkflow, status: reconciled.cronWorkflow.status });
  }
}

/** The schedules up to the first that cannot be read. */
function schedulesUntilError({ spec }: CronWorkflowObject, { release }: CronPorts): readonly Schedule[] {
  const schedules: Schedule[] = [];
  for (const text of zonedSchedulesOf(spec, release)) {
    const parsed = parseSchedule(text);
    if (!parsed.ok) break;
    schedules.push(parsed.schedule);
  }
  return schedules;
}
