import type { KubernetesApi } from "../../engine/model/ports.ts";
import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import { archivingStatusLabel } from "../../engine/reconcile/archiving.ts";
import type { Release } from "../../releases/release.ts";
import { objectKey } from "../api-server/object-key.ts";
import { QueueWorker } from "./queue-worker.ts";
import { RateLimiter } from "./rate-limiter.ts";
import type { QueueTime } from "./work-queue.ts";

/** Writes finished workflows to the archive, which takes no time, and labels them (`archiveWorkflowAux`). */
export class WorkflowArchive {
  readonly #api: KubernetesApi;
  readonly #release: Release;
  readonly #limiter: RateLimiter;
  readonly #worker: QueueWorker;

  /** @param guard runs work of the controller's process, whose end must be noticed */
  constructor(time: QueueTime, api: KubernetesApi, release: Release, guard: (work: () => void) => void) {
    this.#api = api;
    this.#release = release;
    this.#limiter = new RateLimiter(() => time.loop.now);
    this.#worker = new QueueWorker({
      loop: time.loop,
      journal: time.journal,
      name: "workflow archive",
      kind: "Workflow",
      process: (key) => {
        guard(() => this.#archive(key));
        return 0;
      },
    });
  }

  /** The informer has shown a workflow, for the first time or changed. */
  observe({ metadata }: WorkflowObject): void {
    if (metadata.labels?.[archivingStatusLabel] !== "Pending") return;
    this.#worker.queue.add(objectKey(metadata.namespace, metadata.name));
  }

  stop(): void {
    this.#worker.stop();
  }

  #archive(key: string): void {
    const [namespace = "", name = ""] = key.split("/");
    const labelled = this.#api.labelWorkflow(namespace, name, { [archivingStatusLabel]: "Archived" });
    const isToRetry = !labelled.ok && labelled.error.reason !== "NotFound";
    if (isToRetry && !this.#release.has("failed-archiving-not-retried")) {
      this.#worker.queue.addAfter(key, this.#limiter.when(key));
    } else this.#limiter.forget(key);
  }
}
