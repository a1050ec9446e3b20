import type { Pod } from "../../engine/model/pod.ts";
import type { ApiResult } from "../../engine/model/ports.ts";
import type { StoredMeta } from "../../engine/model/workflow-object.ts";
import type { Journal } from "../../journal/journal.ts";
import type { StoredData } from "../../journal/journal-event.ts";
import { identityOf, nodeOfPod, type ObjectKind } from "../../journal/object-identity.ts";
import { defaultNamespace } from "../../manifest/load-manifests.ts";
import { alreadyExists, conflict, notFound, uidConflict } from "./api-errors.ts";
import { NamespacedMap } from "./namespaced-map.ts";

/** Anything that the API server keeps. Objects are immutable; every write makes a new one. */
export interface StoredObject {
  readonly metadata: StoredMeta;
}

/** Metadata before the API server has added its part. */
export type DraftMeta = Omit<StoredMeta, "uid" | "resourceVersion" | "creationTimestamp" | "deletionTimestamp">;

export type Draft<Stored extends StoredObject> = Omit<Stored, "metadata"> & { readonly metadata: DraftMeta };

/** The start of all metadata, so that it has one shape whatever a draft says: it is copied with every write. */
const blankMeta = {
  name: "",
  namespace: "",
  labels: undefined,
  annotations: undefined,
  finalizers: undefined,
  uid: "",
  resourceVersion: 0,
  creationTimestamp: 0,
} as unknown as StoredMeta;

/** What a watch tells about one object. */
export type WatchEvent<Stored extends StoredObject> =
  | { readonly type: "added"; readonly object: Stored }
  | { readonly type: "modified"; readonly before: Stored; readonly object: Stored }
  /** Modified by a patch, not by replacing it. */
  | { readonly type: "patched"; readonly before: Stored; readonly object: Stored }
  | { readonly type: "deleted"; readonly object: Stored };

export type Watcher<Stored extends StoredObject> = (event: WatchEvent<Stored>) => void;

/** What all stores of one API server share. */
export interface StoreClock {
  /** Virtual now, in milliseconds. */
  now(): number;
  /** The next resource version: one more than that of the last write to any object. */
  nextVersion(): number;
  /** Where every change is written down before anybody else learns of it. */
  readonly journal?: Journal | undefined;
}

/** The objects of one kind, with optimistic concurrency, finalizers and watches. */
export class ObjectStore<Stored extends StoredObject> {
  readonly kind: ObjectKind;
  /** Name of the resource in messages, for example `pods`. */
  readonly resource: string;
  readonly #clock: StoreClock;
  readonly #objects = new NamespacedMap<Stored>();
  readonly #watchers: Watcher<Stored>[] = [];
  /** How many objects of each name there have been. */
  readonly #generations = new NamespacedMap<number>();

  constructor(kind: ObjectKind, resource: string, clock: StoreClock) {
    this.kind = kind;
    this.resource = resource;
    this.#clock = clock;
  }

  get(namespace: string, name: string): Stored | undefined {
    return this.#objects.get(namespace, name);
  }

  /** All objects, namespace by namespace, in the order of their creation. */
  list(): Iterable<Stored> {
    return this.#objects.values();
  }

  /** Calls the watcher with every later change, in order and at once. */
  watch(watcher: Watcher<Stored>): void {
    this.#watchers.push(watcher);
  }

  read(namespace: string, name: string): ApiResult<Stored> {
    const value = this.get(namespace, name);
    return value === undefined ? { ok: false, error: notFound(this.resource, name) } : { ok: true, value };
  }

