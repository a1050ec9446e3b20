import { onExitNodeName } from "../../engine/model/node-identity.ts";
import type { NodeStatus } from "../../engine/model/node-status.ts";
import { nodesOfWorkflow } from "../../engine/model/open-order.ts";
import type { WorkflowObject } from "../../engine/model/workflow-object.ts";
import { refuse, type UserOperationContext } from "../user-operation.ts";
import { isGroupNode } from "./group-node.ts";
import type { RetryPlanResult } from "./retry-plan.ts";
import { succeededDescendants } from "./succeeded-descendants.ts";

/**
 * Plans a retry by deciding over every node from its own phase and type, as releases before v3.6.6 do. A node that is
 * not done makes the whole retry fail.
 */
export function planRetryNodeByNode(
  workflow: WorkflowObject,
  selected: ReadonlySet<string>,
  context: UserOperationContext,
): RetryPlanResult {
  const nodes = [...workflow.status.nodes.values()];
  const [unfinished] = context.order(nodesOfWorkflow, workflow.metadata.name, nodes.filter(isUnfinished));
  if (unfinished !== undefined) {
    return refuse(`Workflow cannot be retried with node ${unfinished.name} in ${unfinished.phase} phase`);
  }
  const decisions = new NodeDecisions(workflow, selected);
  for (const node of nodes) {
    if (node.phase === "Succeeded" || node.phase === "Skipped") decisions.decideOnGoodNode(node);
    else decisions.decideOnBadNode(node);
  }
  if (context.release.has("retry-resets-the-root-node")) decisions.resetRoot();
  const { reset, deleted, dropped, podsOf } = decisions;
  return { ok: true, plan: { reset, deleted, dropped, podsOf } };
}

function isUnfinished({ phase }: NodeStatus): boolean {
  return phase === "Pending" || phase === "Running";
}

class NodeDecisions {
  readonly reset = new Set<string>();
  readonly deleted = new Set<string>();
  readonly dropped = new Set<string>();
  readonly podsOf = new Set<string>();
  readonly #workflow: WorkflowObject;
  /** The selected nodes and all below them. */
  readonly #forced: ReadonlySet<string>;
  readonly #hasSucceededDescendant: (node: NodeStatus) => boolean;

  constructor(workflow: WorkflowObject, selected: ReadonlySet<string>) {
    this.#workflow = workflow;
    this.#forced = new Set([...selected].flatMap((id) => [id, ...this.#descendants(id)]));
    this.#hasSucceededDescendant = succeededDescendants(workflow.status.nodes, this.#forced);
  }

  /** Keeps a node that succeeded or was skipped, unless it is selected or belongs to the exit handler. */
  decideOnGoodNode(node: NodeStatus): void {
    const isExitNode = node.name.startsWith(onExitNodeName(this.#workflow.metadata.name));
    if (!isExitNode && !this.#forced.has(node.id)) return;
    if (isGroupNode(node) && node.boundaryID !== undefined) {
      this.dropped.add(node.id);
      if (this.#descendants(node.id).some((id) => this.#forced.has(id))) this.#resetWithBoundaries(node);
    } else if (node.type === "Pod" || node.type === "Suspend" || node.type === "Skipped") {
      this.#resetWithBoundaries(node);
      // A suspended node waits again; only what followed from it goes away.
      if (node.type !== "Suspend") this.#delete(node.id);
      for (const id of this.#descendants(node.id)) this.#delete(id);
    } else {
      this.reset.add(node.id);
    }
  }

  /** Resets a failed group; deletes other failed nodes, unless something below them succeeded. */
  decideOnBadNode(node: NodeStatus): void {
    if (isGroupNode(node)) this.reset.add(node.id);
    else if (node.type === "Retry" || !this.#hasSucceededDescendant(node)) this.#delete(node.id);
  }

  resetRoot(): void {
    this.reset.add(this.#workflow.metadata.name);
  }

  #delete(id: string): void {
    this.deleted.add(id);
    this.podsOf.add(id);
  }

  /** Resets a node and the groups that enclose it, up to but without the root (`resetConnectedParentGroupNodes`). */
  #resetWithBoundaries(start: NodeStatus): void {
    let node: NodeStatus | undefined = start;
    while (node !== undefined) {
      this.reset.add(node.id);
      if (node.boundaryID === undefined || node.boundaryID === this.#workflow.metadata.name) return;
      const boundary = this.#workflow.status.nodes.get(node.boundaryID);
      node = boundary !== undefined && isGroupNode(boundary) ? boundary : undefined;
    }
  }

  #descendants(id: string): readonly string[] {
    const found = new Set<string>();
    const queue = [id];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      for (const child of this.#workflow.status.nodes.get(next)?.children ?? []) {
        if (found.has(child)) continue;
        found.add(child);
        queue.push(child);
      }
    }
    return [...found];
  }
}
