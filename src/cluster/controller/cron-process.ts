import type { EventLoop } from "../../../sim/loop.ts";
import type { ScheduledEvent } from "../../../sim/queue.ts";
import { minute } from "../../../sim/time.ts";
import { CronController } from "../../engine/cron/cron-controller.ts";
import type { CronPorts } from "../../engine/cron/cron-ports.ts";
import { completedCronWorkflowLabel } from "../../engine/cron/stopped-cron-workflow.ts";
import { cronWorkflowLabel } from "../../engine/cron/submitted-workflow.ts";
import { ValidityOfRuns } from "../../engine/cron/validity-of-runs.ts";
import type { CronWorkflowObject } from "../../engine/model/cron-workflow-object.ts";
import type { ControllerPorts } from "../../engine/model/ports.ts";
import { retryRequest } from "../../engine/model/retry-request.ts";
import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import type { Journal } from "../../journal/journal.ts";
import { identityOf } from "../../journal/object-identity.ts";
import { isSameJson } from "../../manifest/same-json.ts";
import type { ApiServer } from "../api-server/api-server.ts";
import { objectKey } from "../api-server/object-key.ts";
import { eventPriority } from "../event-priority.ts";
import { durationSetting } from "./duration-setting.ts";
import { QueueWorker } from "./queue-worker.ts";

/** How often runs that have ended are counted and deleted (`CRON_SYNC_PERIOD`), in milliseconds. */
const defaultSyncPeriod = 10_000;

/** Every so often the informer tells of each CronWorkflow as if it had changed (`cronWorkflowResyncPeriod`). */
const resyncPeriod = 20 * minute;

export interface CronProcessOptions {
  readonly loop: EventLoop;
  readonly server: ApiServer;
  readonly ports: ControllerPorts;
  readonly journal: Journal;
  /** When the worker takes up work, in virtual milliseconds. */
  readonly beginsAt: number;
  /** Runs work of the controller's process, whose end must be noticed. */
  readonly guard: (work: () => void) => void;
}

/** The controller of CronWorkflows within a process: its queue, its clock and its periodic look at what has ended. */
export class CronProcess {
  readonly #options: CronProcessOptions;
  readonly #controller: CronController;
  readonly #worker: QueueWorker;
  readonly #syncPeriod: number;
  #nextRun: ScheduledEvent | undefined;
  #running = true;
  #isSyncDue = false;
  #lastSync = Number.NEGATIVE_INFINITY;
  /** What was last found wrong, by key. */
  readonly #errors = new Map<string, string>();
  readonly #validity: ValidityOfRuns;

