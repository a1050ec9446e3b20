import { nodesFrom } from "../../../src/engine/model/nodes.ts";
import type { SynchronizationStatus, WorkflowObject } from "../../../src/engine/model/workflow-object.ts";
import type { LimitReading } from "../../../src/engine/synchronization/semaphore-limit.ts";
import {
  type AcquireResult,
  SynchronizationManager,
} from "../../../src/engine/synchronization/synchronization-manager.ts";
import type { Synchronization } from "../../../src/manifest/types.ts";
import { releaseOf } from "../../../src/releases/index.ts";

export interface Sketch {
  readonly priority?: number;
  readonly creationTimestamp?: number;
  readonly templates?: readonly { readonly synchronization: Synchronization }[];
  readonly synchronization?: Synchronization;
  readonly status?: SynchronizationStatus;
}

export function workflowNamed(name: string, sketch: Sketch = {}): WorkflowObject {
  const { priority, creationTimestamp = 0, templates, synchronization, status } = sketch;
  return {
    metadata: { name, namespace: "default", uid: name, resourceVersion: 1, creationTimestamp },
    spec: {
      ...(priority === undefined ? {} : { priority }),
      ...(templates && { templates }),
      ...(synchronization && { synchronization }),
    },
    status: { phase: "Running", nodes: nodesFrom(), ...(status && { synchronization: status }) },
  };
}

export function release(version: string) {
  const found = releaseOf(version);
  if (!found.ok) throw new Error(found.error);
  return found.release;
}

/** A manager whose semaphores have the given limits, and the names of the workflows it woke. */
export function managerOf(version: string, limits: Record<string, number> = {}) {
  const woken: string[] = [];
  const existing = new Set<string>();
  const readLimit = (lockName: string): LimitReading => {
    const limit = limits[lockName];
    return limit === undefined ? { ok: false, error: 'configmaps "sem" not found' } : { ok: true, limit };
  };
  const manager = new SynchronizationManager({
    release: release(version),
    order: (_order, _of, items) => items,
    readLimit,
    wake: (_, name) => woken.push(name),
    workflowExists: (_, name) => existing.has(name),
  });
  return { manager, woken, existing, limits };
}

export const semaphoreName = "default/ConfigMap/sem/key";

export function semaphore(version: string): Synchronization {
  const reference = { configMapKeyRef: { name: "sem", key: "key" } };
  return version.startsWith("v3.5") ? { semaphore: reference } : { semaphores: [reference] };
}

export function mutexes(...names: readonly string[]): Synchronization {
  return { mutexes: names.map((name) => ({ name })) };
}

export function messageOf(result: AcquireResult): string {
  return result.kind === "acquired" ? "acquired" : result.message;
}
