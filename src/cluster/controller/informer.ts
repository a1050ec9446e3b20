import type { EventLoop } from "../../../sim/loop.ts";
import type { Journal } from "../../journal/journal.ts";
import { identityOf } from "../../journal/object-identity.ts";
import type { ObjectStore, StoredObject, WatchEvent } from "../api-server/object-store.ts";
import type { ClusterChoices } from "../choice-kinds.ts";
import { eventPriority } from "../event-priority.ts";
import { IndexedCache, type Indexers } from "./indexed-cache.ts";

/** How a watch event may be delayed; the first is the obedient way. */
const deliveries = [
  { name: "at once", delay: 0 },
  { name: "1s late", delay: 1_000 },
  { name: "11s late", delay: 11_000 },
] as const;
/** When an event that has arrived is seen. */
const turns = ["at once", "after the controller"] as const;

const deliveryNames = deliveries.map(({ name }) => name);

/** What an informer tells. `updated` has the object as the cache had it before, which may be the same version. */
export interface InformerHandlers<Stored extends StoredObject> {
  added(object: Stored): void;
  updated(before: Stored, object: Stored): void;
  deleted(object: Stored): void;
}

export interface InformerOptions<Stored extends StoredObject> {
  readonly loop: EventLoop;
  readonly journal: Journal;
  readonly choices: ClusterChoices;
  /** Name of the kind in labels, for example `pod`. */
  readonly kind: string;
  readonly store: ObjectStore<Stored>;
  readonly indexers?: Indexers<Stored>;
  /** Whether an object has the labels that are asked for; default: all have. */
  readonly selects?: (object: Stored) => boolean;
  /** Whether the watch tells of selected objects alone, as an API server does; else only the first list is so. */
  readonly watchesSelected?: boolean;
  /** Tells the versions of an object apart in labels of choices, for example by its phase. */
  readonly state?: (object: Stored) => string;
  /** Whether the controller may act at this very instant, and so before an event that arrives now is seen. */
  readonly isContested?: () => boolean;
  /** How long each event takes to arrive, one after the other, in milliseconds; without it that is a choice. */
  readonly lag?: number | undefined;
  readonly patchesArriveTwice?: boolean;
  /** When it first tells of every object as if it had changed, and then how often; default never. */
  readonly resync?: { readonly first: number; readonly period: number };
}

/** Something that is on its way from the API server to the cache. */
interface Arrival<Stored> {
  readonly due: number;
  readonly sentAt: number;
  /** What caused the change; see `EventLoop.cause`. */
  readonly cause: number;
  readonly type: "set" | "deleted";
  readonly object: Stored;
}

/**
 * A cache that follows the API server by list and watch (`cache.SharedIndexInformer`). Events never overtake another.
 *
 * In the world of the recorded timelines a patch arrives as two events: what it changed under the version that was there
 * before, and then the new version with nothing else changed. Whoever looks at changes of the version alone, or at
 * changes of the contents alone, learns of it by one of the two; whoever asks for both learns nothing.
 */
export class Informer<Stored extends StoredObject> {
  readonly cache: IndexedCache<Stored>;
  readonly #options: InformerOptions<Stored>;
  readonly #asksDelays: boolean;
  readonly #asksRaces: boolean;
  #handlers: InformerHandlers<Stored> | undefined;
  #running = false;
  #arriving: Arrival<Stored>[] = [];
  #lastDue = 0;

  constructor(options: InformerOptions<Stored>) {
    this.#options = options;
    this.#asksDelays = options.choices.asks("deliver");
    this.#asksRaces = options.choices.asks("race");
    this.cache = new IndexedCache(options.indexers ?? {});
    options.store.watch((event) => {
      if (this.#running) this.#receive(event);
    });
  }

  /** Lists what there is, without telling anybody, and watches from then on. */
  list(): void {
    this.#running = true;
    const { store, selects = () => true } = this.#options;
    for (const object of store.list()) if (selects(object)) this.cache.set(object);
  }

  /** Tells the handlers what was listed, and from then on what changes. */
  handle(handlers: InformerHandlers<Stored>): void {
    this.#handlers = handlers;
    for (const object of [...this.cache.list()]) handlers.added(object);
    const { resync } = this.#options;
    if (resync !== undefined) this.#scheduleResync(resync.first, resync.period);
  }

  /** Whether an event that arrives at this instant is one of these. `before`: the object as the cache has it. */
  arrives(isOne: (object: Stored, before: Stored | undefined) => boolean): boolean {
    const { now } = this.#options.loop;
    return this.#arriving.some(
      ({ due, object }) => due <= now && isOne(object, this.cache.get(object.metadata.namespace, object.metadata.name)),
    );
  }

  /** Stops for good: whatever is still arriving is lost. */
  stop(): void {
    this.#running = false;
    this.#handlers = undefined;
    this.#arriving = [];
  }

