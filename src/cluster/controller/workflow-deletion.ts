import type { EventLoop } from "../../../sim/loop.ts";
import { RetainedWorkflows } from "../../engine/garbage-collection/retention.ts";
import { deletionDelay, isDone } from "../../engine/garbage-collection/time-to-live.ts";
import type { ControllerConfiguration, InformerCaches, KubernetesApi } from "../../engine/model/ports.ts";
import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import { objectKey } from "../api-server/object-key.ts";
import { QueueWorker } from "./queue-worker.ts";
import type { QueueTime } from "./work-queue.ts";

/** Deletes finished workflows, by their `ttlStrategy` and by the controller's `retentionPolicy` (`gccontroller`). */
export class WorkflowDeletion {
  readonly #loop: EventLoop;
  readonly #caches: InformerCaches;
  readonly #api: KubernetesApi;
  readonly #retained: RetainedWorkflows | undefined;
  readonly #worker: QueueWorker;

  /** @param guard runs work of the controller's process, whose end must be noticed */
  constructor(
    time: QueueTime,
    caches: InformerCaches,
    api: KubernetesApi,
    { retentionPolicy }: ControllerConfiguration,
    guard: (work: () => void) => void,
  ) {
    this.#loop = time.loop;
    this.#caches = caches;
    this.#api = api;
    this.#retained = retentionPolicy && new RetainedWorkflows(retentionPolicy);
    this.#worker = new QueueWorker({
      loop: time.loop,
      journal: time.journal,
      name: "workflow deletion",
      kind: "Workflow",
      process: (key) => {
        guard(() => this.#delete(key));
        return 0;
      },
    });
  }

  /** The informer has shown a workflow, for the first time or changed. */
  observe(workflow: WorkflowObject): void {
    if (!isDone(workflow)) return;
    const delay = deletionDelay(workflow, this.#loop.now);
    if (delay !== undefined) this.#worker.queue.addAfter(keyOf(workflow), delay);
    for (const surplus of this.#retained?.add(workflow) ?? []) this.#worker.queue.add(keyOf(surplus));
  }

  stop(): void {
    this.#worker.stop();
  }

  /** The workflow may run again by now, because somebody retried it. */
  #delete(key: string): void {
    const [namespace = "", name = ""] = key.split("/");
    const workflow = this.#caches.workflow(namespace, name);
    if (workflow !== undefined && !isDone(workflow)) return;
    this.#api.deleteWorkflow(namespace, name);
  }
}

function keyOf({ metadata }: WorkflowObject): string {
  return objectKey(metadata.namespace, metadata.name);
}
