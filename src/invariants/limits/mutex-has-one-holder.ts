import { type Check, type Finding, type Invariant, nothing } from "../invariant.ts";
import { about } from "../workflows/workflow-facts.ts";
import { heldLocks } from "./held-locks.ts";

export const mutexHasOneHolder: Invariant = {
  name: "mutex-has-one-holder",
  kind: "always",
  why: "A mutex keeps two things from running at the same time, in one workflow or in several.",
  issues: [15609],
  begin,
};

function begin(): Check {
  /** Holders by mutex, by workflow. */
  const holders = new Map<string, Map<string, readonly string[]>>();
  const forget = (workflow: string) => {
    for (const ofMutex of holders.values()) ofMutex.delete(workflow);
  };
  return {
    workflowDeleted({ workflow }) {
      forget(workflow.metadata.uid);
      return nothing;
    },
    workflowChanged({ before, after }): readonly Finding[] {
      if (before?.status.synchronization === after.status.synchronization) return nothing;
      const { uid } = after.metadata;
      forget(uid);
      for (const { kind, lock, holder } of heldLocks(after)) {
        if (kind !== "mutex") continue;
        const ofMutex = holders.get(lock) ?? new Map<string, readonly string[]>();
        holders.set(lock, ofMutex.set(uid, [...(ofMutex.get(uid) ?? []), holder]));
      }
      return Array.from(holders, ([lock, ofMutex]) => ({ lock, all: [...ofMutex.values()].flat() }))
        .filter(({ all }) => all.length > 1)
        .map(({ lock, all }) => ({ ...about(after), nodes: [], message: `${lock} is held by ${all.join(" and ")}` }));
    },
  };
}
