import { DAGMemory } from "../dag/dag-memory.ts";
import type { TaskGraph } from "../dag/task-dependencies.ts";
import { UnsettledNodes } from "../reconciliation/unsettled-nodes.ts";
import { RememberedVariables } from "../workflow/remembered-variables.ts";
import { ProgressSums } from "./progress-sums.ts";

/**
 * What is kept of a workflow from one reconcile to the next, to look at what changed instead of at everything. It
 * decides nothing: without it, as after a restart of the controller, a reconcile comes to the same end.
 */
export class WorkflowMemory {
  /** Ids of nodes, by name. */
  readonly ids = new Map<string, string>();
  readonly progress = new ProgressSums();
  readonly unsettled = new UnsettledNodes();
  readonly variables = new RememberedVariables();
  readonly #dags = new Map<string, DAGMemory>();

  /** What is kept of the DAG whose node this is. */
  dag(boundaryID: string, graph: TaskGraph, taskNodeID: (name: string) => string): DAGMemory {
    let memory = this.#dags.get(boundaryID);
    if (memory === undefined || memory.graph !== graph) {
      memory = new DAGMemory(graph, taskNodeID);
      this.#dags.set(boundaryID, memory);
    }
    return memory;
  }

  forgetDAG(boundaryID: string): void {
    this.#dags.delete(boundaryID);
  }
}
