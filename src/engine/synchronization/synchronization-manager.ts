import type { Synchronization } from "../../manifest/types.ts";
import type { NodeStatus } from "../model/node-status.ts";
import { itself, keyOf, type OpenOrder } from "../model/open-order.ts";
import type { ControllerPorts } from "../model/ports.ts";
import type { SynchronizationStatus, WorkflowObject } from "../model/workflow-object.ts";
import { holderKey, workflowOfHolder } from "./holder-key.ts";
import type { Lock } from "./lock.ts";
import { type LockRequest, lockRequests } from "./lock-requests.ts";
import { LockTable, type LockTableOptions } from "./lock-table.ts";
import { holdersReleasedAtEnd, recordedHolder } from "./recorded-holders.ts";
import { restoreLocks } from "./restore-locks.ts";
import { recordAcquired, recordReleased, recordWaiting, withLockType } from "./synchronization-status.ts";

/** How long after a lock became free the next in turn is looked at (`SEMAPHORE_NOTIFY_DELAY`), in milliseconds. */
export const semaphoreNotifyDelay = 1_000;

/** How often locks of vanished workflows are given back, in milliseconds. */
export const workflowExistenceCheckPeriod = 60_000;

const lockHolders: OpenOrder<string> = { what: "holders", nameOf: itself, goes: "any" };
const locks: OpenOrder<readonly [string, unknown]> = { what: "locks", nameOf: keyOf, goes: "any" };

export interface SynchronizationOptions extends LockTableOptions, Pick<ControllerPorts, "order" | "release"> {
  workflowExists(namespace: string, workflowName: string): boolean;
}

/** What is read of a workflow that takes locks. */
export type LockingWorkflow = Pick<WorkflowObject, "metadata" | "spec">;

/** What came of an attempt to take locks. `updated` says that the new status must be stored. */
export type AcquireResult =
  | { readonly kind: "acquired"; readonly status: SynchronizationStatus | undefined; readonly updated: boolean }
  | {
      readonly kind: "waiting";
      readonly status: SynchronizationStatus;
      readonly updated: boolean;
      /** For the status of the waiting workflow or node. */
      readonly message: string;
      /** The first lock that could not be had. */
      readonly failedLockName: string;
    }
  | { readonly kind: "error"; readonly status: SynchronizationStatus | undefined; readonly message: string };

interface Requested extends LockRequest {
  readonly lock: Lock;
}

/** Semaphores and mutexes of a controller (`workflow/sync`). They live in its memory and end with it. */
export class SynchronizationManager {
  readonly #options: SynchronizationOptions;
  readonly #locks: LockTable;

  constructor(options: SynchronizationOptions) {
    this.#options = options;
    this.#locks = new LockTable(options);
  }

