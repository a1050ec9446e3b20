import { ProgressSums } from "./progress/progress-sums.ts";

/**
 * What is kept of a workflow from one reconcile to the next, to look at what changed instead of at everything. It
 * decides nothing: without it, as after a restart of the controller, a reconcile comes to the same end.
 */
export class WorkflowMemory {
  /** Ids of nodes, by name. */
  readonly ids = new Map<string, string>();
  readonly progress = new ProgressSums();
  readonly #parts = new Map<new () => object, object>();

  /** What a part of the engine keeps in an object of its own class, made when it is first asked for. */
  of<Part extends object>(kind: new () => Part): Part {
    let part = this.#parts.get(kind) as Part | undefined;
    if (part === undefined) {
      part = new kind();
      this.#parts.set(kind, part);
    }
    return part;
  }
}
