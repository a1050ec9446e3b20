import type { ApiError, Notice } from "../../engine/model/ports.ts";
import type { Journal } from "../../journal/journal.ts";
import type { JournalEvent, ReconcileBeganData, ReconcileEndedData } from "../../journal/journal-event.ts";
import type { ObjectIdentity } from "../../journal/object-identity.ts";

/** A reconcile that is about to begin. */
export interface BeginningReconcile {
  readonly object: ObjectIdentity;
  readonly data: ReconcileBeganData;
}

interface OpenReconcile {
  readonly object: ObjectIdentity;
  readonly notices: Notice[];
  wrote: number | undefined;
  refused: ApiError | undefined;
  hasDied: boolean;
}

/** Writes down what the reconciles of one process read, what they wrote, and why they ended. */
export class ReconcileJournal {
  readonly #journal: Journal;
  #open: OpenReconcile | undefined;

  constructor(journal: Journal) {
    this.#journal = journal;
    if (this.#isWanted) journal.subscribe((event) => this.#read(event));
  }

  get #isWanted(): boolean {
    return this.#journal.wants("reconcileEnded");
  }

  /** What the engine is to tell its notices; undefined where nobody listens. */
  get notice(): ((notice: Notice) => void) | undefined {
    return this.#journal.wants("noticed") ? (notice) => this.#notice(notice) : undefined;
  }

  /** Does the work of one reconcile. */
  run({ object, data }: BeginningReconcile, work: () => void): void {
    const journal = this.#journal;
    if (!this.#isWanted) {
      work();
      return;
    }
    journal.record("reconcileBegan", object, data);
    const { cause } = journal;
    const open: OpenReconcile = { object, notices: [], wrote: undefined, refused: undefined, hasDied: false };
    this.#open = open;
    work();
    this.#open = undefined;
    journal.resume(cause);
    journal.record("reconcileEnded", object, { queue: data.queue, key: data.key, outcome: outcomeOf(open) });
  }

  #notice(notice: Notice): void {
    const { cause } = this.#journal;
    const object = this.#open?.object;
    if (object === undefined) return;
    this.#open?.notices.push(notice);
    this.#journal.record("noticed", object, notice);
    this.#journal.resume(cause);
  }

  #read({ kind, object, data }: JournalEvent): void {
    const open = this.#open;
    if (open === undefined) return;
    if (kind === "controller") open.hasDied = true;
    if (object.kind !== open.object.kind || object.name !== open.object.name) return;
    if (kind === "stored" && data.by === "controller") open.wrote = data.after?.metadata.resourceVersion ?? open.wrote;
    if (kind === "answered" && !data.ok) open.refused = data.error;
  }
}

function outcomeOf({ hasDied, wrote, refused, notices }: OpenReconcile): ReconcileEndedData["outcome"] {
  if (hasDied) return { kind: "died" };
  if (wrote !== undefined) return { kind: "wrote", resourceVersion: wrote };
  if (refused !== undefined) return { kind: "notWritten", error: refused };
  return notices.length > 0 ? { kind: "heldUp", notices } : { kind: "nothingToWrite" };
}
