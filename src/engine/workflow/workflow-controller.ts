import type { EvaluationContext } from "../../expression/value.ts";
import { artifactGCFinalizer } from "../artifact-gc/finalizer.ts";
import type { Pod, TaskResult } from "../model/pod.ts";
import type { ControllerPorts } from "../model/ports.ts";
import type { WorkflowObject } from "../model/workflow-object.ts";
import { markWorkflowPhase } from "../reconcile/mark-workflow-phase.ts";
import { UnsettledNodes } from "../reconcile/nodes/unsettled-nodes.ts";
import { Operation } from "../reconcile/operation.ts";
import { WorkflowMemory } from "../reconcile/workflow-memory.ts";
import { WrittenVersions } from "../reconcile/written-versions.ts";
import { createThrottler } from "../synchronization/create-throttler.ts";
import { namespaceLimit } from "../synchronization/namespace-limit.ts";
import { OperationLocks } from "../synchronization/operation-locks.ts";
import { readSemaphoreLimit } from "../synchronization/semaphore-limit.ts";
import { SynchronizationManager, semaphoreNotifyDelay } from "../synchronization/synchronization-manager.ts";
import type { Throttler } from "../synchronization/throttler.ts";
import { Placeholders } from "../variables/placeholders.ts";
import type { ValueContext } from "../variables/variables.ts";
import { operate } from "./operate.ts";
import { persistUpdates } from "./persist-updates.ts";

/** How often every incomplete workflow is looked at again, whatever happens, in milliseconds. */
const workflowResyncPeriod = 20 * 60_000;

const postponedMessage = "Workflow processing has been postponed because too many workflows are already running";

/** The key of a workflow in the controller's queues. */
function keyOf(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}

function createLocks(ports: ControllerPorts): SynchronizationManager {
  return new SynchronizationManager({
    release: ports.release,
    order: ports.order,
    readLimit: (lockName) => readSemaphoreLimit(lockName, (namespace, name) => ports.api.getConfigMap(namespace, name)),
    wake: (namespace, name) => ports.queues.requeueAfter(namespace, name, semaphoreNotifyDelay),
    workflowExists: (namespace, name) => ports.caches.workflow(namespace, name) !== undefined,
  });
}

/** Whether the controller has anything left to do for a workflow (`reconciliationNeeded`). */
export function isReconciliationNeeded({ metadata }: Pick<WorkflowObject, "metadata">): boolean {
  return (
    metadata.labels?.["workflows.argoproj.io/completed"] !== "true" ||
    (metadata.finalizers?.includes(artifactGCFinalizer) ?? false)
  );
}

/** The clock and random source that expressions see. */
class ControllerEvaluation implements EvaluationContext {
  readonly #ports: ControllerPorts;

  constructor(ports: ControllerPorts) {
    this.#ports = ports;
  }

  get now(): number {
    return this.#ports.epoch + this.#ports.now();
  }

  random(): number {
    return this.#ports.random();
  }
}

/**
 * The workflow-controller: what it remembers from one reconcile to the next, and what it does with one item of its
 * queue. A restart of the controller is a new object.
 */
export class WorkflowController {
  readonly ports: ControllerPorts;
  readonly valueContext: ValueContext;
  readonly synchronization: OperationLocks;
  /** What validation takes in place of values that only a run can give. */
  readonly placeholders: Placeholders;
  readonly #throttler: Throttler;
  readonly #written: WrittenVersions;
  readonly #locks: SynchronizationManager;
  readonly #memories = new Map<string, WorkflowMemory>();

  constructor(ports: ControllerPorts) {
    this.ports = ports;
    this.valueContext = {
      release: ports.release,
      epoch: ports.epoch,
      evaluation: new ControllerEvaluation(ports),
    };
    this.placeholders = Placeholders.of(ports.release);
    this.#locks = createLocks(ports);
    this.synchronization = new OperationLocks(this.#locks);
    this.#throttler = createThrottler(
      {
        parallelism: ports.configuration.parallelism ?? 0,
        namespaceParallelism: ports.configuration.namespaceParallelism ?? 0,
        order: ports.order,
        queue: (key) => {
          const [namespace = "", name = ""] = key.split("/");
          if (ports.release.has("parallelism-limited-by-two-throttlers")) ports.queues.requeue(namespace, name);
          else ports.queues.add(namespace, name);
        },
      },
      ports.release,
    );
    this.#written = new WrittenVersions(ports);
  }

