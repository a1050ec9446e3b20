import type { NodeStatus } from "../engine/status/node-status.ts";
import type { WorkflowObject } from "../engine/status/workflow-object.ts";
import { type NodeView, viewNode } from "./node-view.ts";
import { isSameJson } from "./same-json.ts";
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
  /** The view holds an id for which there was no node; its name may become known later. */
  readonly hasUnknownIds: boolean;
}

/** Follows the versions of one workflow and says what visibly changed with each. */
export class StatusTracer {
  #workflow: WorkflowView | undefined;
  #nodes = new Map<string, SeenNode>();

  /** What changed since the version before; undefined when nothing did that a timeline shows. */
  observe(workflow: WorkflowObject): StatusChange | undefined {
    const { nodes } = workflow.status;
    const removed: string[] = [];
    for (const [id, { record }] of this.#nodes) {
      if (!nodes.has(id)) {
        removed.push(record.name);
        this.#nodes.delete(id);
      }
    }
    const changed = this.#changedNodes(workflow, removed.length > 0);
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

  #changedNodes({ status }: WorkflowObject, anew: boolean): Record<string, NodeView> | undefined {
    let changed: Record<string, NodeView> | undefined;
    let hasUnknownIds = false;
    const nameOf = (id: string) => {
      const name = status.nodes.get(id)?.name;
      if (name === undefined) hasUnknownIds = true;
      return name ?? id;
    };
    for (const [id, record] of status.nodes) {
      const seen = this.#nodes.get(id);
      if (seen?.record === record && !seen.hasUnknownIds && !anew) continue;
      hasUnknownIds = false;
      const view = viewNode(record, nameOf);
      this.#nodes.set(id, { record, view, hasUnknownIds });
      if (seen !== undefined && seen.record.name === record.name && isSameJson(seen.view, view)) continue;
      changed ??= {};
      changed[record.name] = view;
    }
    return changed;
  }
}
