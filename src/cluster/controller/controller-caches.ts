import type { EventLoop } from "../../../sim/loop.ts";
import { minute } from "../../../sim/time.ts";
import type { Pod, TaskResult, TaskSet } from "../../engine/model/pod.ts";
import type { InformerCaches } from "../../engine/model/ports.ts";
import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import { isReconciliationNeeded } from "../../engine/workflow/workflow-controller.ts";
import type { Journal } from "../../journal/journal.ts";
import type { ClusterWorkflowTemplate, ConfigMap, WorkflowTemplate } from "../../manifest/types.ts";
import type { ApiServer } from "../api-server/api-server.ts";
import type { ClusterChoices } from "../choice-kinds.ts";
import { eventPriority } from "../event-priority.ts";
import type { World } from "../world.ts";
import { Informer } from "./informer.ts";

/** Every so often the informers of task results and task sets tell of each as if it had changed. */
const resyncPeriod = 20 * minute;

const byWorkflow = "workflow";
const byNode = "node";

export interface ControllerCachesOptions {
  readonly loop: EventLoop;
  readonly journal: Journal;
  readonly choices: ClusterChoices;
  readonly server: ApiServer;
  /** How long each change of a workflow takes to arrive, in milliseconds. */
  readonly workflowInformerLag?: number | undefined;
  /** When the process started, in virtual milliseconds; may lie before the beginning. */
  readonly startedAt: number;
  readonly world: World;
}

/** The informers of one process of the controller. */
export class ControllerCaches implements InformerCaches {
  readonly workflowInformer: Informer<WorkflowObject>;
  readonly podInformer: Informer<Pod>;
  readonly taskResultInformer: Informer<TaskResult>;
  readonly taskSetInformer: Informer<TaskSet>;
  readonly #server: ApiServer;

  constructor({ loop, journal, choices, server, workflowInformerLag, startedAt, world }: ControllerCachesOptions) {
    this.#server = server;
    const isContested = () => loop.isDueNow(eventPriority.queue) || this.#isWorkflowToActOnArriving();
    this.workflowInformer = new Informer({
      loop,
      journal,
      choices,
      isContested,
      patchesArriveTwice: world.patchesArriveTwice,
      kind: "workflow",
      store: server.workflows,
      lag: workflowInformerLag,
      state: ({ status }) => status.phase,
    });
    this.podInformer = new Informer({
      loop,
      journal,
      choices,
      isContested,
      patchesArriveTwice: world.patchesArriveTwice,
      kind: "pod",
      store: server.pods,
      state: ({ status }) => status.phase,
      watchesSelected: world.watchesSelectByLabel,
      selects: ({ metadata }) => metadata.labels?.["workflows.argoproj.io/completed"] === "false",
      indexers: {
        [byWorkflow]: ({ workflowName }) => workflowName,
        [byNode]: ({ nodeID }) => nodeID,
      },
    });
    this.taskResultInformer = new Informer({
      loop,
      journal,
      choices,
      isContested,
      patchesArriveTwice: world.patchesArriveTwice,
      kind: "taskResult",
      store: server.taskResults,
      resync: { first: startedAt + resyncPeriod, period: resyncPeriod },
      state: ({ reportOutputsCompleted }) => (reportOutputsCompleted === true ? "completed" : "incomplete"),
      indexers: { [byWorkflow]: ({ workflowName }) => workflowName },
    });
    this.taskSetInformer = new Informer({
      loop,
      journal,
      choices,
      isContested,
      patchesArriveTwice: world.patchesArriveTwice,
      kind: "taskSet",
      store: server.taskSets,
      resync: { first: startedAt + resyncPeriod, period: resyncPeriod },
    });
  }

  /** A workflow that is new, or that somebody retried, is looked at as soon as it is seen. */
  #isWorkflowToActOnArriving(): boolean {
    return this.workflowInformer.arrives(
      (workflow, before) =>
        isReconciliationNeeded(workflow) && (before === undefined || !isReconciliationNeeded(before)),
    );
  }

  /** Lists all but pods. */
  list(): void {
    this.workflowInformer.list();
    this.taskResultInformer.list();
    this.taskSetInformer.list();
  }

  listPods(): void {
    this.podInformer.list();
  }

  stop(): void {
    this.workflowInformer.stop();
    this.podInformer.stop();
    this.taskResultInformer.stop();
    this.taskSetInformer.stop();
  }

  workflow(namespace: string, name: string): WorkflowObject | undefined {
    return this.workflowInformer.cache.get(namespace, name);
  }

  workflows(): Iterable<WorkflowObject> {
    return this.workflowInformer.cache.list();
  }

  podsOfWorkflow(namespace: string, workflowName: string): Iterable<Pod> {
    return this.podInformer.cache.byIndex(byWorkflow, namespace, workflowName)?.values() ?? [];
  }

  pod(namespace: string, name: string): Pod | undefined {
    return this.podInformer.cache.get(namespace, name);
  }

  podOfNode(namespace: string, nodeID: string): Pod | undefined {
    return this.podInformer.cache.byIndex(byNode, namespace, nodeID)?.values().next().value;
  }

  taskResultsOfWorkflow(namespace: string, workflowName: string): Iterable<TaskResult> {
    return this.taskResultInformer.cache.byIndex(byWorkflow, namespace, workflowName)?.values() ?? [];
  }

  taskResult(namespace: string, nodeID: string): TaskResult | undefined {
    return this.taskResultInformer.cache.get(namespace, nodeID);
  }

  taskSet(namespace: string, name: string): TaskSet | undefined {
    return this.taskSetInformer.cache.get(namespace, name);
  }

  // Templates and ConfigMaps change by hand alone; their caches are taken to be up to date.

  workflowTemplate(namespace: string, name: string): WorkflowTemplate | undefined {
    return this.#server.workflowTemplates.get(namespace, name)?.manifest;
  }

  clusterWorkflowTemplate(name: string): ClusterWorkflowTemplate | undefined {
    return this.#server.clusterWorkflowTemplates.get("", name)?.manifest;
  }

  configMap(namespace: string, name: string): ConfigMap | undefined {
    return this.#server.configMaps.get(namespace, name)?.manifest;
  }

  writeBack(workflow: WorkflowObject): void {
    this.workflowInformer.cache.set(workflow);
  }
}
