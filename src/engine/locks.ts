import type { Synchronization } from "../manifest/types.ts";
import type { Operation } from "./operation.ts";

/** What trying to take locks came to. */
export type LockOutcome =
  | { readonly kind: "acquired"; readonly updated: boolean }
  | { readonly kind: "waiting"; readonly message: string; readonly failedLockName: string; readonly updated: boolean }
  /** A passing failure: the workflow comes back for the lock. */
  | { readonly kind: "retry"; readonly message: string }
  | { readonly kind: "error"; readonly message: string };

/** The locks of all workflows, as one reconcile uses them. */
export interface Locks {
  /** `nodeID` is `""` for the workflow's own locks. */
  tryAcquire(operation: Operation, nodeID: string, synchronization: Synchronization): LockOutcome;
  release(operation: Operation, nodeID: string, synchronization: Synchronization | undefined): void;
  /** Gives back all that a workflow holds; answers false when it has no lock and waits for none. */
  releaseAllLocks(operation: Operation): boolean;
}
