import { onExitNodeName } from "../../engine/model/node-identity.ts";
import type { NodeStatus } from "../../engine/model/node-status.ts";
import { nodesOfWorkflow } from "../../engine/model/open-order.ts";
import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import { refuse, type UserOperationContext, type UserOperationRefusal } from "../user-operation.ts";

/**
 * The nodes of a workflow by their children. A node can be child of many, of which one is taken as its parent
 * (`newWorkflowsDag`).
 */
export class NodeTree {
  readonly root: NodeStatus;
  readonly #nodes: ReadonlyMap<string, NodeStatus>;
  readonly #parents: ReadonlyMap<string, NodeStatus>;

  private constructor(
    root: NodeStatus,
    nodes: ReadonlyMap<string, NodeStatus>,
    parents: ReadonlyMap<string, NodeStatus>,
  ) {
    this.root = root;
    this.#nodes = nodes;
    this.#parents = parents;
  }

  /** Refused when a node but the root and exit handlers has no parent, or a child does not exist. */
  static of(
    workflow: WorkflowObject,
    context: UserOperationContext,
  ): { readonly ok: true; readonly tree: NodeTree } | UserOperationRefusal {
    const { name } = workflow.metadata;
    const nodes = new Map(workflow.status.nodes.entries());
    const root = nodes.get(name);
    if (root === undefined) return refuse("couldn't find root node");
    const parents = parentsOf(name, [...nodes.values()], context);
    const exitHandler = onExitNodeName(name);
    for (const node of nodes.values()) {
      if (node !== root && !parents.has(node.id) && !node.name.startsWith(exitHandler)) {
        return refuse(`couldn't find parent node for ${node.id}`);
      }
      const missing = node.children?.find((id) => !nodes.has(id));
      if (missing !== undefined) return refuse(`coudln't obtain child ${missing}`);
    }
    return { ok: true, tree: new NodeTree(root, nodes, parents) };
  }

  parentOf(node: NodeStatus): NodeStatus | undefined {
    return this.#parents.get(node.id);
  }

  childrenOf(node: NodeStatus): readonly NodeStatus[] {
    return (node.children ?? []).flatMap((id) => this.#nodes.get(id) ?? []);
  }

  /** A node and everything below it, breadth first, each once. */
  breadthFirst(start: NodeStatus): readonly NodeStatus[] {
    const found = new Set([start]);
    // A set also visits what is added to it on the way.
    for (const node of found) {
      for (const child of this.childrenOf(node)) found.add(child);
    }
    return [...found];
  }

  /** The node or the nearest above it that satisfies the predicate. */
  nearest(start: NodeStatus, predicate: (node: NodeStatus) => boolean): NodeStatus | undefined {
    let node: NodeStatus | undefined = start;
    while (node !== undefined && !predicate(node)) node = this.parentOf(node);
    return node;
  }
}

/** The last of a node's parents, by id; in some releases, any of them. */
function parentsOf(
  workflow: string,
  nodes: readonly NodeStatus[],
  context: UserOperationContext,
): ReadonlyMap<string, NodeStatus> {
  const ordered = context.release.has("retry-takes-any-parent")
    ? context.order(nodesOfWorkflow, workflow, nodes)
    : nodes.toSorted((left, right) => (left.id < right.id ? -1 : 1));
  const parents = new Map<string, NodeStatus>();
  for (const node of ordered) {
    for (const child of node.children ?? []) parents.set(child, node);
  }
  return parents;
}
