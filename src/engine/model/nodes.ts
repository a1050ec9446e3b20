import { type DerivedIndex, PersistentMap } from "../../../sim/persistent-map.ts";
import { isDaemoned, isFailedOrError, isPhaseFulfilled, isTaskSetNode } from "./node-predicates.ts";
import type { NodeStatus } from "./node-status.ts";

/** Ids of nodes, without an order: `PersistentMap.inOrder` gives them one. */
type NodeIDs = ReadonlySet<string>;

/**
 * What a reconcile asks of all nodes, kept in step with them: a workflow of ten thousand nodes is reconciled ten
 * thousand times, and most of its nodes have long been done.
 */
export class NodeIndex implements DerivedIndex<string, NodeStatus> {
  readonly #unfulfilled = new Set<string>();
  readonly #unreported = new Set<string>();
  readonly #daemoned = new Set<string>();
  readonly #failed = new Set<string>();
  readonly #taskSet = new Set<string>();

  /** Nodes that are not done, daemons that run among them. */
  get unfulfilled(): NodeIDs {
    return this.#unfulfilled;
  }

  /** Nodes whose executor has yet to report. */
  get unreported(): NodeIDs {
    return this.#unreported;
  }

  get daemoned(): NodeIDs {
    return this.#daemoned;
  }

  get failed(): NodeIDs {
    return this.#failed;
  }

  /** Nodes that the agent works on, or has. */
  get taskSet(): NodeIDs {
    return this.#taskSet;
  }

  apply(id: string, before: NodeStatus | undefined, after: NodeStatus | undefined): void {
    // Most changes are of what no set depends on.
    if (before !== undefined && after !== undefined && isAlike(before, after)) return;
    put(this.#unfulfilled, id, after !== undefined && !isPhaseFulfilled(after));
    put(this.#unreported, id, after?.taskResultSynced === false);
    put(this.#daemoned, id, after !== undefined && isDaemoned(after));
    put(this.#failed, id, after !== undefined && isFailedOrError(after.phase));
    put(this.#taskSet, id, after !== undefined && isTaskSetNode(after));
  }
}

/** Whether two records of a node belong to the same sets. */
function isAlike(before: NodeStatus, after: NodeStatus): boolean {
  return (
    before.phase === after.phase &&
    before.taskResultSynced === after.taskResultSynced &&
    before.daemoned === after.daemoned &&
    before.type === after.type
  );
}

function put(ids: Set<string>, id: string, belongs: boolean): void {
  if (belongs) ids.add(id);
  else ids.delete(id);
}

/** `status.nodes` of a workflow, by id. */
export type Nodes = PersistentMap<string, NodeStatus, NodeIndex>;

export function nodesFrom(nodes: Iterable<NodeStatus> = []): Nodes {
  const entries = [...nodes].map((node) => [node.id, node] as const);
  return PersistentMap.indexed<string, NodeStatus, NodeIndex>(entries, new NodeIndex());
}
