import type { ControllerPorts } from "../model/ports.ts";
import type { WorkflowObject } from "../model/workflow-object.ts";

/** How long a completed workflow is remembered, in milliseconds (`completedVersionRetention`). */
const completedMemory = 1_000_000 + 5 * 60_000;
const earlierCompletedMemory = 10 * 60_000;

interface Written {
  readonly resourceVersion: number;
  readonly completedAt?: number;
}

/**
 * What the controller last wrote of each workflow, by which it knows a copy from the informer that is older than that
 * (`isOutdated`).
 */
export class WrittenVersions {
  readonly #ports: ControllerPorts;
  readonly #versions = new Map<string, Written>();

  constructor(ports: ControllerPorts) {
    this.#ports = ports;
  }

  record({ metadata }: WorkflowObject): void {
    this.#versions.set(metadata.uid, { resourceVersion: metadata.resourceVersion });
  }

  /** Notes that a workflow has ended or is gone; what arrives late of it is dropped. */
  recordCompleted({ metadata }: WorkflowObject): void {
    const known = this.#versions.get(metadata.uid);
    this.#versions.set(metadata.uid, {
      resourceVersion: Math.max(known?.resourceVersion ?? 0, metadata.resourceVersion),
      completedAt: this.#ports.now(),
    });
  }

  /** What to do with this copy of a workflow: use it, come back for a newer one, or drop it for good. */
  stalenessOf({ metadata }: WorkflowObject): "current" | "requeue" | "drop" {
    const written = this.#versions.get(metadata.uid);
    const { release } = this.#ports;
    if (written === undefined || release.has("stale-workflows-not-recognised")) return "current";
    const forgetsEarlier = release.has("stale-workflows-recognised-for-ten-minutes");
    const retention = forgetsEarlier ? earlierCompletedMemory : completedMemory;
    if (written.completedAt !== undefined && this.#ports.now() - written.completedAt > retention) {
      this.#versions.delete(metadata.uid);
      return "current";
    }
    if (metadata.resourceVersion >= written.resourceVersion) return "current";
    return written.completedAt === undefined ? "requeue" : "drop";
  }
}
