import type { Pod } from "../engine/model/pod.ts";
import type { WorkflowObject } from "../engine/model/workflow-object.ts";
import type { Template } from "../manifest/types.ts";
import type { ApiServer, StoredClaim } from "./api-server/api-server.ts";

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

type GivenTask = Extract<GivenObject, { readonly kind: "task" }>;

/** Notes what the controller creates. Pods are as they were when they were created. */
export class GivenObjects {
  readonly objects: GivenObject[] = [];
  /** By workflow, tasks whose nodes are not stored yet: the index of each, and the id of its node. */
  readonly #unnamed = new Map<string, Map<number, string>>();

  constructor(server: ApiServer, now: () => number) {
    server.pods.watch((event) => {
      if (event.type === "added") this.objects.push({ kind: "pod", t: now(), pod: event.object });
    });
    server.persistentVolumeClaims.watch((event) => {
      if (event.type === "added") this.objects.push({ kind: "claim", t: now(), claim: event.object });
    });
    server.taskSets.watch((event) => {
      if (event.type === "deleted") return;
      const known = event.type === "added" ? {} : event.before.tasks;
      for (const [nodeID, template] of Object.entries(event.object.tasks)) {
        if (!(nodeID in known))
          this.#addTask(event.object.metadata.name, nodeID, { kind: "task", t: now(), nodeName: nodeID, template });
      }
    });
    server.workflows.watch((event) => {
      if (this.#unnamed.size > 0) this.#name(event.object);
    });
  }

  #addTask(workflow: string, nodeID: string, task: GivenTask): void {
    const unnamed = this.#unnamed.get(workflow) ?? new Map<number, string>();
    this.#unnamed.set(workflow, unnamed.set(this.objects.length, nodeID));
    this.objects.push(task);
  }

  #name({ status, metadata }: WorkflowObject): void {
    for (const [index, nodeID] of this.#unnamed.get(metadata.name) ?? []) {
      const nodeName = status.nodes.get(nodeID)?.name;
      const task = this.objects[index];
      if (nodeName === undefined || task?.kind !== "task") continue;
      this.objects[index] = { ...task, nodeName };
      this.#unnamed.get(metadata.name)?.delete(index);
    }
  }
}
