import { childrenBelowRetry } from "../nodes/children.ts";
import type { Operation } from "../operation.ts";
import { isCompleted, isFailedOrError, isFulfilled } from "../status/node-predicates.ts";
import type { NodePhase, NodeStatus } from "../status/node-status.ts";
import { continuesOn } from "../steps/continue-on.ts";
import type { DAGContext } from "./dag-context.ts";

export interface DAGAssessment {
  readonly phase: NodePhase;
  /** Task groups that turned out to be done, by name. */
  readonly completedGroups: ReadonlyMap<string, NodePhase>;
}

/**
 * What a DAG has come to (`assessDAGPhase`): it runs while anything below it does, and ends as its targets have. A
 * branch carries the phase of its last node that ran, so that a skipped target inherits a failure before it.
 */
export function assessDAGPhase(operation: Operation, context: DAGContext, targets: readonly string[]): DAGAssessment {
  const targetPhases = new Map<string, NodePhase | undefined>();
  for (const target of targets) targetPhases.set(operation.nodes.id(context.taskNodeName(target)), undefined);
  const completedGroups = new Map<string, NodePhase>();
  const running: DAGAssessment = { phase: "Running", completedGroups };
  const boundary = operation.nodes.get(context.boundaryID);
  const queue = new BranchQueue();
  queue.add(boundary?.children ?? [], "Succeeded");
  for (let branch = queue.next(); branch !== undefined; branch = queue.next()) {
    const node = operation.nodes.get(branch.id);
    if (node === undefined) return running;
    let { phase } = branch;
    if (isFulfilled(node)) {
      if (isCompleted(node)) phase = node.phase;
    } else {
      const groupPhase = completableGroupPhase(operation, node);
      if (groupPhase === undefined) return running;
      completedGroups.set(node.name, groupPhase);
      phase = groupPhase;
    }
    if (targetPhases.has(node.id)) {
      const before = targetPhases.get(node.id);
      if (before === undefined || !isFailedOrError(before)) targetPhases.set(node.id, phase);
    }
    queue.add(node.type === "Retry" ? childrenBelowRetry(operation.nodes, node) : (node.children ?? []), phase);
  }
  return { phase: phaseOfTargets(operation, context, targets, targetPhases), completedGroups };
}

interface Branch {
  readonly id: string;
  readonly phase: NodePhase;
}

/** Branches to follow, each pair of node and phase once (`uniquePhaseNodeQueue`). */
class BranchQueue {
  readonly #queue: Branch[] = [];
  readonly #seen = new Set<string>();
  #head = 0;

  add(ids: readonly string[], phase: NodePhase): void {
    for (const id of ids) {
      const key = `${id}-${phase}`;
      if (this.#seen.has(key)) continue;
      this.#seen.add(key);
      this.#queue.push({ id, phase });
    }
  }

  next(): Branch | undefined {
    return this.#queue[this.#head++];
  }
}

/** The phase of an unfinished task group all of whose items are done (`completableTaskGroupPhase`). */
function completableGroupPhase(operation: Operation, node: NodeStatus): NodePhase | undefined {
  const children = node.children ?? [];
  if (node.type !== "TaskGroup" || children.length === 0) return undefined;
  if (operation.has("task-group-not-completed-by-dag")) return undefined;
  let phase: NodePhase = "Succeeded";
  for (const id of children) {
    const child = operation.nodes.get(id);
    if (child === undefined || !isFulfilled(child)) return undefined;
    if (isFailedOrError(child.phase)) phase = child.phase;
  }
  return phase;
}

function phaseOfTargets(
  operation: Operation,
  context: DAGContext,
  targets: readonly string[],
  phases: ReadonlyMap<string, NodePhase | undefined>,
): NodePhase {
  const failFast = context.dag.failFast !== false;
  let result: NodePhase = "Succeeded";
  for (const target of targets) {
    const phase = phases.get(operation.nodes.id(context.taskNodeName(target)));
    if (phase === undefined) {
      result = "Running";
      if (!failFast) break;
    } else if (isFailedOrError(phase) && !continuesOn(context.task(target).continueOn, phase)) {
      result = phase;
      if (failFast) break;
    }
  }
  return result;
}
