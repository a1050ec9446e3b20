import type { NodeStatus } from "../../model/node-status.ts";
import type { Nodes } from "../../model/nodes.ts";
import { hasOwnProgress, isProgressValid, type ProgressParts, parseProgress } from "./progress-parts.ts";

/** What one node adds to sums, and what is below it. */
interface Contribution extends ProgressParts {
  readonly type: NodeStatus["type"];
  readonly children: readonly string[];
}

interface Sum {
  done: number;
  total: number;
}

const none: readonly string[] = [];
const nothing: ProgressParts = { done: 0, total: 0 };

/**
 * The progress of all nodes together and of those below each node that has none of its own, kept from one write of a
 * workflow to the next: only what has changed since is looked at. Children are only ever added to a node while a
 * workflow runs; whatever else happens to the nodes makes it start anew.
 */
export class ProgressSums {
  #version: Nodes | undefined;
  #all: Sum = { done: 0, total: 0 };
  #contributions = new Map<string, Contribution>();
  /** By id of a node without a progress of its own, the sum below it. */
  #sums = new Map<string, Sum>();
  /** By id, the nodes without a progress of their own that a node is below; shared between nodes where equal. */
  #above = new Map<string, readonly string[]>();

  /** Ids of the nodes that may differ from those that the sums hold. */
  changedIn(nodes: Nodes): Iterable<string> {
    return (this.#version && nodes.keysChangedSince(this.#version)) ?? nodes.keys();
  }

  /** Brings the sums up to date. Gives the ids of nodes whose sum, or whose record, is another than before. */
  follow(nodes: Nodes): ReadonlySet<string> {
    const changed = this.#version && nodes.keysChangedSince(this.#version);
    this.#version = nodes;
    const affected = new Set<string>();
    if (changed === undefined || !this.#add(nodes, changed, affected)) {
      this.#clear();
      affected.clear();
      this.#add(nodes, [...nodes.keys()], affected);
    }
    return affected;
  }

  /**
   * Takes note of what was written into the nodes since {@link follow}. A write of the workflow may yet be refused: then
   * the records that are taken back count as changed, though no sum is another.
   */
  keep(nodes: Nodes): void {
    this.#version = nodes;
  }

  /** The sum over all nodes that have a progress of their own. */
  get all(): ProgressParts {
    return this.#all;
  }

  /** The sum over the nodes below a node that has no progress of its own. */
  below(id: string): ProgressParts | undefined {
    return this.#sums.get(id);
  }

  #clear(): void {
    this.#all = { done: 0, total: 0 };
    this.#contributions.clear();
    this.#sums.clear();
    this.#above.clear();
  }

  /** Takes over the changed nodes; false when more than additions was done to them. */
  #add(nodes: Nodes, changed: Iterable<string>, affected: Set<string>): boolean {
    const grown: [string, number][] = [];
    for (const id of changed) {
      const node = nodes.get(id);
      const before = this.#contributions.get(id);
      if (node === undefined) {
        if (before === undefined) continue;
        return false;
      }
      const after = contributionOf(node);
      if (before !== undefined && !extendsOther(after, before)) return false;
      if (!hasOwnProgress(node)) {
        if (before === undefined) this.#sums.set(id, { done: 0, total: 0 });
        affected.add(id);
      }
      this.#contributions.set(id, after);
      this.#change(id, before, after, affected);
      const known = before?.children.length ?? 0;
      if (after.children.length > known) grown.push([id, known]);
    }
    for (const [id, known] of grown) this.#connect(id, known, affected);
    return true;
  }

  #change(id: string, before: ProgressParts | undefined, after: ProgressParts, affected: Set<string>): void {
    const done = after.done - (before?.done ?? 0);
    const total = after.total - (before?.total ?? 0);
    if (done === 0 && total === 0) return;
    this.#all.done += done;
    this.#all.total += total;
    this.#addTo(this.#above.get(id) ?? none, { done, total }, affected);
  }

  #addTo(ids: readonly string[], { done, total }: ProgressParts, affected: Set<string>): void {
    if (done === 0 && total === 0) return;
    for (const id of ids) {
      const sum = this.#sums.get(id);
      if (sum === undefined) continue;
      sum.done += done;
      sum.total += total;
      affected.add(id);
    }
  }

  /** Puts the new children of a node, and all that is below them, below whatever the node is below. */
  #connect(parent: string, known: number, affected: Set<string>): void {
    const stack: { readonly children: readonly string[]; next: number; readonly above: readonly string[] }[] = [];
    const descend = (id: string, next: number) => {
      const children = this.#contributions.get(id)?.children ?? none;
      if (next < children.length) stack.push({ children, next, above: this.#aboveChildrenOf(id) });
    };
    descend(parent, known);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const child = top.children[top.next++];
      if (child === undefined) stack.pop();
      else if (this.#put(child, top.above, affected)) descend(child, 0);
    }
  }

  /** Notes what a node is below; answers whether that was not known. */
  #put(id: string, above: readonly string[], affected: Set<string>): boolean {
    const known = this.#above.get(id) ?? none;
    if (known === above) return false;
    const knownIds = new Set(known);
    const added = above.filter((each) => !knownIds.has(each));
    if (added.length === 0) return false;
    this.#above.set(id, known.length === 0 ? above : [...known, ...added]);
    const contribution = this.#contributions.get(id);
    if (contribution !== undefined) this.#addTo(added, contribution, affected);
    return true;
  }

  #aboveChildrenOf(id: string): readonly string[] {
    const above = this.#above.get(id) ?? none;
    return this.#sums.has(id) && !above.includes(id) ? [...above, id] : above;
  }
}

function contributionOf(node: NodeStatus): Contribution {
  const { type, children = none, progress } = node;
  const counts = hasOwnProgress(node) && isProgressValid(progress);
  const { done, total } = counts ? parseProgress(progress) : nothing;
  return { type, children, done, total };
}

function extendsOther(after: Contribution, before: Contribution): boolean {
  if (after.type !== before.type) return false;
  if (after.children === before.children) return true;
  return before.children.every((id, index) => after.children[index] === id);
}
