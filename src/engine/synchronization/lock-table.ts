import type { Release } from "../../releases/release.ts";
import { workflowOfHolder } from "./holder-key.ts";
import type { Lock } from "./lock.ts";
import { decodeLockName } from "./lock-name.ts";
import type { LockRequest } from "./lock-requests.ts";
import { PoisonedLock } from "./poisoned-lock.ts";
import { Semaphore } from "./semaphore.ts";
import type { LimitReading } from "./semaphore-limit.ts";

export interface LockTableOptions {
  readonly release: Release;
  /** Reads the limit of a semaphore, given the lock's name; see `readSemaphoreLimit`. */
  readLimit(lockName: string): LimitReading;
  /** Adds a workflow to the queue after `semaphoreNotifyDelay`, because a lock may be free for it. */
  wake(namespace: string, workflowName: string): void;
}

export type FoundLock = { readonly ok: true; readonly lock: Lock } | { readonly ok: false; readonly error: string };

/** The locks that the controller knows, by their encoded names. A lock comes to be when it is first asked for. */
export class LockTable {
  readonly #options: LockTableOptions;
  readonly #locks = new Map<string, Lock>();
  /** Limits as they were last read, in releases that read them only when a lock is asked for. */
  readonly #limits = new Map<string, number>();

  constructor(options: LockTableOptions) {
    this.#options = options;
  }

  find(lockName: string): Lock | undefined {
    return this.#locks.get(lockName);
  }

  /** All locks, with their names. */
  all(): readonly (readonly [string, Lock])[] {
    return [...this.#locks];
  }

  /** The lock of this name, made if it is not there yet. */
  obtain(request: LockRequest): FoundLock {
    if (request.type === "semaphore" && this.#readsLimitOnAcquireOnly) {
      const reading = this.#options.readLimit(request.lockName);
      if (!reading.ok) return reading;
      this.#limits.set(request.lockName, reading.limit);
    }
    const found = this.#locks.get(request.lockName);
    if (found !== undefined) return { ok: true, lock: found };
    const created = this.#create(request);
    if (created.ok) this.#locks.set(request.lockName, created.lock);
    return created;
  }

  /** Lets nobody have a lock until the controller starts again. */
  poison(lockName: string, reason: string): void {
    this.#locks.set(lockName, new PoisonedLock(lockName, reason));
  }

  get #readsLimitOnAcquireOnly(): boolean {
    return this.#options.release.has("semaphore-limit-read-on-acquire-only");
  }

  #create({ type, lockName: name }: LockRequest): FoundLock {
    const { release } = this.#options;
    const decoded = decodeLockName(name);
    if (!decoded.ok) return decoded;
    if (decoded.lockName.kind === "Database") {
      return { ok: false, error: `database session is not available for ${type} ${name}` };
    }
    const wake = (key: string) => {
      const { namespace, name: workflowName } = workflowOfHolder(key);
      this.#options.wake(namespace, workflowName);
    };
    if (type === "mutex") {
      return { ok: true, lock: new Semaphore({ name, release, wake, readLimit: () => ({ ok: true, limit: 1 }) }) };
    }
    const lock = new Semaphore({ name, release, wake, readLimit: () => this.#limitOf(name) });
    if (!this.#readsLimitOnAcquireOnly && lock.limit() === 0) {
      return { ok: false, error: `failed to initialize semaphore ${name} with limit` };
    }
    return { ok: true, lock };
  }

  #limitOf(name: string): LimitReading {
    if (!this.#readsLimitOnAcquireOnly) return this.#options.readLimit(name);
    return { ok: true, limit: this.#limits.get(name) ?? 0 };
  }
}
