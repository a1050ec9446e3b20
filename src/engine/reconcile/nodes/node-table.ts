import { nodeID } from "../../model/node-identity.ts";
import { isFulfilled } from "../../model/node-predicates.ts";
import type { NodeStatus, NodeType } from "../../model/node-status.ts";
import type { NodeIndex, Nodes } from "../../model/nodes.ts";

/**
 * `status.nodes` while one reconcile works on it: reads see the reconcile's own writes, and the stored version it
 * began with stays untouched. `get` gives the record as it is now; a caller that keeps it keeps an old version, just
 * as the controller's own code holds copies of nodes.
 */
export class NodeTable {
  readonly #workflowName: string;
  #nodes: Nodes;
  /** Writes that `#nodes` lacks: a version of it for each would keep every list of children that grew by one. */
  readonly #pending = new Map<string, NodeStatus>();
  /** How many of those are of nodes that `#nodes` lacks. */
  #added = 0;
  /**
   * By id of a node, its children where there are more than its record says. The record is brought up to date when it
   * is next read: a loop of very many items adds them one by one, and a record for each would keep as many long lists.
   */
  readonly #grown = new Map<string, string[]>();
  readonly #changed = new Set<string>();
  readonly #ids: Map<string, string>;
  /** By id of a node, whether every leaf below it is done, as long as no write may have changed that. */
  readonly #doneBelow = new Map<string, boolean>();
  /** By list of children, the same as a set: a loop has very many. */
  readonly #childSets = new WeakMap<readonly string[], Set<string>>();

  /** @param ids keeps the ids of names from one reconcile to the next */
  constructor(workflowName: string, nodes: Nodes, ids: Map<string, string>) {
    this.#workflowName = workflowName;
    this.#nodes = nodes;
    this.#ids = ids;
  }

  get(id: string): NodeStatus | undefined {
    if (this.#grown.size > 0) this.#settleChildren(id);
    return this.#record(id);
  }

  #record(id: string): NodeStatus | undefined {
    return this.#pending.get(id) ?? this.#nodes.get(id);
  }

  #settleChildren(id: string): void {
    const children = this.#grown.get(id);
    if (children === undefined) return;
    this.#grown.delete(id);
    const node = this.#record(id);
    if (node !== undefined) this.#pending.set(id, { ...node, children });
  }

  has(id: string): boolean {
    return this.#record(id) !== undefined;
  }

  /** The type of a node, without its children having to be up to date. */
  typeOf(id: string): NodeType | undefined {
    return this.#record(id)?.type;
  }

  /** The node of this name, if it exists (`Workflow.GetNodeByName`). */
  byName(name: string): NodeStatus | undefined {
    return this.get(this.id(name));
  }

  /** The id that a node of this name has or would have. */
  id(name: string): string {
    let id = this.#ids.get(name);
    if (id === undefined) {
      id = nodeID(this.#workflowName, name);
      this.#ids.set(name, id);
    }
    return id;
  }

  set(node: NodeStatus): void {
    const before = this.#record(node.id);
    this.#grown.delete(node.id);
    if (before === undefined) this.#added++;
    if (this.#doneBelow.size > 0 && mayChangeWhatIsDone(before, node)) this.#doneBelow.clear();
    this.#pending.set(node.id, node);
    this.#changed.add(node.id);
  }

  get size(): number {
    return this.#nodes.size + this.#added;
  }

  values(): IterableIterator<NodeStatus> {
    return this.current.values();
  }

  /** Adds a child to a node that exists, at the end; answers false when it is one already. */
  addChild(id: string, childID: string): boolean {
    const grown = this.#grown.get(id);
    const children = grown ?? this.#record(id)?.children ?? [];
    const known = this.#childSets.get(children) ?? new Set(children);
    if (known.has(childID)) {
      this.#childSets.set(children, known);
      return false;
    }
    const list = grown ?? [...children];
    list.push(childID);
    this.#childSets.delete(children);
    this.#childSets.set(list, known.add(childID));
    this.#grown.set(id, list);
    this.#changed.add(id);
    this.#doneBelow.clear();
    return true;
  }

  /**
   * Whether every leaf below a node is done; without children, whether the node is (`childrenFulfilled`). Kept until a
   * write may change it: each group of a steps template asks for all that comes after it.
   */
  isDoneBelow(node: NodeStatus): boolean {
    const waiting = [node];
    for (let next = waiting.at(-1); next !== undefined; next = waiting.at(-1)) {
      const unknown = this.#firstUnknownBelow(next);
      if (unknown === undefined) waiting.pop();
      else waiting.push(unknown);
    }
    return this.#doneBelow.get(node.id) as boolean;
  }

  /** A child that must be looked at first; undefined once it is known whether all is done below the node. */
  #firstUnknownBelow(node: NodeStatus): NodeStatus | undefined {
    if (this.#doneBelow.has(node.id)) return undefined;
    const { children = [] } = node;
    if (children.length === 0) {
      this.#doneBelow.set(node.id, isFulfilled(node));
      return undefined;
    }
    for (const id of children) {
      const child = this.get(id);
      if (child === undefined) continue;
      const isDone = this.#doneBelow.get(id);
      if (isDone === undefined) return child;
      if (isDone) continue;
      this.#doneBelow.set(node.id, false);
      return undefined;
    }
    this.#doneBelow.set(node.id, true);
    return undefined;
  }

  /** Whether any node has the property that an index keeps. */
  some(index: Exclude<keyof NodeIndex, "apply">): boolean {
    return this.current.index[index].size > 0;
  }

  /** The nodes that have the property that an index keeps, as they are now and in the order of their creation. */
  those(index: Exclude<keyof NodeIndex, "apply">): NodeStatus[] {
    const nodes = this.current;
    return nodes.inOrder(nodes.index[index]).map((id) => nodes.get(id) as NodeStatus);
  }

  /** Ids of the nodes written since the reconcile began. */
  get changed(): ReadonlySet<string> {
    return this.#changed;
  }

  /** The nodes as they are now, as an immutable map. */
  get current(): Nodes {
    for (const id of this.#grown.keys()) this.#settleChildren(id);
    if (this.#pending.size > 0) {
      this.#nodes = this.#nodes.with({ set: this.#pending });
      this.#pending.clear();
      this.#added = 0;
    }
    return this.#nodes;
  }
}

function mayChangeWhatIsDone(before: NodeStatus | undefined, after: NodeStatus): boolean {
  return (
    before === undefined ||
    before.phase !== after.phase ||
    before.taskResultSynced !== after.taskResultSynced ||
    before.daemoned !== after.daemoned ||
    before.children !== after.children
  );
}