  create(draft: Draft<Stored>): ApiResult<Stored> {
    const { name, namespace } = draft.metadata;
    if (this.get(namespace, name) !== undefined) return { ok: false, error: alreadyExists(this.resource, name) };
    const resourceVersion = this.#clock.nextVersion();
    const metadata: StoredMeta = {
      ...blankMeta,
      ...draft.metadata,
      uid: this.#nextUid(namespace, name),
      resourceVersion,
      creationTimestamp: wholeSeconds(this.#clock.now()),
    };
    const object = { ...draft, metadata } as Draft<Stored> & StoredObject as unknown as Stored;
    this.#objects.set(namespace, name, object);
    this.#notify({ type: "added", object });
    return { ok: true, value: object };
  }

  /** Replaces an object that is based on the stored version; `Conflict` otherwise. */
  update(object: Stored): ApiResult<Stored> {
    const { name, namespace, resourceVersion, uid } = object.metadata;
    const before = this.get(namespace, name);
    if (before === undefined) return { ok: false, error: notFound(this.resource, name) };
    if (before.metadata.resourceVersion !== resourceVersion || before.metadata.uid !== uid) {
      return { ok: false, error: conflict(this.resource, name) };
    }
    return { ok: true, value: object === before ? before : this.#replace("modified", before, object) };
  }

  /** Replaces an object, whatever its version. A change that answers with the same object changes nothing. */
  modify(namespace: string, name: string, change: (object: Stored) => Stored): ApiResult<Stored> {
    return this.#change("modified", namespace, name, change);
  }

  /** As {@link modify}, by a patch. */
  patch(namespace: string, name: string, change: (object: Stored) => Stored): ApiResult<Stored> {
    return this.#change("patched", namespace, name, change);
  }

  /** Deletes an object, at once or, if it has finalizers, once they are gone. */
  delete(namespace: string, name: string, preconditionUid?: string): ApiResult<void> {
    const object = this.get(namespace, name);
    if (object === undefined) return { ok: false, error: notFound(this.resource, name) };
    const { uid, finalizers, deletionTimestamp } = object.metadata;
    if (preconditionUid !== undefined && preconditionUid !== uid) {
      return { ok: false, error: uidConflict(this.resource, name, preconditionUid, uid) };
    }
    if (finalizers === undefined || finalizers.length === 0) this.#remove(object);
    else if (deletionTimestamp === undefined) {
      const metadata = { ...object.metadata, deletionTimestamp: wholeSeconds(this.#clock.now()) };
      this.#replace("modified", object, { ...object, metadata });
    }
    return { ok: true, value: undefined };
  }

  /** A uid that tells what it belongs to, unlike that of any other object of the kind. */
  #nextUid(namespace: string, name: string): string {
    const generation = (this.#generations.get(namespace, name) ?? 0) + 1;
    this.#generations.set(namespace, name, generation);
    // No name has an underscore.
    const own = namespace === defaultNamespace || namespace === "" ? name : `${namespace}_${name}`;
    return generation === 1 ? `uid-${own}` : `uid-${own}-${generation}`;
  }

  #change(
    type: "modified" | "patched",
    namespace: string,
    name: string,
    change: (object: Stored) => Stored,
  ): ApiResult<Stored> {
    const before = this.get(namespace, name);
    if (before === undefined) return { ok: false, error: notFound(this.resource, name) };
    const changed = change(before);
    return { ok: true, value: changed === before ? before : this.#replace(type, before, changed) };
  }

  #replace(type: "modified" | "patched", before: Stored, object: Stored): Stored {
    const metadata = { ...object.metadata, resourceVersion: this.#clock.nextVersion() };
    const after = { ...object, metadata };
    this.#objects.set(metadata.namespace, metadata.name, after);
    this.#notify({ type, before, object: after });
    const { deletionTimestamp, finalizers = [] } = metadata;
    if (deletionTimestamp !== undefined && finalizers.length === 0) this.#remove(after);
    return after;
  }

  #remove(object: Stored): void {
    this.#objects.delete(object.metadata.namespace, object.metadata.name);
    this.#clock.nextVersion();
    this.#notify({ type: "deleted", object });
  }

  /** What watchers do is caused by the change; what its writer does next is not. */
  #notify(event: WatchEvent<Stored>): void {
    const { journal } = this.#clock;
    if (journal === undefined) {
      for (const watcher of this.#watchers) watcher(event);
      return;
    }
    const { cause } = journal;
    this.#record(journal, event);
    for (const watcher of this.#watchers) watcher(event);
    journal.resume(cause);
  }

  #record(journal: Journal, event: WatchEvent<Stored>): void {
    const { type: change, object } = event;
    const before = change === "deleted" ? object : change === "added" ? undefined : event.before;
    const after = change === "deleted" ? undefined : object;
    const data = { of: this.kind, change, before, after, by: journal.writer };
    // The kind of a store goes with the type of its objects.
    const node = this.kind === "Pod" ? nodeOfPod(object as unknown as Pod) : undefined;
    journal.record("stored", identityOf(this.kind, object.metadata), data as unknown as StoredData, node);
  }
}

/** Kubernetes keeps timestamps to the second. */
export function wholeSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000) * 1000;
}
