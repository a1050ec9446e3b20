import type { StoredClaim } from "../cluster/api-server/api-server.ts";
import { objectKey } from "../cluster/api-server/object-key.ts";
import type { Pod, TaskSet } from "../engine/model/pod.ts";
import type { WorkflowObject } from "../engine/model/workflow-object.ts";
import type { JournalEvent, StoredData } from "../journal/journal-event.ts";
import type { Template } from "../manifest/types.ts";

/** Something that the controller made for others to work with. `t` is when, in virtual milliseconds. */
export type GivenObject =
  | { readonly kind: "pod"; readonly t: number; readonly pod: Pod }
  /** A claim made from `volumeClaimTemplates`. */
  | { readonly kind: "claim"; readonly t: number; readonly claim: StoredClaim }
  /** An HTTP or plugin template for the agent. */
  | {
      readonly kind: "task";
      readonly t: number;
      /** Name of its node; its id if the node was never stored. */
      readonly nodeName: string;
      readonly template: Template;
    };

/** What the controller has created in a run, in order. Pods are as they were when they were created. */
export function givenObjects(journal: Iterable<JournalEvent>): readonly GivenObject[] {
  const given = new Given();
  for (const { t, kind, data } of journal) if (kind === "stored") given.add(t, data);
  return given.objects;
}

class Given {
  readonly objects: GivenObject[] = [];
  /** By workflow, tasks whose nodes are not stored yet: the index of each, and the id of its node. */
  readonly #unnamed = new Map<string, Map<number, string>>();

  add(t: number, data: StoredData): void {
    const isNew = data.change === "added";
    switch (data.of) {
      case "Pod":
        if (isNew && data.after !== undefined) this.objects.push({ kind: "pod", t, pod: data.after });
        return;
      case "Workflow":
        if (this.#unnamed.size > 0 && data.after !== undefined) this.#name(data.after);
        return;
      case "PersistentVolumeClaim":
        if (isNew) this.objects.push({ kind: "claim", t, claim: data.after as StoredClaim });
        return;
      case "WorkflowTaskSet":
        if (data.after !== undefined) this.#addTasks(t, data.before as TaskSet | undefined, data.after as TaskSet);
    }
  }

  #addTasks(t: number, before: TaskSet | undefined, { metadata, tasks }: TaskSet): void {
    const workflow = objectKey(metadata.namespace, metadata.name);
    for (const [nodeID, template] of Object.entries(tasks)) {
      if (before !== undefined && nodeID in before.tasks) continue;
      const unnamed = this.#unnamed.get(workflow) ?? new Map<number, string>();
      this.#unnamed.set(workflow, unnamed.set(this.objects.length, nodeID));
      this.objects.push({ kind: "task", t, nodeName: nodeID, template });
    }
  }

  #name({ status, metadata }: WorkflowObject): void {
    const unnamed = this.#unnamed.get(objectKey(metadata.namespace, metadata.name));
    for (const [index, nodeID] of unnamed ?? []) {
      const nodeName = status.nodes.get(nodeID)?.name;
      const task = this.objects[index];
      if (nodeName === undefined || task?.kind !== "task") continue;
      this.objects[index] = { ...task, nodeName };
      unnamed?.delete(index);
    }
  }
}
