import { dictionary } from "../../sim/dictionary.ts";
import type { NodeStatus } from "../engine/model/node-status.ts";
import type { Nodes } from "../engine/model/nodes.ts";
import type { WorkflowObject } from "../engine/model/workflow-object.ts";
import { isSameJson } from "../manifest/same-json.ts";
import { type NodeView, viewNode } from "./node-view.ts";
import { viewWorkflow, type WorkflowView } from "./workflow-view.ts";

/** A visible change of a stored workflow. */
export interface StatusChange {
  readonly workflow: WorkflowView;
  /** By name, each node that is new or changed, whole. */
  readonly nodes?: Readonly<Record<string, NodeView>>;
  /** Names of the nodes that went away. */
  readonly removed?: readonly string[];
}

interface SeenNode {
  readonly record: NodeStatus;
  readonly view: NodeView;
}

/** Follows the versions of one workflow and says what visibly changed with each. */
export class StatusTracer {
  #workflow: WorkflowView | undefined;
  readonly #nodes = new Map<string, SeenNode>();
  /** Nodes whose view holds an id for which there was no node; its name may become known later. */
  readonly #withUnknownIds = new Set<string>();
  #version: Nodes | undefined;

  /** What changed since the version before; undefined when nothing did that a timeline shows. */
  observe(workflow: WorkflowObject): StatusChange | undefined {
    const { nodes } = workflow.status;
    const candidates = this.#version && nodes.keysChangedSince(this.#version);
    this.#version = nodes;
    const removed = this.#remove(nodes, candidates ?? [...this.#nodes.keys()]);
    // A name that is gone shows as an id wherever it is mentioned.
    const anew = candidates === undefined || removed.length > 0;
    const changed = this.#changedNodes(nodes, anew ? nodes.keys() : nodes.inOrder(this.#withUnknown(candidates)));
    const view = viewWorkflow(workflow, (id) => nodes.get(id)?.name ?? id);
    const isUnchanged = removed.length === 0 && changed === undefined && isSameJson(this.#workflow, view);
    this.#workflow = view;
    if (isUnchanged) return undefined;
    return {
      workflow: view,
      ...(changed && { nodes: changed }),
      ...(removed.length > 0 && { removed: removed.sort() }),
    };
  }

  #withUnknown(candidates: ReadonlySet<string>): ReadonlySet<string> {
    return this.#withUnknownIds.size === 0 ? candidates : new Set([...candidates, ...this.#withUnknownIds]);
  }

  /** Forgets those of the candidates that went away; answers with their names. */
  #remove(nodes: Nodes, candidates: Iterable<string>): string[] {
    const removed: string[] = [];
    for (const id of candidates) {
      const seen = this.#nodes.get(id);
      if (seen === undefined || nodes.has(id)) continue;
      removed.push(seen.record.name);
      this.#nodes.delete(id);
      this.#withUnknownIds.delete(id);
    }
    return removed;
  }

  #changedNodes(nodes: Nodes, candidates: Iterable<string>): Record<string, NodeView> | undefined {
    let changed: Record<string, NodeView> | undefined;
    for (const id of candidates) {
      const record = nodes.get(id);
      if (record === undefined) continue;
      const seen = this.#nodes.get(id);
      const view = this.#view(nodes, record);
      this.#nodes.set(id, { record, view });
      if (seen !== undefined && seen.record.name === record.name && isSameJson(seen.view, view)) continue;
      changed ??= dictionary();
      changed[record.name] = view;
    }
    return changed;
  }

  #view(nodes: Nodes, record: NodeStatus): NodeView {
    let hasUnknownIds = false;
    const view = viewNode(record, (id) => {
      const name = nodes.get(id)?.name;
      if (name === undefined) hasUnknownIds = true;
      return name ?? id;
    });
    if (hasUnknownIds) this.#withUnknownIds.add(record.id);
    else this.#withUnknownIds.delete(record.id);
    return view;
  }
}
