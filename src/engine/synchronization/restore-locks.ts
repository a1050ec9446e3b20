import { quote } from "../../expression/go/quote.ts";
import type { Release } from "../../releases/release.ts";
import { ControllerCrash } from "../model/errors/controller-crash.ts";
import type { WorkflowObject } from "../model/workflow-object.ts";
import { holderKey } from "./holder-key.ts";
import { decodeLockName } from "./lock-name.ts";
import { type LockRequest, lockRequests } from "./lock-requests.ts";
import type { LockTable } from "./lock-table.ts";
import { keyOfRecordedHolder } from "./recorded-holders.ts";

interface Holding extends LockRequest {
  readonly holders: readonly string[];
}

function holdingsOf({ status: { synchronization } }: WorkflowObject): readonly Holding[] {
  const semaphores = (synchronization?.semaphore?.holding ?? []).map(({ semaphore, holders = [] }) => {
    return { type: "semaphore", lockName: semaphore, holders } as const;
  });
  const mutexes = (synchronization?.mutex?.holding ?? []).map(({ mutex, holder }) => {
    return { type: "mutex", lockName: mutex, holders: holder ? [holder] : [] } as const;
  });
  return [...semaphores, ...mutexes];
}

/**
 * Takes the locks that running workflows record, when the controller starts (`Initialize`).
 *
 * @throws ControllerCrash when a recorded lock can neither be restored nor be closed.
 */
export function restoreLocks(locks: LockTable, workflows: Iterable<WorkflowObject>, release: Release): void {
  const restore = release.has("restart-restores-locks-carelessly") ? restoreCarelessly : restoreOrPoison;
  for (const workflow of workflows) {
    for (const holding of holdingsOf(workflow)) restore(locks, workflow, holding, release);
  }
}

/** Closes a lock that cannot be restored, since somebody may hold it. */
function restoreOrPoison(locks: LockTable, workflow: WorkflowObject, holding: Holding, release: Release): void {
  const { type, lockName } = holding;
  const { namespace, name } = workflow.metadata;
  if (locks.find(lockName) === undefined && (holding.holders.length > 0 || type === "mutex")) {
    const created = locks.obtain(holding);
    if (!created.ok) {
      const decoded = decodeLockName(lockName);
      if (!decoded.ok || decoded.lockName.kind === "Database") {
        const held = `${type} ${quote(lockName)} held by workflow ${namespace}/${name}`;
        throw new ControllerCrash(`cannot re-establish ${held} at startup: ${created.error}`);
      }
      locks.poison(lockName, `controller could not initialize lock at startup: ${created.error}`);
    }
  }
  for (const holder of holding.holders) {
    const key = upgradedKey(workflow, holder, lockName, release);
    if (key.ok) locks.find(lockName)?.restore(key.key);
    else {
      const reason = `controller could not re-establish recorded holder ${quote(holder)} at startup: ${key.error}`;
      locks.poison(lockName, reason);
    }
  }
}

/** Leaves out what it cannot restore, so that others may take locks that are held. */
function restoreCarelessly(locks: LockTable, workflow: WorkflowObject, holding: Holding, release: Release): void {
  const { type, lockName } = holding;
  const known = locks.find(lockName) !== undefined;
  if (type === "mutex" && known) return;
  const keys = holding.holders.flatMap((holder) => {
    const key = keyByLevel(workflow, holder, lockName, release);
    return key.ok ? [key.key] : [];
  });
  if (type === "mutex" && keys.length < holding.holders.length) return;
  const lock = known ? locks.find(lockName) : createdLock(locks, holding);
  if (type === "semaphore" && !known && release.has("restart-forgets-semaphore-holders")) return;
  for (const key of keys) lock?.restore(key);
}

function createdLock(locks: LockTable, request: LockRequest) {
  const created = locks.obtain(request);
  return created.ok ? created.lock : undefined;
}

type ResolvedKey = { readonly ok: true; readonly key: string } | { readonly ok: false; readonly error: string };

/** The key of a holder; one that an old release recorded lacks the workflow and has to be completed. */
function upgradedKey(workflow: WorkflowObject, holder: string, lockName: string, release: Release): ResolvedKey {
  if (isFullKey(holder)) return { ok: true, key: holder };
  return keyByLevel(workflow, holder, lockName, release);
}

/** As {@link upgradedKey}, but finds out the level of every holder, also where the key tells it. */
function keyByLevel(workflow: WorkflowObject, holder: string, lockName: string, release: Release): ResolvedKey {
  const { metadata } = workflow;
  if (release.has("synchronization-holders-lack-the-workflow")) {
    return { ok: true, key: keyOfRecordedHolder(metadata, holder, release) };
  }
  const level = levelOf(workflow, lockName, release);
  if (level === undefined) return { ok: false, error: `was unable to determine level for ${lockName}` };
  if (isFullKey(holder)) return { ok: true, key: holder };
  return { ok: true, key: holderKey(metadata, level === "workflow" ? "" : holder) };
}

function isFullKey(holder: string): boolean {
  const parts = holder.split("/").length;
  return parts === 2 || parts === 3;
}

/** Whether the workflow or one of its templates asks for a lock (`getWorkflowSyncLevelByName`). */
function levelOf(workflow: WorkflowObject, lockName: string, release: Release): "workflow" | "template" | undefined {
  const stored = workflow.status.storedWorkflowTemplateSpec;
  const looksIntoTemplates = stored !== undefined && !release.has("restart-restores-locks-carelessly");
  const specs = looksIntoTemplates ? [workflow.spec, stored] : [workflow.spec];
  const asks = (synchronization: (typeof workflow.spec)["synchronization"]): boolean => {
    if (synchronization === undefined) return false;
    const wanted = lockRequests(synchronization, workflow.metadata.namespace, release);
    return wanted.ok && wanted.requests.some((request) => request.lockName === lockName);
  };
  if (specs.some((spec) => asks(spec.synchronization))) return "workflow";
  const templates = specs.flatMap((spec) => spec.templates ?? []);
  return templates.some((template) => asks(template.synchronization)) ? "template" : undefined;
}
