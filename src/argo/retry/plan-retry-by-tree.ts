import { onExitNodeName } from "../../engine/model/node-identity.ts";
import { isFailedOrError } from "../../engine/model/node-predicates.ts";
import type { NodeStatus } from "../../engine/model/node-status.ts";
import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import { refuse, type UserOperationContext } from "../user-operation.ts";
import { isGroupNode } from "./group-node.ts";
import { NodeTree } from "./node-tree.ts";
import { emptyPlan, type RetryPlanResult } from "./retry-plan.ts";
import { succeededDescendants } from "./succeeded-descendants.ts";

/**
 * Plans a retry from the nodes that must run again: each is deleted with all that is below it, and the groups on the
 * way up to the root are reset. Nodes nearer to the root go first, so that none is looked at that is already below a
 * deleted one.
 */
export function planRetryByTree(
  workflow: WorkflowObject,
  selected: ReadonlySet<string>,
  { hasParameters }: { readonly hasParameters: boolean },
  context: UserOperationContext,
): RetryPlanResult {
  // A workflow that ended before its first node, such as one refused by validation, starts anew.
  if (workflow.status.nodes.size === 0) return { ok: true, plan: emptyPlan };
  const found = NodeTree.of(workflow, context);
  if (!found.ok) return found;
  const { tree } = found;
  const runAgain = nodesToRunAgain(workflow, tree, selected);
  const paths = new RetryPaths(tree, context);
  for (const node of tree.breadthFirst(tree.root)) {
    if (!runAgain.has(node.id) || paths.deleted.has(node.id)) continue;
    if (!paths.add(node)) return refuse("was seeking node but ran out of nodes to explore");
  }
  const expandsAnew = hasParameters && !context.release.has("retry-keeps-stale-expansions");
  if (expandsAnew) paths.deleteExpansions();
  const exitNodes = exitHandlerNodes(workflow, tree);
  return {
    ok: true,
    plan: {
      reset: paths.reset,
      deleted: paths.deleted,
      dropped: exitNodes.dropped,
      podsOf: new Set([...paths.deleted, ...exitNodes.podsOf]),
    },
  };
}

/** The selected nodes and every failed piece of work below which nothing succeeded. */
function nodesToRunAgain(workflow: WorkflowObject, tree: NodeTree, selected: ReadonlySet<string>): Set<string> {
  const hasSucceededDescendant = succeededDescendants(workflow.status.nodes, selected);
  const runAgain = new Set(selected);
  for (const [id, node] of workflow.status.nodes.entries()) {
    if (!isFailedOrError(node.phase) || !doesWork(node)) continue;
    const retryNode = node.nodeFlag?.retried ? tree.parentOf(node) : undefined;
    if (!hasSucceededDescendant(retryNode ?? node)) runAgain.add(id);
  }
  return runAgain;
}

function doesWork({ type }: NodeStatus): boolean {
  return type === "Pod" || type === "Container" || type === "HTTP" || type === "Plugin";
}

/** Nodes of the workflow's exit handler are forgotten, and the pods below it deleted, whatever became of them. */
function exitHandlerNodes(workflow: WorkflowObject, tree: NodeTree) {
  const name = onExitNodeName(workflow.metadata.name);
  const nodes = [...workflow.status.nodes.entries()].map(([, node]) => node);
  const exitNode = nodes.find((node) => node.name === name);
  return {
    dropped: new Set(nodes.filter((node) => node.name.startsWith(name)).map(({ id }) => id)),
    podsOf: exitNode === undefined ? [] : tree.breadthFirst(exitNode).map(({ id }) => id),
  };
}

/** What has to be reset and deleted so that some nodes can run again. */
class RetryPaths {
  readonly reset = new Set<string>();
  readonly deleted = new Set<string>();
  readonly #tree: NodeTree;
  readonly #resetsSucceededRetryNodes: boolean;
  readonly #leavesTaskGroups: boolean;

  constructor(tree: NodeTree, { release }: UserOperationContext) {
    this.#tree = tree;
    this.#resetsSucceededRetryNodes = release.has("retry-resets-succeeded-retry-nodes");
    this.#leavesTaskGroups = release.has("retry-leaves-task-groups-finished");
  }

  /** Deletes a node and resets its way to the root; false when the way breaks off (`resetPath`). */
  add(start: NodeStatus): boolean {
    this.#deleteSubtree(start);
    if (start === this.#tree.root) return true;
    let node: NodeStatus | undefined = start;
    while (node !== undefined) {
      if (isGroupNode(node)) {
        this.reset.add(node.id);
        const above = this.#resetBoundaries(node);
        if (!above.ok) return false;
        node = above.node;
      } else if (node.type === "Container") {
        // One container cannot run again without its pod, and so without the containers beside it.
        node = this.#tree.nearest(node, ({ type }) => type === "Pod");
        if (node === undefined) return false;
        this.#deleteSubtree(node);
      } else {
        if (this.#isRetryNodeToReset(node)) this.reset.add(node.id);
        node = this.#tree.parentOf(node);
      }
    }
    return true;
  }

  /** Deletes what is below groups that are reset, so that new arguments give them new members. */
  deleteExpansions(): void {
    for (const node of this.#tree.breadthFirst(this.#tree.root)) {
      const isExpansion = node.type === "TaskGroup" || node.type === "StepGroup";
      if (!isExpansion || !this.reset.has(node.id) || this.deleted.has(node.id)) continue;
      for (const child of this.#tree.breadthFirst(node)) {
        if (child !== node) this.deleted.add(child.id);
      }
    }
  }

  #deleteSubtree(top: NodeStatus): void {
    for (const node of this.#tree.breadthFirst(top)) this.deleted.add(node.id);
  }

  #isRetryNodeToReset(node: NodeStatus): boolean {
    return node.type === "Retry" && (this.#resetsSucceededRetryNodes || isFailedOrError(node.phase));
  }

  /** Resets what encloses a group, boundary by boundary; gives the parent of the outermost (`resetBoundaries`). */
  #resetBoundaries(group: NodeStatus): { ok: true; node: NodeStatus | undefined } | { ok: false } {
    let node = group;
    for (;;) {
      let parent = this.#tree.parentOf(node);
      if (parent?.type === "Retry") {
        this.reset.add(parent.id);
        node = parent;
        parent = this.#tree.parentOf(node);
      }
      const isGroup = parent?.type === "StepGroup" || (parent?.type === "TaskGroup" && !this.#leavesTaskGroups);
      if (parent !== undefined && isGroup) this.reset.add(parent.id);
      const { boundaryID } = node;
      if (boundaryID === undefined) return { ok: true, node: parent };
      const boundary = this.#tree.nearest(node, ({ id }) => id === boundaryID);
      if (boundary === undefined) return { ok: false };
      this.reset.add(boundary.id);
      node = boundary;
    }
  }
}
