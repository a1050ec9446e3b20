import { isTransientError } from "../../engine/model/errors/transient-error.ts";
import type {
  ApiError,
  ApiResult,
  ControllerConfiguration,
  InformerCaches,
  KubernetesApi,
  PodCleanupAction,
} from "../../engine/model/ports.ts";
import { decidePodCleanupStep, type PodCleanupItem } from "../../engine/pods/cleanup-queue-item.ts";
import type { Release } from "../../releases/release.ts";
import { QueueWorker } from "./queue-worker.ts";
import { RateLimiter } from "./rate-limiter.ts";
import type { QueueTime } from "./work-queue.ts";

/** What the clean-up of pods needs of the controller. */
export interface PodCleanupPorts {
  readonly caches: InformerCaches;
  readonly api: KubernetesApi;
  readonly configuration: ControllerConfiguration;
  readonly release: Release;
}

/** The pod clean-up queue and its worker, who deletes, labels and signals pods (`pod/queue.go`). */
export class PodCleanup {
  readonly #ports: PodCleanupPorts;
  readonly #limiter: RateLimiter;
  readonly #worker: QueueWorker;
  readonly #items = new Map<string, PodCleanupItem>();

  /** @param guard runs work of the controller's process, whose end must be noticed */
  constructor(time: QueueTime, ports: PodCleanupPorts, guard: (work: () => void) => void) {
    this.#ports = ports;
    this.#limiter = new RateLimiter(() => time.loop.now);
    this.#worker = new QueueWorker({
      loop: time.loop,
      journal: time.journal,
      name: "pod clean-up",
      kind: "Pod",
      process: (key) => {
        guard(() => this.#process(key));
        return 0;
      },
    });
  }

  /**
   * Adds an item to the queue.
   *
   * @param delay in milliseconds; 0 stands for that of the rate limiter
   * @param later how much later than now it is added, in milliseconds
   */
  add(item: PodCleanupItem, delay: number, later = 0): void {
    const key = keyOf(item);
    this.#items.set(key, item);
    this.#worker.queue.addAfter(key, later + (delay > 0 ? delay : this.#limiter.when(key)));
  }

  stop(): void {
    this.#worker.stop();
  }

  #process(key: string): void {
    const item = this.#items.get(key);
    if (item === undefined) return;
    const error = this.#perform(item);
    if (error !== undefined && (isTransientError(error, this.#ports) || error.reason === "Conflict")) {
      this.#worker.queue.addAfter(key, this.#limiter.when(key));
    }
    this.#limiter.forget(key);
  }

  #perform(item: PodCleanupItem): ApiError | undefined {
    const { namespace, podName } = item;
    const step = decidePodCleanupStep(item, this.#ports.caches.pod(namespace, podName));
    switch (step.kind) {
      case "nothing":
        return undefined;
      case "label":
        return errorOf(this.#ports.api.labelPod(namespace, podName, { "workflows.argoproj.io/completed": "true" }));
      case "delete":
        return errorOf(this.#ports.api.deletePod(namespace, podName, step.uid));
      case "queue":
        this.#addFor(item, step.action, 0);
        return undefined;
      case "signal":
        // Failures to signal are logged and no more; the pod is killed in any case.
        this.#ports.api.signalContainers(namespace, podName, step.containers, step.signal);
        if (step.killAfter !== undefined) this.#addFor(item, "killContainers", step.killAfter);
        return undefined;
    }
  }

  #addFor({ namespace, podName }: PodCleanupItem, action: PodCleanupAction, delay: number): void {
    this.add({ namespace, podName, action }, delay);
  }
}

function keyOf({ namespace, podName, action, uid }: PodCleanupItem): string {
  return uid === undefined ? `${namespace}/${podName}/${action}` : `${namespace}/${podName}/${action}/${uid}`;
}

/** A pod that is gone needs no clean-up. */
function errorOf<T>(answer: ApiResult<T>): ApiError | undefined {
  return answer.ok || answer.error.reason === "NotFound" ? undefined : answer.error;
}
