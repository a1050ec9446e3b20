import type { EventLoop } from "../../../sim/loop.ts";
import type { RandomStreams } from "../../../sim/random.ts";
import { minute, second } from "../../../sim/time.ts";
import { itself, type OpenOrder } from "../../engine/model/open-order.ts";
import type { Pod, TaskResult } from "../../engine/model/pod.ts";
import type { ControllerConfiguration, ControllerPorts, KubernetesApi } from "../../engine/model/ports.ts";
import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import { isSignificantPodChange } from "../../engine/pods/significant-change.ts";
import { isReconciliationNeeded } from "../../engine/workflow/workflow-controller.ts";
import type { Journal } from "../../journal/journal.ts";
import { named } from "../../journal/object-identity.ts";
import { isSameJson } from "../../manifest/same-json.ts";
import type { Release } from "../../releases/release.ts";
import type { ApiServer } from "../api-server/api-server.ts";
import { objectKey } from "../api-server/object-key.ts";
import type { ClusterChoices } from "../choice-kinds.ts";
import { eventPriority } from "../event-priority.ts";
import type { World } from "../world.ts";
import { ControllerCaches } from "./controller-caches.ts";
import { CronProcess } from "./cron-process.ts";
import { durationSetting } from "./duration-setting.ts";
import { PodCleanup } from "./pod-cleanup.ts";
import { QueueWorker } from "./queue-worker.ts";
import { type BeginningReconcile, ReconcileJournal } from "./reconcile-journal.ts";
import { usesSemaphoreConfigMap } from "./semaphore-config-map.ts";
import { podWatchDelay, startupTimeOf } from "./startup-time.ts";
import { chooseOrder } from "./visiting-order.ts";
import { WorkflowArchive } from "./workflow-archive.ts";
import { WorkflowDeletion } from "./workflow-deletion.ts";

/** How long the worker rests after each reconcile, in milliseconds. */
const restAfterReconcile = 1;

const defaultRequeueTime = 10 * second;

/** How often locks of workflows that are gone are given back. */
const workflowExistenceCheckPeriod = minute;

const dueWorkflows: OpenOrder<string> = { what: "due workflows", nameOf: itself, goes: "any" };

/** The part of the engine's `WorkflowController` that a process drives. */
export interface Controller {
  start(): void;
  workflowAdded(workflow: WorkflowObject): void;
  workflowUpdated(before: WorkflowObject, workflow: WorkflowObject): void;
  workflowDeleted(workflow: WorkflowObject): void;
  /** A pod or what its executor reports has come, changed or gone. */
  executionChanged(source: Pod | TaskResult): void;
  /** A Namespace has come or changed; without labels when it is gone. */
  namespaceChanged(name: string, labels?: Readonly<Record<string, string>>): void;
  releaseVanishedWorkflows(): void;
  processWorkflow(namespace: string, name: string): void;
}

export interface ControllerProcessOptions {
  readonly loop: EventLoop;
  readonly choices: ClusterChoices;
  readonly streams: RandomStreams;
  readonly server: ApiServer;
  readonly api: KubernetesApi;
  readonly configuration: ControllerConfiguration;
  readonly release: Release;
  readonly epoch: number;
  readonly workflowInformerLag?: number | undefined;
  readonly world: World;
  /** When the process started, in virtual milliseconds; may lie before the beginning. */
  readonly startedAt: number;
  readonly journal: Journal;
  readonly createController: (ports: ControllerPorts) => Controller;
  /** Runs work of the process; told of whatever ends it. */
  readonly guard: (work: () => void) => void;
  /** Called before each reconcile. */
  readonly onReconcile: () => void;
}

/** One process of the controller, from its start to its end: informers, queues and workers around the engine. */
export class ControllerProcess {
  readonly #options: ControllerProcessOptions;
  readonly #caches: ControllerCaches;
  readonly #controller: Controller;
  readonly #workflowWorker: QueueWorker;
  readonly #podCleanup: PodCleanup;
  readonly #workflowArchive: WorkflowArchive;
  readonly #workflowDeletion: WorkflowDeletion;
  readonly #cron: CronProcess;
  readonly #reconciles: ReconcileJournal;
  readonly #requeueTime: number;
  /** How long the present reconcile has slept, in milliseconds. */
  #slept = 0;
  #running = true;
  /** The workflow that is reconciled. */
  #reconciled: { readonly namespace: string; readonly name: string } | undefined;

