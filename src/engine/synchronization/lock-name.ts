import type { Mutex, SemaphoreRef } from "../../manifest/types.ts";
import { Panic } from "../model/errors/execution-error.ts";

/** What a lock is named after: a mutex, a key of a ConfigMap that holds a semaphore's limit, or a row of a database. */
export interface LockName {
  readonly kind: "Mutex" | "ConfigMap" | "Database";
  readonly namespace: string;
  /** Name of the mutex, the ConfigMap or the database key. */
  readonly resourceName: string;
  /** Key of the ConfigMap; empty for other kinds. */
  readonly key: string;
}

export type DecodedLockName =
  | { readonly ok: true; readonly lockName: LockName }
  | { readonly ok: false; readonly error: string };

/** The lock of a mutex; its namespace defaults to that of the workflow. */
export function mutexLockName(mutex: Mutex, workflowNamespace: string): LockName {
  const kind = mutex.database ? "Database" : "Mutex";
  return { kind, namespace: mutex.namespace || workflowNamespace, resourceName: mutex.name ?? "", key: "" };
}

/** The lock of a semaphore; undefined when it names no place where its limit stands. */
export function semaphoreLockName(semaphore: SemaphoreRef, workflowNamespace: string): LockName | undefined {
  const namespace = semaphore.namespace || workflowNamespace;
  const { configMapKeyRef, database } = semaphore;
  if (configMapKeyRef !== undefined) {
    return { kind: "ConfigMap", namespace, resourceName: configMapKeyRef.name ?? "", key: configMapKeyRef.key };
  }
  if (database !== undefined) return { kind: "Database", namespace, resourceName: database.key, key: "" };
  return undefined;
}

/**
 * `default/Mutex/name` or `default/ConfigMap/name/key`, as `status.synchronization` has it.
 *
 * @throws Panic when the name cannot be read back, for a mutex without a name for instance: so does the controller.
 */
export function encodeLockName(lockName: LockName): string {
  const { kind, namespace, resourceName, key } = lockName;
  const encoded = `${namespace}/${kind}/${resourceName}${kind === "ConfigMap" ? `/${key}` : ""}`;
  const decoded = decodeLockName(encoded);
  if (!decoded.ok) {
    throw new Panic(`bug: unable to decode lock (${encoded}) that was just encoded: ${decoded.error}`);
  }
  return encoded;
}

/** Reads what {@link encodeLockName} wrote (`DecodeLockName`). */
export function decodeLockName(text: string): DecodedLockName {
  const [namespace = "", kind, ...rest] = text.split("/");
  if (kind === undefined || rest.length === 0) return invalid("Invalid lock key: unknown format");
  if (kind !== "Mutex" && kind !== "ConfigMap" && kind !== "Database") {
    return invalid(`Invalid lock key, unexpected kind: ${kind}`);
  }
  if (kind === "ConfigMap" && rest.length !== 2) return invalid("Invalid ConfigMap lock key: unknown format");
  const [resourceName = "", key = ""] = kind === "ConfigMap" ? rest : [rest.join("/")];
  if (namespace === "") return invalid("Invalid lock key: Namespace is missing");
  if (resourceName === "") return invalid("Invalid lock key: ResourceName is missing");
  if (kind === "ConfigMap" && key === "") return invalid("Invalid lock key: Key is missing for ConfigMap lock");
  return { ok: true, lockName: { kind, namespace, resourceName, key } };
}

function invalid(error: string): DecodedLockName {
  return { ok: false, error };
}
