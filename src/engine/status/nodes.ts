import { KeySetIndex } from "../../../sim/key-set-index.ts";
import { type DerivedIndex, PersistentMap } from "../../../sim/persistent-map.ts";
import { isDaemoned, isFailedOrError, isPhaseFulfilled, isTaskSetNode } from "./node-predicates.ts";
import type { NodeStatus } from "./node-status.ts";

/**
 * What a reconcile asks of all nodes, kept in step with them: a workflow of ten thousand nodes is reconciled ten
 * thousand times, and most of its nodes have long been done.
 */
export class NodeIndex implements DerivedIndex<string, NodeStatus> {
  /** Ids of nodes that are not done, daemons that run among them. */
  readonly unfulfilled = new KeySetIndex<string, NodeStatus>((node) => !isPhaseFulfilled(node));
  /** Ids of nodes whose executor has yet to report. */
  readonly unreported = new KeySetIndex<string, NodeStatus>((node) => node.taskResultSynced === false);
  readonly daemoned = new KeySetIndex<string, NodeStatus>(isDaemoned);
  readonly failed = new KeySetIndex<string, NodeStatus>((node) => isFailedOrError(node.phase));
  /** Ids of nodes that the agent works on, or has. */
  readonly taskSet = new KeySetIndex<string, NodeStatus>(isTaskSetNode);

  apply(id: string, before: NodeStatus | undefined, after: NodeStatus | undefined): void {
    this.unfulfilled.apply(id, before, after);
    this.unreported.apply(id, before, after);
    this.daemoned.apply(id, before, after);
    this.failed.apply(id, before, after);
    this.taskSet.apply(id, before, after);
  }
}

/** `status.nodes` of a workflow, by id. */
export type Nodes = PersistentMap<string, NodeStatus, NodeIndex>;

export function nodesFrom(nodes: Iterable<NodeStatus> = []): Nodes {
  const entries = [...nodes].map((node) => [node.id, node] as const);
  return PersistentMap.indexed<string, NodeStatus, NodeIndex>(entries, new NodeIndex());
}