  constructor(options: ControllerProcessOptions) {
    this.#options = options;
    const { loop, journal, choices, api, configuration, guard } = options;
    this.#reconciles = new ReconcileJournal(journal);
    this.#requeueTime = requeueTime(configuration);
    this.#caches = new ControllerCaches(options);
    const beginsAt = options.startedAt + startupTimeOf(options.release);
    this.#workflowWorker = new QueueWorker({
      loop,
      journal,
      name: "workflow",
      kind: "Workflow",
      process: (key) => this.#reconcile(key),
      beginsAt,
      orderOf: choices.asks("order") ? (keys) => chooseOrder(choices, dueWorkflows, "the queue", keys) : undefined,
    });
    this.#podCleanup = new PodCleanup(
      options,
      { caches: this.#caches, api, configuration, release: options.release },
      guard,
    );
    this.#workflowArchive = new WorkflowArchive(options, api, options.release, guard);
    this.#workflowDeletion = new WorkflowDeletion(options, this.#caches, api, configuration, guard);
    const ports = this.#ports();
    this.#controller = options.createController(ports);
    this.#cron = new CronProcess({ loop, server: options.server, ports, journal: options.journal, beginsAt, guard });
  }

  start(): void {
    this.#options.guard(() => {
      this.#caches.list();
      this.#controller.start();
      this.#handle();
      this.#watchPods();
      this.#cron.start();
      this.#checkWorkflowExistence();
    });
  }

  /** Ends the process: what its queues and informers hold is lost. */
  stop(): void {
    this.#running = false;
    this.#caches.stop();
    this.#workflowWorker.stop();
    this.#podCleanup.stop();
    this.#workflowArchive.stop();
    this.#workflowDeletion.stop();
    this.#cron.stop();
  }

  #ports(): ControllerPorts {
    const { loop, choices, streams, api, configuration, release, epoch, world } = this.#options;
    const { queue } = this.#workflowWorker;
    return {
      now: () => loop.now,
      epoch,
      sleep: (milliseconds) => {
        this.#slept += milliseconds;
      },
      caches: this.#caches,
      api,
      queues: {
        requeue: (namespace, name) => queue.addAfter(objectKey(namespace, name), this.#requeueTime + this.#slept),
        add: (namespace, name) => queue.addAfter(objectKey(namespace, name), this.#slept),
        requeueAfter: (namespace, name, delay) => {
          // What is due is added at once, without a timer that could be late.
          const latency = delay > 0 ? world.timerLatency : 0;
          queue.addAfter(objectKey(namespace, name), delay + latency + this.#slept);
        },
        queuePodForCleanup: (namespace, podName, action, delay, uid) => {
          const item = { namespace, podName, action, ...(uid !== undefined && { uid }) };
          this.#podCleanup.add(item, delay, this.#slept);
        },
      },
      configuration,
      release,
      order: (order, of, items) => chooseOrder(choices, order, this.#inNamespace(of), items),
      choosesOrders: choices.asks("order"),
      random: streams.fractions("names"),
      notice: this.#reconciles.notice,
    };
  }

  #reconcile(key: string): number {
    const [namespace = "", name = ""] = key.split("/");
    this.#slept = 0;
    this.#reconciled = { namespace, name };
    this.#options.onReconcile();
    this.#reconciles.run(this.#reconcileOf(key, namespace, name), () =>
      this.#options.guard(() => this.#controller.processWorkflow(namespace, name)),
    );
    this.#reconciled = undefined;
    const busyFor = this.#slept + restAfterReconcile;
    this.#slept = 0;
    return busyFor;
  }

  /** What a reconcile is of, by what the informer shows. */
  #reconcileOf(key: string, namespace: string, name: string): BeginningReconcile {
    const { uid, resourceVersion } = this.#caches.workflow(namespace, name)?.metadata ?? {};
    const entries = this.#workflowWorker.queue.takeEntries(key);
    return {
      object: named("Workflow", namespace, name, uid),
      data: { queue: "workflow", key, resourceVersion, entries },
    };
  }

  /** What an order is of, in the words of labels: with the namespace, and the workflow if its name does not begin so. */
  #inNamespace(of: string): string {
    if (this.#reconciled === undefined) return of;
    const { namespace, name } = this.#reconciled;
    return objectKey(namespace, of.startsWith(name) ? of : `${name} ${of}`);
  }

  #handle(): void {
    const { workflowInformer, taskResultInformer, taskSetInformer } = this.#caches;
    const executionChanged = (source: Pod | TaskResult) => this.#executionChanged(source);
    const requeue = (namespace: string, name: string) => this.#requeue(namespace, name);
    workflowInformer.handle({
      added: (workflow) => this.#guard(() => this.#workflowAdded(workflow)),
      updated: (before, workflow) => this.#guard(() => this.#workflowUpdated(before, workflow)),
      deleted: (workflow) => this.#guard(() => this.#workflowDeleted(workflow)),
    });
    taskResultInformer.handle({
      added: executionChanged,
      updated: (before, taskResult) => {
        // A resync queues the workflow, but has nothing new to say of a report that is the same object as before.
        if (before === taskResult) requeue(taskResult.metadata.namespace, taskResult.workflowName);
        else executionChanged(taskResult);
      },
      deleted: () => {},
    });
    const { taskSetChangesQueueWorkflows } = this.#options.world;
    taskSetInformer.handle({
      added: () => {},
      updated: (_before, { metadata }) => {
        if (taskSetChangesQueueWorkflows) requeue(metadata.namespace, metadata.name);
      },
      deleted: () => {},
    });
    this.#watchNamespaces();
    this.#options.server.configMaps.watch(({ object }) => {
      if (this.#running) this.#requeueUsersOf(object.metadata.namespace, object.metadata.name);
    });
  }

  /** Since v3.6 pods have a controller of their own, who lists them once the workflows are there (`pod.Controller.Run`). */
  #watchPods(): void {
    const { loop, startedAt } = this.#options;
    const at = startedAt + podWatchDelay(this.#options.release);
    if (at <= loop.now) this.#followPods();
    else loop.schedule(at, eventPriority.delivery, () => this.#guard(() => this.#followPods()), "list pods");
  }

  #followPods(): void {
    if (!this.#running) return;
    const executionChanged = (pod: Pod) => this.#executionChanged(pod);
    this.#caches.listPods();
    this.#caches.podInformer.handle({
      added: executionChanged,
      updated: (before, pod) => {
        const isNewVersion = before.metadata.resourceVersion !== pod.metadata.resourceVersion;
        if (isNewVersion && isSignificantPodChange(before, pod)) executionChanged(pod);
        else this.#controller.executionChanged(pod);
      },
      deleted: executionChanged,
    });
  }

  #executionChanged(source: Pod | TaskResult): void {
    this.#controller.executionChanged(source);
    this.#requeue(source.metadata.namespace, source.workflowName);
  }

  #requeue(namespace: string, name: string): void {
    this.#workflowWorker.queue.addAfter(objectKey(namespace, name), this.#requeueTime);
  }

  #watchNamespaces(): void {
    const { namespaces } = this.#options.server;
    for (const { metadata } of namespaces.list()) this.#controller.namespaceChanged(metadata.name, metadata.labels);
    namespaces.watch((event) => {
      if (!this.#running) return;
      const { name, labels } = event.object.metadata;
      if ("before" in event && isSameJson(event.before.metadata.labels, labels)) return;
      this.#guard(() => this.#controller.namespaceChanged(name, event.type === "deleted" ? undefined : labels));
    });
  }

  /** Queues the workflows whose semaphores take their limits from a ConfigMap (`notifySemaphoreConfigUpdate`). */
  #requeueUsersOf(namespace: string, configMap: string): void {
    for (const workflow of this.#caches.workflows()) {
      if (!usesSemaphoreConfigMap(workflow, namespace, configMap)) continue;
      const { metadata } = workflow;
      this.#workflowWorker.queue.addAfter(objectKey(metadata.namespace, metadata.name), this.#requeueTime);
    }
  }

  #checkWorkflowExistence(): void {
    if (!this.#running) return;
    const { loop } = this.#options;
    this.#guard(() => this.#controller.releaseVanishedWorkflows());
    const check = () => this.#checkWorkflowExistence();
    loop.schedule(loop.now + workflowExistenceCheckPeriod, eventPriority.controller, check, "check workflow existence");
  }

  #workflowAdded(workflow: WorkflowObject): void {
    this.#workflowArchive.observe(workflow);
    this.#workflowDeletion.observe(workflow);
    this.#cron.observe(workflow);
    if (isReconciliationNeeded(workflow)) this.#enqueueNew(workflow);
    this.#controller.workflowAdded(workflow);
  }

  /** A workflow that was done and is not any more, because somebody retried it, is new to the handlers. */
  #workflowUpdated(before: WorkflowObject, workflow: WorkflowObject): void {
    this.#workflowArchive.observe(workflow);
    this.#workflowDeletion.observe(workflow);
    this.#cron.observe(workflow);
    const { namespace, name, resourceVersion } = workflow.metadata;
    if (resourceVersion === before.metadata.resourceVersion) return;
    if (isReconciliationNeeded(workflow)) {
      if (isReconciliationNeeded(before)) {
        this.#workflowWorker.queue.addAfter(objectKey(namespace, name), this.#requeueTime);
      } else this.#enqueueNew(workflow);
    }
    this.#controller.workflowUpdated(before, workflow);
  }

  #workflowDeleted(workflow: WorkflowObject): void {
    this.#cron.observe(workflow);
    this.#controller.workflowDeleted(workflow);
  }

  #enqueueNew({ metadata }: WorkflowObject): void {
    const { initialDelay = 0 } = this.#options.configuration;
    this.#workflowWorker.queue.addAfter(objectKey(metadata.namespace, metadata.name), initialDelay);
  }

  #guard(work: () => void): void {
    this.#options.guard(work);
  }
}

function requeueTime(configuration: ControllerConfiguration): number {
  return durationSetting(configuration, "DEFAULT_REQUEUE_TIME") ?? defaultRequeueTime;
}
