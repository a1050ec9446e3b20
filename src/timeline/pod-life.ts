import type { JournalEvent } from "../journal/journal-event.ts";
import type { NodeIdentity } from "../journal/object-identity.ts";
import { titleOfPod } from "./trace.ts";

/** What became of one pod. Times are virtual milliseconds. */
export interface PodLife {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  /** How traces name it: by its node, as `agent`, or by its own name. */
  readonly title: string;
  /** Absent for the helpers of the controller, such as the agent. */
  readonly node: NodeIdentity | undefined;
  readonly createdAt: number;
  readonly startedAt?: number;
  readonly endedAt?: number;
  /** How its containers ended; absent for one that is evicted. */
  readonly exitCode?: number;
  readonly isEvicted?: true;
  readonly deletedAt?: number;
}

/** The pods of a run, in the order of their creation. */
export function podLives(journal: Iterable<JournalEvent>): readonly PodLife[] {
  const pods = new Map<string, PodLife>();
  const add = (key: string, fields: Partial<PodLife>) => {
    const pod = pods.get(key);
    if (pod !== undefined) pods.set(key, { ...pod, ...fields });
  };
  for (const { t, kind, object, node, data } of journal) {
    if (object.kind !== "Pod") continue;
    const { namespace, name, uid } = object;
    const key = `${namespace}/${uid}`;
    if (kind === "stored" && data.change === "added") {
      const title = data.of === "Pod" ? titleOfPod(name, node, data) : name;
      pods.set(key, { namespace, name, uid, title, node, createdAt: t });
    } else if (kind === "stored" && data.change === "deleted") add(key, { deletedAt: t });
    else if (kind !== "pod") continue;
    else if (data.what === "running") add(key, { startedAt: t });
    else if (data.what === "evicted") add(key, { endedAt: t, isEvicted: true });
    else if (data.what === "ended") add(key, { endedAt: t, exitCode: data.exitCode });
  }
  return [...pods.values()];
}