  /**
   * Takes the locks that running workflows hold already, when the controller starts (`Initialize`).
   *
   * @throws ControllerCrash when a recorded lock can neither be restored nor be closed.
   */
  initialize(runningWorkflows: Iterable<WorkflowObject>): void {
    restoreLocks(this.#locks, runningWorkflows, this.#options.release);
  }

  /** Takes all locks of a workflow (`nodeID` empty) or of a template's node, or none and waits (`TryAcquire`). */
  tryAcquire(
    workflow: LockingWorkflow,
    nodeID: string,
    synchronization: Synchronization,
    status: SynchronizationStatus | undefined,
  ): AcquireResult {
    const { namespace, creationTimestamp } = workflow.metadata;
    const wanted = lockRequests(synchronization, namespace, this.#options.release);
    if (!wanted.ok) return { kind: "error", status, message: wanted.error };
    const key = holderKey(workflow.metadata, nodeID);
    const requested: Requested[] = [];
    let prepared = status;
    for (const request of wanted.requests) {
      const found = this.#locks.obtain(request);
      if (!found.ok) return { kind: "error", status: prepared, message: found.error };
      prepared = withLockType(prepared, request.type);
      found.lock.enqueue({ key, priority: workflow.spec.priority ?? 0, creationTimestamp });
      requested.push({ lock: found.lock, ...request });
    }
    if (prepared === undefined) return { kind: "acquired", status, updated: false };
    // All locks are asked, also after a refusal: each may have to wake the one in turn.
    const answers = requested.map(({ lockName, lock }) => ({ failedLockName: lockName, ...lock.check(key) }));
    const refusal = answers.find((answer) => answer.kind === "taken");
    if (refusal?.kind !== "taken") return this.#acquire(requested, key, prepared);
    const { failedLockName, message } = refusal;
    return { kind: "waiting", ...this.#wait(requested, prepared), failedLockName, message };
  }

  #acquire(requested: readonly Requested[], key: string, before: SynchronizationStatus): AcquireResult {
    const { release } = this.#options;
    let status = before;
    let updated = false;
    for (const request of requested) {
      request.lock.acquire(key);
      const change = recordAcquired(status, request, recordedHolder(key, release), release);
      status = change.status;
      updated ||= change.updated;
    }
    return { kind: "acquired", status, updated };
  }

  #wait(requested: readonly Requested[], before: SynchronizationStatus) {
    let status = before;
    let updated = false;
    for (const request of requested) {
      const change = recordWaiting(
        status,
        request,
        this.#options.order(lockHolders, request.lockName, request.lock.holders),
      );
      status = change.status;
      updated ||= change.updated;
    }
    return { status, updated };
  }

  /** Gives the locks of a workflow or node back and leaves their queues; answers with the new status (`Release`). */
  release(
    workflow: LockingWorkflow,
    nodeID: string,
    synchronization: Synchronization | undefined,
    status: SynchronizationStatus | undefined,
  ): SynchronizationStatus | undefined {
    if (synchronization === undefined) return status;
    const { release } = this.#options;
    const wanted = lockRequests(synchronization, workflow.metadata.namespace, release);
    if (!wanted.ok) return status;
    const key = holderKey(workflow.metadata, nodeID);
    let released = status;
    for (const request of wanted.requests) {
      const lock = this.#locks.find(request.lockName);
      if (lock === undefined) continue;
      lock.release(key);
      lock.leaveQueue(key);
      released = released && recordReleased(released, request, recordedHolder(key, release));
    }
    return released;
  }

  /**
   * Gives back all that a status records and leaves all queues (`ReleaseAll`). The workflow then has no
   * `status.synchronization`. Answers with the nodes that wait no more, whose `synchronizationStatus` is to go.
   */
  releaseAll(
    { metadata }: LockingWorkflow,
    status: SynchronizationStatus | undefined,
    nodes: Iterable<NodeStatus>,
  ): readonly NodeStatus[] {
    if (status === undefined) return [];
    for (const { lockName, key } of holdersReleasedAtEnd(metadata, status, this.#options.release)) {
      this.#locks.find(lockName)?.release(key);
    }
    const waitedFor = [
      ...(status.semaphore?.waiting ?? []).map(({ semaphore }) => semaphore),
      ...(status.mutex?.waiting ?? []).map(({ mutex }) => mutex),
    ];
    for (const lockName of waitedFor) this.#locks.find(lockName)?.leaveQueue(holderKey(metadata, ""));
    return [...nodes].filter(({ id, synchronizationStatus }) => {
      if (!synchronizationStatus?.waiting) return false;
      this.#locks.find(synchronizationStatus.waiting)?.leaveQueue(holderKey(metadata, id));
      return true;
    });
  }

  /** Gives back the locks of workflows that are gone (`CheckWorkflowExistence`). */
  releaseVanishedWorkflows(): void {
    for (const [, lock] of this.#options.order(locks, "the controller", this.#locks.all())) {
      for (const key of [...lock.holders, ...lock.waiters]) {
        const { namespace, name } = workflowOfHolder(key);
        if (this.#options.workflowExists(namespace, name)) continue;
        lock.release(key);
        lock.leaveQueue(key);
      }
    }
  }
}