  #scheduleResync(at: number, period: number): void {
    const { loop, kind } = this.#options;
    const resync = () => {
      if (!this.#running) return;
      for (const object of [...this.cache.list()]) this.#handlers?.updated(object, object);
      this.#scheduleResync(at + period, period);
    };
    loop.schedule(at, eventPriority.delivery, resync, `resync ${kind}`);
  }

  #receive(stored: WatchEvent<Stored>): void {
    const event = this.#asSelected(stored);
    if (event === undefined) return;
    const delay = this.#options.lag === undefined ? this.#chooseDelay(event) : this.#options.lag;
    if (event.type === "patched" && this.#options.patchesArriveTwice === true) {
      const { resourceVersion } = event.before.metadata;
      const early = { ...event.object, metadata: { ...event.object.metadata, resourceVersion } };
      this.#send("set", early, delay);
    }
    this.#send(event.type === "deleted" ? "deleted" : "set", event.object, delay);
  }

  /**
   * What a watch of selected objects tells: one that loses its labels is deleted for it, and one that gets them is new.
   * Undefined for what it does not tell.
   */
  #asSelected(event: WatchEvent<Stored>): WatchEvent<Stored> | undefined {
    const { selects, watchesSelected } = this.#options;
    if (selects === undefined || watchesSelected !== true) return event;
    const { object } = event;
    const isSelected = selects(object);
    if (event.type === "added" || event.type === "deleted") return isSelected ? event : undefined;
    const wasSelected = selects(event.before);
    if (wasSelected) return isSelected ? event : { type: "deleted", object: asLastSelected(event.before, object) };
    return isSelected ? { type: "added", object } : undefined;
  }

  #send(type: Arrival<Stored>["type"], object: Stored, delay: number): void {
    const { loop, journal } = this.#options;
    const due = Math.max(loop.now, this.#lastDue) + delay;
    this.#lastDue = due;
    this.#arriving.push({ due, sentAt: loop.now, cause: journal.cause, type, object });
    if (this.#arriving.length === 1) this.#scheduleDelivery(due);
  }

  #chooseDelay({ type, object }: WatchEvent<Stored>): number {
    if (!this.#asksDelays) return deliveries[0].delay;
    const { choices } = this.#options;
    const label = `deliver:${this.#describe(type, object)}`;
    return deliveries[choices.choose("deliver", label, deliveryNames)]?.delay ?? 0;
  }

  #scheduleDelivery(due: number, priority: number = eventPriority.delivery): void {
    const arriving = this.#arriving;
    const deliver = () => {
      // The informer may have been stopped since.
      if (arriving === this.#arriving) this.#deliver(priority === eventPriority.late);
    };
    this.#options.loop.schedule(due, priority, deliver, `deliver ${this.#options.kind}`);
  }

  /** @param isLate whether the controller has acted at this instant already */
  #deliver(isLate: boolean): void {
    const { now } = this.#options.loop;
    const arriving = this.#arriving;
    let count = 0;
    let late = false;
    for (let next = arriving[0]; next !== undefined && next.due <= now; next = arriving[++count]) {
      late = !isLate && this.#isLate(next);
      if (late) break;
      this.#apply(next);
    }
    if (arriving !== this.#arriving) return;
    arriving.splice(0, count);
    const next = arriving[0];
    if (next !== undefined) this.#scheduleDelivery(next.due, late ? eventPriority.late : eventPriority.delivery);
  }

  /** Where the controller acts at this instant, it may do so before it sees this: each informer has a goroutine. */
  #isLate({ type, object }: Arrival<Stored>): boolean {
    const { choices, isContested = () => false } = this.#options;
    if (!this.#asksRaces || !isContested()) return false;
    return choices.choose("race", `race:${this.#describe(type, object)}`, turns) === 1;
  }

  #describe(type: Arrival<Stored>["type"] | WatchEvent<Stored>["type"], object: Stored): string {
    const { kind, state } = this.#options;
    const what = type === "deleted" ? type : (state?.(object) ?? type);
    const { namespace, name } = object.metadata;
    return `${kind}/${namespace}/${name}@${what}`;
  }

  #apply({ type, object, sentAt, cause }: Arrival<Stored>): void {
    const { journal, loop, kind, store } = this.#options;
    journal.resume(cause);
    if (journal.wants("delivered")) {
      const { resourceVersion } = object.metadata;
      const data = { informer: kind, change: type, resourceVersion, late: loop.now - sentAt } as const;
      journal.record("delivered", identityOf(store.kind, object.metadata), data);
    }
    const before = this.cache.get(object.metadata.namespace, object.metadata.name);
    if (type === "deleted") {
      this.cache.delete(object);
      this.#handlers?.deleted(object);
    } else {
      this.cache.set(object);
      if (before === undefined) this.#handlers?.added(object);
      else this.#handlers?.updated(before, object);
    }
  }
}

/** What a watch shows of an object that it selects no more: the object as it was, under the new version. */
function asLastSelected<Stored extends StoredObject>(before: Stored, { metadata }: Stored): Stored {
  return { ...before, metadata: { ...before.metadata, resourceVersion: metadata.resourceVersion } };
}
