import type { NodeStatus } from "../../engine/model/node-status.ts";
import type { WorkflowObject } from "../../engine/model/workflow-object.ts";

/** A visible change of the status of a workflow. */
export interface StatusMoment {
  /** What has become so: `demo[0].build is Running`, or of the workflow `it is Running`. */
  readonly what: string;
  /** The node that it is about. */
  readonly node?: NodeStatus;
}

/**
 * Tells visible changes of workflows apart by what is new with each: the first of the nodes that is in a phase in which
 * it has not been before, so that "when this node is in this phase" means this moment. Where nothing of that sort is new,
 * but something changed, it is told again.
 */
export class StatusMoments {
  /** By the uid of a workflow, the nodes and phases that have been. */
  readonly #seen = new Map<string, Set<string>>();

  /** The moment that a change of a stored workflow is; undefined when nobody sees it. */
  next(before: WorkflowObject | undefined, after: WorkflowObject): StatusMoment | undefined {
    if (before === undefined) return { what: "it is created" };
    const node = this.#nodeToTell(before, after);
    if (node !== undefined) return { what: `${node.name} is ${node.phase}`, node };
    const { phase } = after.status;
    if (phase !== before.status.phase) return { what: `it is ${phase}` };
    const suspended = after.spec.suspend === true;
    if (suspended !== (before.spec.suspend === true)) return { what: suspended ? "it is suspended" : "it is resumed" };
    return undefined;
  }

  /** What is seen for the first time goes before what was seen, and then what says most to people. */
  #nodeToTell(before: WorkflowObject, after: WorkflowObject): NodeStatus | undefined {
    const changed = changedPhases(before, after);
    if (changed.length === 0) return undefined;
    const seen = this.#seenOf(after);
    let told: NodeStatus | undefined;
    let best = -1;
    for (const node of changed) {
      const key = `${node.phase} ${node.name}`;
      const rank = (seen.has(key) ? 0 : unseen) + weight(node);
      seen.add(key);
      if (rank <= best) continue;
      told = node;
      best = rank;
    }
    return told;
  }

  #seenOf({ metadata: { uid } }: WorkflowObject): Set<string> {
    let seen = this.#seen.get(uid);
    if (seen === undefined) {
      seen = new Set();
      this.#seen.set(uid, seen);
    }
    return seen;
  }
}

function changedPhases(before: WorkflowObject, after: WorkflowObject): NodeStatus[] {
  const { nodes } = after.status;
  const ids = nodes.keysChangedSince(before.status.nodes);
  const changed: NodeStatus[] = [];
  for (const id of ids === undefined ? nodes.keys() : nodes.inOrder(ids)) {
    const node = nodes.get(id);
    if (node !== undefined && before.status.nodes.get(id)?.phase !== node.phase) changed.push(node);
  }
  return changed;
}

const unseen = 3;

/** A node that waits for people says more than one that has a pod, and that more than one that has only children. */
function weight({ type, phase }: NodeStatus): number {
  if (type === "Suspend" && phase === "Running") return 2;
  return type === "Pod" ? 1 : 0;
}
