import type { PersistentMap } from "../../sim/persistent-map.ts";
import type { NodeStatus } from "./status/node-status.ts";
import { nodeID } from "./values/node-identity.ts";

/**
 * `status.nodes` while one reconcile works on it: reads see the reconcile's own writes, and the stored version it
 * began with stays untouched. `get` gives the record as it is now; a caller that keeps it keeps an old version, just
 * as the controller's own code holds copies of nodes.
 */
export class NodeTable {
  readonly #workflowName: string;
  #nodes: PersistentMap<string, NodeStatus>;
  readonly #changed = new Set<string>();

  constructor(workflowName: string, nodes: PersistentMap<string, NodeStatus>) {
    this.#workflowName = workflowName;
    this.#nodes = nodes;
  }

  get(id: string): NodeStatus | undefined {
    return this.#nodes.get(id);
  }

  /** The node of this name, if it exists (`Workflow.GetNodeByName`). */
  byName(name: string): NodeStatus | undefined {
    return this.#nodes.get(this.id(name));
  }

  /** The id that a node of this name has or would have. */
  id(name: string): string {
    return nodeID(this.#workflowName, name);
  }

  set(node: NodeStatus): void {
    this.#nodes = this.#nodes.set(node.id, node);
    this.#changed.add(node.id);
  }

  values(): IterableIterator<NodeStatus> {
    return this.#nodes.values();
  }

  /** Ids of the nodes written since the reconcile began. */
  get changed(): ReadonlySet<string> {
    return this.#changed;
  }

  /** The nodes as they are now, as an immutable map. */
  get current(): PersistentMap<string, NodeStatus> {
    return this.#nodes;
  }
}
