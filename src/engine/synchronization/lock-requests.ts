import { isSameJson } from "../../manifest/same-json.ts";
import type { Mutex, SemaphoreRef, Synchronization } from "../../manifest/types.ts";
import type { Release } from "../../releases/release.ts";
import { encodeLockName, mutexLockName, semaphoreLockName } from "./lock-name.ts";

/** One lock that a workflow or template must hold. */
export interface LockRequest {
  readonly type: "semaphore" | "mutex";
  /** Encoded name of the lock. */
  readonly lockName: string;
}

export type LockRequests =
  | { readonly ok: true; readonly requests: readonly LockRequest[] }
  | { readonly ok: false; readonly error: string };

type Item =
  | { readonly type: "semaphore"; readonly reference: SemaphoreRef }
  | { readonly type: "mutex"; readonly reference: Mutex };

/**
 * The locks that a `synchronization` block asks for, semaphores before mutexes (`allSyncItems`). Which of its fields
 * count depends on the release.
 */
export function lockRequests(synchronization: Synchronization, namespace: string, release: Release): LockRequests {
  const items = itemsOf(synchronization, release);
  if (items.length === 0 && release.has("synchronization-takes-one-lock")) {
    return refused("cannot get LockName for a Sync of Unknown type");
  }
  const inMemoryOnly = release.has("locks-live-in-memory-only");
  if (hasDuplicates(items)) {
    return refused(inMemoryOnly ? "Duplicate synchronization item found" : "duplicate synchronization item found");
  }
  const requests: LockRequest[] = [];
  for (const item of items) {
    const lockName = nameOf(item, namespace, inMemoryOnly);
    if (!lockName.ok) return lockName;
    requests.push({ type: item.type, lockName: lockName.name });
  }
  return { ok: true, requests };
}

function refused(reason: string) {
  return { ok: false, error: `requested configuration is invalid: ${reason}` } as const;
}

function itemsOf(synchronization: Synchronization, release: Release): readonly Item[] {
  return release.has("synchronization-takes-one-lock")
    ? singleItem(synchronization)
    : allItems(synchronization, release);
}

function singleItem({ semaphore, mutex }: Synchronization): readonly Item[] {
  if (semaphore !== undefined) return [{ type: "semaphore", reference: semaphore }];
  return mutex === undefined ? [] : [{ type: "mutex", reference: mutex }];
}

function allItems(synchronization: Synchronization, release: Release): readonly Item[] {
  const semaphores = synchronization.semaphores ?? [];
  const mutexes = synchronization.mutexes ?? [];
  return [
    ...(release.has("synchronization-accepts-singular-fields") ? bothSingularItems(synchronization) : []),
    ...semaphores.map((reference) => ({ type: "semaphore", reference }) as const),
    ...mutexes.map((reference) => ({ type: "mutex", reference }) as const),
  ];
}

function bothSingularItems({ semaphore, mutex }: Synchronization): readonly Item[] {
  return [
    ...singleItem(semaphore === undefined ? {} : { semaphore }),
    ...singleItem(mutex === undefined ? {} : { mutex }),
  ];
}

function hasDuplicates(items: readonly Item[]): boolean {
  return items.some((item, index) => items.slice(index + 1).some((other) => isSameJson(item, other)));
}

type EncodedName = { readonly ok: true; readonly name: string } | { readonly ok: false; readonly error: string };

function nameOf(item: Item, namespace: string, inMemoryOnly: boolean): EncodedName {
  if (item.type === "mutex") {
    const { database: _, ...inMemory } = item.reference;
    return { ok: true, name: encodeLockName(mutexLockName(inMemoryOnly ? inMemory : item.reference, namespace)) };
  }
  const { configMapKeyRef, database } = item.reference;
  if (!inMemoryOnly && configMapKeyRef !== undefined && database !== undefined) {
    return refused("invalid semaphore with both ConfigMapKeyRef and Database");
  }
  const { database: _, ...inMemory } = item.reference;
  const lockName = semaphoreLockName(inMemoryOnly ? inMemory : item.reference, namespace);
  if (lockName !== undefined) return { ok: true, name: encodeLockName(lockName) };
  const places = inMemoryOnly ? "ConfigMapRef" : "ConfigMapRef or Database";
  return refused(`cannot get LockName for a Semaphore without a ${places}`);
}
