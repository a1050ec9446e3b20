import type { Release } from "../../releases/release.ts";
import type { MutexHolding, SemaphoreHolding, SynchronizationStatus } from "../model/workflow-object.ts";
import type { LockRequest } from "./lock-requests.ts";

/** A status after a change, and whether the change is one that must be stored. */
export interface StatusChange {
  readonly status: SynchronizationStatus;
  readonly updated: boolean;
}

/** Makes room for locks of this type (`ensureInit`). */
export function withLockType(
  status: SynchronizationStatus | undefined,
  type: LockRequest["type"],
): SynchronizationStatus {
  return status?.[type] === undefined ? { ...status, [type]: {} } : status;
}

/** Records that a lock is waited for, with who holds it now (`LockWaiting`). A mutex that nobody holds is not recorded. */
export function recordWaiting(
  status: SynchronizationStatus,
  { type, lockName }: LockRequest,
  holders: readonly string[],
): StatusChange {
  if (type === "semaphore") {
    const entry: SemaphoreHolding = { semaphore: lockName, ...(holders.length === 0 ? {} : { holders }) };
    const waiting = upsert(status.semaphore?.waiting, entry, ({ semaphore }) => semaphore === lockName);
    return { status: { ...status, semaphore: { ...status.semaphore, waiting } }, updated: true };
  }
  const [holder] = holders;
  if (holder === undefined) return { status, updated: false };
  const isSame = ({ mutex }: MutexHolding) => mutex === lockName;
  if (status.mutex?.waiting?.find(isSame)?.holder === holder) return { status, updated: false };
  const waiting = upsert(status.mutex?.waiting, { mutex: lockName, holder }, isSame);
  return { status: { ...status, mutex: { ...status.mutex, waiting } }, updated: true };
}

/** Records that a lock is held (`LockAcquired`). What is recorded of waiting for a mutex stays. */
export function recordAcquired(
  status: SynchronizationStatus,
  { type, lockName }: LockRequest,
  holder: string,
  release: Release,
): StatusChange {
  if (type === "mutex") {
    const isSame = ({ mutex }: MutexHolding) => mutex === lockName;
    if (status.mutex?.holding?.find(isSame)?.holder === holder) return { status, updated: false };
    const holding = upsert(status.mutex?.holding, { mutex: lockName, holder }, isSame);
    return { status: { ...status, mutex: { ...status.mutex, holding } }, updated: true };
  }
  const isSame = ({ semaphore }: SemaphoreHolding) => semaphore === lockName;
  const holders = status.semaphore?.holding?.find(isSame)?.holders ?? [];
  const isNew = !holders.includes(holder);
  const entry = { semaphore: lockName, holders: isNew ? [...holders, holder] : holders };
  const holding = upsert(status.semaphore?.holding, entry, isSame);
  const acquired = { ...status, semaphore: { ...status.semaphore, holding } };
  if (release.has("acquired-semaphore-stays-waiting")) return { status: acquired, updated: isNew };
  const waited = withoutWaitingHolder(acquired, lockName, holder);
  return { status: waited, updated: isNew || waited !== acquired };
}

/** Takes a holder off the list of those whom the workflow waits for; an empty list goes away. */
function withoutWaitingHolder(status: SynchronizationStatus, lockName: string, holder: string): SynchronizationStatus {
  const waiting = status.semaphore?.waiting ?? [];
  const entry = waiting.find(({ semaphore }) => semaphore === lockName);
  if (entry === undefined) return status;
  const others = entry.holders?.filter((other) => other !== holder) ?? [];
  if (others.length > 0 && others.length === entry.holders?.length) return status;
  const changed =
    others.length === 0
      ? waiting.filter((other) => other !== entry)
      : waiting.map((other) => (other === entry ? { ...entry, holders: others } : other));
  const { waiting: _, ...semaphore } = status.semaphore ?? {};
  return { ...status, semaphore: changed.length === 0 ? semaphore : { ...semaphore, waiting: changed } };
}

/** Records that a lock is held no more (`LockReleased`). A semaphore keeps an entry without holders. */
export function recordReleased(
  status: SynchronizationStatus,
  { type, lockName }: LockRequest,
  holder: string,
): SynchronizationStatus {
  if (type === "semaphore") {
    const { holding: held = [], ...semaphore } = status.semaphore ?? {};
    if (!held.some((entry) => entry.semaphore === lockName)) return status;
    const holding = held.map((entry) => {
      if (entry.semaphore !== lockName) return entry;
      const holders = entry.holders?.filter((other) => other !== holder) ?? [];
      return { semaphore: lockName, ...(holders.length === 0 ? {} : { holders }) };
    });
    return { ...status, semaphore: { ...semaphore, holding } };
  }
  const { holding: held = [], ...mutex } = status.mutex ?? {};
  const holding = held.filter((entry) => entry.mutex !== lockName || entry.holder !== holder);
  if (holding.length === held.length) return status;
  return { ...status, mutex: holding.length === 0 ? mutex : { ...mutex, holding } };
}

function upsert<Entry>(entries: readonly Entry[] = [], entry: Entry, isSame: (entry: Entry) => boolean) {
  const index = entries.findIndex(isSame);
  return index < 0 ? [...entries, entry] : entries.with(index, entry);
}
