import type { Nodes } from "../../model/nodes.ts";

/**
 * The nodes of one workflow of which pods or executors may have something to say that their records lack: their pods,
 * their reports or they themselves have changed since they were last looked at and nothing came of it.
 */
export class UnsettledNodes {
  readonly #ids = new Set<string>();
  #version: Nodes | undefined;

  /** Notes that a pod or a report of a node has come, changed or gone. */
  add(id: string): void {
    this.#ids.add(id);
  }

  /** Nothing new can come from the node's pod and report as they are. */
  settle(id: string): void {
    this.#ids.delete(id);
  }

  /**
   * Begins a reconcile.
   *
   * @param nodes as the informer shows them
   * @param all gives the ids of all nodes that have a pod or a report
   */
  follow(nodes: Nodes, all: () => Iterable<string>): void {
    const changed = this.#version && nodes.keysChangedSince(this.#version);
    this.#version = nodes;
    for (const id of changed ?? all()) this.#ids.add(id);
  }

  /** Those nodes as they are now; what is added or settled meanwhile does not change the list. */
  get ids(): readonly string[] {
    return [...this.#ids];
  }
}