  /** Takes up what was going on before a restart, once the informers have listed everything. */
  start(): void {
    const workflows = [...this.ports.caches.workflows()];
    const label = "workflows.argoproj.io/phase";
    this.#locks.initialize(workflows.filter(({ metadata }) => metadata.labels?.[label] === "Running"));
    this.#throttler.init(workflows);
  }

  /** A Namespace has come or changed; without labels when it is gone. */
  namespaceChanged(name: string, labels?: Readonly<Record<string, string>>): void {
    if (this.ports.release.has("namespaces-cannot-limit-themselves")) return;
    const found = namespaceLimit(labels);
    if (found.kind === "unreadable") return;
    this.#throttler.limitNamespace(name, found.kind === "limit" ? found.limit : undefined);
  }

  workflowAdded(workflow: WorkflowObject): void {
    if (isReconciliationNeeded(workflow)) this.#queueForAdmission(workflow);
    else this.#written.recordCompleted(workflow);
  }

  workflowUpdated(_before: WorkflowObject, workflow: WorkflowObject): void {
    if (isReconciliationNeeded(workflow)) {
      this.#queueForAdmission(workflow);
      return;
    }
    this.#forget(workflow);
  }

  workflowDeleted(workflow: WorkflowObject): void {
    const { spec, status } = workflow;
    this.#locks.releaseAll({ metadata: workflow.metadata, spec }, status.synchronization, status.nodes.values());
    this.#forget(workflow);
  }

  executionChanged({ metadata, workflowName, nodeID }: Pod | TaskResult): void {
    this.#memories.get(keyOf(metadata.namespace, workflowName))?.of(UnsettledNodes).add(nodeID);
  }

  #queueForAdmission({ metadata, spec }: WorkflowObject): void {
    const { namespace, name, creationTimestamp } = metadata;
    this.#throttler.add({ key: keyOf(namespace, name), priority: spec.priority ?? 0, creationTimestamp });
  }

  /** What is known of a workflow from its last reconcile. */
  memoryOf({ metadata }: WorkflowObject): WorkflowMemory {
    const key = keyOf(metadata.namespace, metadata.name);
    let memory = this.#memories.get(key);
    if (memory === undefined) {
      memory = new WorkflowMemory();
      this.#memories.set(key, memory);
    }
    return memory;
  }

  #forget(workflow: WorkflowObject): void {
    const key = keyOf(workflow.metadata.namespace, workflow.metadata.name);
    this.#memories.delete(key);
    this.#throttler.remove(key);
    this.#written.recordCompleted(workflow);
  }

  /** Gives back the locks of workflows that are gone; called once a minute. */
  releaseVanishedWorkflows(): void {
    this.#locks.releaseVanishedWorkflows();
  }

  recordWrite(workflow: WorkflowObject): void {
    this.#written.record(workflow);
  }

  /** Handles one item of the workflow queue (`processNextItem`). */
  processWorkflow(namespace: string, name: string): void {
    const workflow = this.ports.caches.workflow(namespace, name);
    if (workflow === undefined) return;
    const staleness = this.#written.stalenessOf(workflow);
    if (staleness === "drop") return;
    if (staleness === "requeue") {
      this.ports.notice?.({ node: "", message: "the informer shows a version before the one that was written last" });
      this.ports.queues.requeue(namespace, name);
      return;
    }
    if (!isReconciliationNeeded(workflow)) return;
    this.ports.queues.requeueAfter(namespace, name, workflowResyncPeriod);
    const operation = new Operation(this, workflow);
    if (this.#isPostponed(workflow)) {
      this.ports.notice?.({ node: "", message: postponedMessage });
      if (workflow.status.phase !== "") return;
      markWorkflowPhase(operation, "Pending", postponedMessage);
      persistUpdates(operation);
      return;
    }
    operate(operation);
    const isWritten = !operation.persistFailed || operation.has("failed-write-frees-parallelism");
    if (!isReconciliationNeeded(operation) && isWritten) {
      this.#throttler.remove(keyOf(namespace, name));
    }
  }

  #isPostponed(workflow: WorkflowObject): boolean {
    if (workflow.spec.shutdown === "Terminate") return false;
    const { namespace, name } = workflow.metadata;
    if (this.#throttler.admit(keyOf(namespace, name))) return false;
    return workflow.status.phase !== "Running" || this.ports.release.has("running-workflow-can-be-postponed");
  }
}
