import type { EventLoop } from "../../sim/loop.ts";
import type { ScheduledEvent } from "../../sim/queue.ts";
import { CronController, cronSyncPeriod } from "../engine/cron/cron-controller.ts";
import type { CronPorts } from "../engine/cron/cron-ports.ts";
import type { CronWorkflowObject } from "../engine/cron/cron-workflow-object.ts";
import { cronWorkflowLabel } from "../engine/cron/submitted-workflow.ts";
import { validateRun } from "../engine/cron/validate-run.ts";
import type { ControllerPorts } from "../engine/ports.ts";
import type { WorkflowObject } from "../engine/status/workflow-object.ts";
import type { ApiServer } from "./api-server.ts";
import { eventPriority } from "./event-priority.ts";
import { objectKey } from "./object-store.ts";
import { QueueWorker } from "./queue-worker.ts";

export interface CronProcessOptions {
  readonly loop: EventLoop;
  readonly server: ApiServer;
  readonly ports: ControllerPorts;
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
  #nextRun: ScheduledEvent<() => void> | undefined;
  #running = true;
  #syncing = false;

  constructor(options: CronProcessOptions) {
    this.#options = options;
    const { loop, server, guard, beginsAt } = options;
    this.#controller = new CronController(this.#ports());
    this.#worker = new QueueWorker(loop, "cron", (key) => this.#process(key), beginsAt);
    server.cronWorkflows.watch(({ object }) => {
      if (this.#running) guard(() => this.#enqueue(object));
    });
  }

  /** Takes up the CronWorkflows that there are. */
  start(): void {
    for (const cronWorkflow of this.#options.server.cronWorkflows.list()) this.#enqueue(cronWorkflow);
  }

  stop(): void {
    this.#running = false;
    this.#worker.stop();
    if (this.#nextRun !== undefined) this.#options.loop.cancel(this.#nextRun);
  }

  #ports(): CronPorts {
    const { server, ports } = this.#options;
    const { api, epoch, now, order, random, release } = ports;
    const { cronWorkflows } = server;
    return {
      ...{ api, epoch, now, order, random, release },
      cronWorkflow: (namespace, name) => cronWorkflows.get(namespace, name),
      cronWorkflows: () => cronWorkflows.list(),
      submittedWorkflows: () => submittedWorkflows(ports.caches.workflows()),
      validateWorkflow: (workflow) => validateRun(workflow, ports),
      patchCronWorkflow: ({ metadata, status }) => {
        const { namespace, name, labels, annotations } = metadata;
        cronWorkflows.patch(namespace, name, (stored) => ({
          ...stored,
          metadata: { ...stored.metadata, ...(labels && { labels }), ...(annotations && { annotations }) },
          status,
        }));
      },
    };
  }

  #enqueue({ metadata }: CronWorkflowObject): void {
    this.#worker.queue.add(objectKey(metadata.namespace, metadata.name));
    // Until there is a CronWorkflow there is nothing to look after.
    if (this.#syncing) return;
    this.#syncing = true;
    const { loop, beginsAt } = this.#options;
    this.#scheduleSync(beginsAt + Math.ceil(Math.max(0, loop.now - beginsAt) / cronSyncPeriod) * cronSyncPeriod);
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

  #scheduleSync(at: number): void {
    const { loop, guard } = this.#options;
    const sync = () => {
      if (!this.#running) return;
      guard(() => this.#controller.syncAll());
      this.#scheduleSync(at + cronSyncPeriod);
    };
    loop.schedule(Math.max(at, loop.now), eventPriority.controller, sync, "sync CronWorkflows");
  }
}

function* submittedWorkflows(workflows: Iterable<WorkflowObject>): Iterable<WorkflowObject> {
  for (const workflow of workflows) if (workflow.metadata.labels?.[cronWorkflowLabel] !== undefined) yield workflow;
}
