import type { Release } from "../../releases/release.ts";
import type { StoredMeta, SynchronizationStatus } from "../model/workflow-object.ts";
import { holderKey } from "./holder-key.ts";

/** A lock that a status records as held, and by which key. */
export interface RecordedHolder {
  readonly lockName: string;
  readonly key: string;
}

/** The name under which a status records a holder: releases before v3.5.11 keep the last part of the key only. */
export function recordedHolder(key: string, release: Release): string {
  return release.has("synchronization-holders-lack-the-workflow") ? key.slice(key.lastIndexOf("/") + 1) : key;
}

/** The key of a recorded holder; the reverse of {@link recordedHolder} (`getResourceKey`). */
export function keyOfRecordedHolder(metadata: StoredMeta, holder: string, release: Release): string {
  if (!release.has("synchronization-holders-lack-the-workflow")) return holder;
  return holderKey(metadata, holder === metadata.name ? "" : holder);
}

/** What a workflow that ends gives back: all that its status records, but for the slips of some releases. */
export function holdersReleasedAtEnd(
  metadata: StoredMeta,
  status: SynchronizationStatus,
  release: Release,
): readonly RecordedHolder[] {
  const skipsHolders = release.has("workflow-end-keeps-semaphore-slots");
  const ofSemaphores = (status.semaphore?.holding ?? []).flatMap(({ semaphore, holders = [] }) =>
    // Upstream takes each holder off the list while it walks along it, and so passes over the one after.
    holders.filter((_, index) => !skipsHolders || index % 2 === 0).map((holder) => ({ lockName: semaphore, holder })),
  );
  const held = (status.mutex?.holding ?? []).map(({ mutex, holder = "" }) => ({ lockName: mutex, holder }));
  const ofMutexes = release.has("workflow-end-keeps-mutexes") ? visitedWhileShrinking(held) : held;
  return [...ofSemaphores, ...ofMutexes].map(({ lockName, holder }) => ({
    lockName,
    key: keyOfRecordedHolder(metadata, holder, release),
  }));
}

/** What a loop over a Go slice visits that takes each visited element out of the slice's own array. */
function visitedWhileShrinking<Element>(elements: readonly Element[]): readonly Element[] {
  const array = [...elements];
  let length = array.length;
  return elements.map((_, index) => {
    const visited = array[index] as Element;
    const found = array.indexOf(visited);
    if (found < length) {
      array.copyWithin(found, found + 1, length);
      length--;
    }
    return visited;
  });
}