  constructor(options: CronProcessOptions) {
    this.#options = options;
    const { loop, journal, server, guard, beginsAt } = options;
    this.#validity = new ValidityOfRuns(options.ports);
    this.#controller = new CronController(this.#ports());
    // What a run refers to is looked up by validation.
    for (const store of [server.workflowTemplates, server.clusterWorkflowTemplates, server.configMaps]) {
      store.watch(() => this.#validity.forget());
    }
    const syncPeriod = durationSetting(options.ports.configuration, "CRON_SYNC_PERIOD") ?? defaultSyncPeriod;
    this.#syncPeriod = Math.max(1, syncPeriod);
    this.#worker = new QueueWorker({
      loop,
      journal,
      name: "cron",
      kind: "CronWorkflow",
      process: (key) => this.#process(key),
      beginsAt,
    });
    server.cronWorkflows.watch((event) => {
      if (!this.#running) return;
      const before = event.type === "modified" || event.type === "patched" ? event.before : event.object;
      guard(() => this.#changed(before, event.object));
    });
  }

  /** Takes up the CronWorkflows that there are. */
  start(): void {
    for (const cronWorkflow of this.#options.server.cronWorkflows.list()) this.#changed(cronWorkflow, cronWorkflow);
    this.#scheduleResync(this.#options.beginsAt + resyncPeriod);
  }

  /** The informer has shown a workflow that is new, has changed or is gone. */
  observe(workflow: WorkflowObject): void {
    if (isSubmitted(workflow)) this.#requestSync();
  }

  stop(): void {
    this.#running = false;
    this.#worker.stop();
    if (this.#nextRun !== undefined) this.#options.loop.cancel(this.#nextRun);
  }

  #ports(): CronPorts {
    const { server, ports } = this.#options;
    const { api, configuration, epoch, now, order, random, release } = ports;
    const { cronWorkflows } = server;
    return {
      api,
      configuration,
      epoch,
      now,
      order,
      random,
      release,
      cronWorkflow: (namespace, name) => cronWorkflows.get(namespace, name),
      cronWorkflows: () => cronWorkflows.list(),
      submittedWorkflows: () => submittedWorkflows(ports.caches.workflows()),
      validateWorkflow: (workflow) => this.#validity.errorOf(workflow),
      reportInvalid: (cronWorkflow, error) => this.#reportInvalid(cronWorkflow, error),
      patchCronWorkflow: ({ metadata, status }) => {
        const { namespace, name, labels, annotations } = metadata;
        const change = (stored: CronWorkflowObject) => {
          const merged = { ...stored.metadata, ...(labels && { labels }), ...(annotations && { annotations }) };
          const patched = { ...stored, metadata: merged, status };
          // Nobody is told of a patch that changes nothing.
          return isSameJson(patched, stored) ? stored : patched;
        };
        retryRequest(ports, () => api.patchCronWorkflow(namespace, name, change));
      },
    };
  }

  #reportInvalid({ metadata }: CronWorkflowObject, error: string): void {
    const key = objectKey(metadata.namespace, metadata.name);
    if (this.#errors.get(key) === error) return;
    this.#errors.set(key, error);
    this.#options.journal.record("invalid", identityOf("CronWorkflow", metadata), { message: error });
  }

  /** Completed CronWorkflows are passed over (`addCronWorkflowInformerHandler`). */
  #changed(before: CronWorkflowObject, { metadata }: CronWorkflowObject): void {
    this.#requestSync();
    const isPassedOver = !this.#options.ports.release.has("cron-workflow-runs-not-counted");
    if (isPassedOver && isCompleted(before.metadata) && isCompleted(metadata)) return;
    this.#worker.queue.add(objectKey(metadata.namespace, metadata.name));
  }

  #process(key: string): number {
    const [namespace = "", name = ""] = key.split("/");
    this.#options.guard(() => this.#controller.process(namespace, name));
    this.#scheduleNextRun();
    return 0;
  }

  #scheduleNextRun(): void {
    const { loop, guard } = this.#options;
    if (this.#nextRun !== undefined) loop.cancel(this.#nextRun);
    this.#nextRun = undefined;
    const at = this.#controller.nextRun();
    if (at === undefined || !this.#running) return;
    const run = () => {
      guard(() => this.#controller.runDue());
      this.#scheduleNextRun();
    };
    this.#nextRun = loop.schedule(Math.max(at, loop.now), eventPriority.controller, run, "run CronWorkflows");
  }

  /** Without a change, there would be nothing for the periodic look to find. */
  #requestSync(): void {
    if (this.#isSyncDue) return;
    this.#isSyncDue = true;
    const { loop, guard, beginsAt } = this.#options;
    const sync = () => {
      this.#isSyncDue = false;
      this.#lastSync = loop.now;
      if (this.#running) guard(() => this.#controller.syncAll());
    };
    const period = this.#syncPeriod;
    const at = beginsAt + Math.ceil(Math.max(0, loop.now - beginsAt) / period) * period;
    const next = at === this.#lastSync ? at + period : at;
    loop.schedule(next, eventPriority.controller, sync, "sync CronWorkflows");
  }

  #scheduleResync(at: number): void {
    const { loop, server } = this.#options;
    const resync = () => {
      if (!this.#running) return;
      for (const cronWorkflow of server.cronWorkflows.list()) this.#changed(cronWorkflow, cronWorkflow);
      this.#scheduleResync(at + resyncPeriod);
    };
    loop.schedule(at, eventPriority.delivery, resync, "resync CronWorkflows");
  }
}

function isCompleted({ labels }: CronWorkflowObject["metadata"]): boolean {
  return labels?.[completedCronWorkflowLabel] === "true";
}

function isSubmitted({ metadata }: WorkflowObject): boolean {
  return metadata.labels?.[cronWorkflowLabel] !== undefined;
}

function* submittedWorkflows(workflows: Iterable<WorkflowObject>): Iterable<WorkflowObject> {
  for (const workflow of workflows) if (isSubmitted(workflow)) yield workflow;
}
