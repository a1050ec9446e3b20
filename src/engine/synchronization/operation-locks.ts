import type { Synchronization } from "../../manifest/types.ts";
import { withoutFields } from "../model/node-status.ts";
import type { SynchronizationStatus } from "../model/workflow-object.ts";
import type { Operation } from "../reconcile/operation.ts";
import type { AcquireResult, SynchronizationManager } from "./synchronization-manager.ts";

/** The locks of the controller as one reconcile uses them: what they do to the status is done to the reconcile's. */
export class OperationLocks {
  readonly #manager: SynchronizationManager;

  constructor(manager: SynchronizationManager) {
    this.#manager = manager;
  }

  /** Takes the locks of the workflow (`nodeID` empty) or of a node. Whether to store the status is told, not decided. */
  tryAcquire(operation: Operation, nodeID: string, synchronization: Synchronization): AcquireResult {
    const result = this.#manager.tryAcquire(operation, nodeID, synchronization, operation.status.synchronization);
    setStatus(operation, result.status);
    return result;
  }

  release(operation: Operation, nodeID: string, synchronization: Synchronization | undefined): void {
    const { status } = operation;
    setStatus(operation, this.#manager.release(operation, nodeID, synchronization, status.synchronization));
  }

  /** Gives back all locks and leaves all queues; no node waits for a lock any more. */
  releaseAllLocks(operation: Operation): void {
    const { nodes, status } = operation;
    const waiting = this.#manager.releaseAll(operation, status.synchronization, nodes.values());
    for (const node of waiting) nodes.set(withoutFields(node, "synchronizationStatus"));
    setStatus(operation, undefined);
  }
}

function setStatus(operation: Operation, synchronization: SynchronizationStatus | undefined): void {
  const { synchronization: _, ...status } = operation.status;
  operation.status = synchronization === undefined ? status : { synchronization, ...status };
}
