import type { SynchronizationStatus, WorkflowObject } from "../../engine/model/workflow-object.ts";

/** A lock that a status says is held. */
export interface HeldLock {
  readonly kind: "mutex" | "semaphore";
  readonly lock: string;
  /** As it is written: `namespace/workflow`, `namespace/workflow/node id`, or the last part of these alone. */
  readonly holder: string;
}

/** All that the workflow's status says is held. */
export function heldLocks({ status }: WorkflowObject): readonly HeldLock[] {
  const { mutex, semaphore }: SynchronizationStatus = status.synchronization ?? {};
  return [
    ...(mutex?.holding ?? []).flatMap(({ mutex: lock, holder = "" }) =>
      holder === "" ? [] : [{ kind: "mutex", lock, holder } as const],
    ),
    ...(semaphore?.holding ?? []).flatMap(({ semaphore: lock, holders = [] }) =>
      holders.map((holder) => ({ kind: "semaphore", lock, holder }) as const),
    ),
  ];
}
