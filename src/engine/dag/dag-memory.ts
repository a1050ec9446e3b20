import type { Nodes } from "../model/nodes.ts";
import { AssessedBranches } from "./assessed-branches.ts";
import type { TaskGraph } from "./task-dependencies.ts";

/**
 * What is kept of one DAG from one reconcile to the next: which tasks have nodes, and so how far the graph must be gone
 * through. Everything in it follows from the nodes; it starts anew when a node goes away.
 */
export class DAGMemory {
  readonly graph: TaskGraph;
  /** Tasks that have a node, and all of their ancestors too. */
  readonly complete = new Set<string>();
  readonly assessed = new AssessedBranches();
  readonly #names: readonly string[];
  readonly #indexes = new Map<string, number>();
  /** By index, the tasks that a task names; -1 for one that does not exist. */
  readonly #dependencies: readonly (readonly number[])[];
  readonly #indexOfNode = new Map<string, number>();
  readonly #started: Uint8Array;
  readonly #entries = new Map<string, readonly string[]>();
  #version: Nodes | undefined;

  constructor(graph: TaskGraph, taskNodeID: (name: string) => string) {
    this.graph = graph;
    this.#names = graph.names;
    for (const [index, name] of this.#names.entries()) {
      this.#indexes.set(name, index);
      this.#indexOfNode.set(taskNodeID(name), index);
    }
    this.#dependencies = this.#names.map((name) =>
      graph.dependencies(name).tasks.map((dependency) => this.#indexes.get(dependency) ?? -1),
    );
    this.#started = new Uint8Array(this.#names.length);
  }

  /** Learns which tasks have got a node since it was last told: by what has changed, or, where that is more, by all. */
  follow(nodes: Nodes): void {
    const changed = this.#version && nodes.keysChangedSince(this.#version, this.#names.length);
    this.#version = nodes;
    if (this.#add(nodes, changed ?? this.#indexOfNode.keys())) return;
    this.#started.fill(0);
    this.#entries.clear();
    this.complete.clear();
    this.#add(nodes, this.#indexOfNode.keys());
  }

  /**
   * The tasks at which a walk from a target towards what it depends on has something to do, in its order. The tasks
   * before them wait: they have no node, and neither has something that they depend on.
   */
  entries(target: string): readonly string[] {
    let entries = this.#entries.get(target);
    if (entries === undefined) {
      entries = this.#findEntries(target);
      this.#entries.set(target, entries);
    }
    return entries;
  }

  /** False when a task has lost its node. */
  #add(nodes: Nodes, changed: Iterable<string>): boolean {
    for (const id of changed) {
      const index = this.#indexOfNode.get(id);
      if (index === undefined) continue;
      const isStarted = nodes.has(id) ? 1 : 0;
      if (this.#started[index] === isStarted) continue;
      if (isStarted === 0) return false;
      this.#started[index] = isStarted;
      this.#entries.clear();
    }
    return true;
  }

  #findEntries(target: string): string[] {
    const first = this.#indexes.get(target);
    if (first === undefined) return [target];
    const found: string[] = [];
    const visited = new Uint8Array(this.#names.length);
    const stack = [first];
    for (let index = stack.pop(); index !== undefined; index = stack.pop()) {
      if (visited[index] === 1) continue;
      visited[index] = 1;
      if (!this.#waits(index)) found.push(this.#names[index] as string);
      else {
        const dependencies = this.#dependencies[index] as readonly number[];
        for (let at = dependencies.length - 1; at >= 0; at--) stack.push(dependencies[at] as number);
      }
    }
    return found;
  }

  #waits(index: number): boolean {
    if (this.#started[index] === 1) return false;
    let waits = false;
    for (const dependency of this.#dependencies[index] as readonly number[]) {
      // Whoever executes the task finds out that it names another that does not exist.
      if (dependency < 0) return false;
      if (this.#started[dependency] === 0) waits = true;
    }
    return waits;
  }
}

/** What is kept of the DAGs of one workflow. */
export class DAGMemories {
  readonly #dags = new Map<string, DAGMemory>();

  /** What is kept of the DAG whose node this is; it begins anew when the template has become another. */
  of(boundaryID: string, graph: TaskGraph, taskNodeID: (name: string) => string): DAGMemory {
    let memory = this.#dags.get(boundaryID);
    if (memory === undefined || memory.graph !== graph) {
      memory = new DAGMemory(graph, taskNodeID);
      this.#dags.set(boundaryID, memory);
    }
    return memory;
  }

  forget(boundaryID: string): void {
    this.#dags.delete(boundaryID);
  }
}
