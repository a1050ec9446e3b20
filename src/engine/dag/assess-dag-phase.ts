import { isCompleted, isFailedOrError, isFulfilled } from "../model/node-predicates.ts";
import type { NodePhase, NodeStatus } from "../model/node-status.ts";
import { childrenBelowRetry } from "../reconcile/nodes/children.ts";
import type { Operation } from "../reconcile/operation.ts";
import { continuesOn } from "../steps/continue-on.ts";
import { type Assessment, BranchQueue } from "./assessed-branches.ts";
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
  const assessment = beginAssessment(operation, context, targets);
  const { queue, targetPhases, passed } = assessment;
  const completedGroups = new Map<string, NodePhase>();
  const stillRunning = (): DAGAssessment => {
    if (completedGroups.size === 0) context.memory.assessed.keep(assessment, operation.nodes.current);
    return { phase: "Running", completedGroups };
  };
  for (let branch = queue.first; branch !== undefined; branch = queue.first) {
    const node = operation.nodes.get(branch.id);
    if (node === undefined) return stillRunning();
    let { phase } = branch;
    if (isFulfilled(node)) {
      if (isCompleted(node)) phase = node.phase;
    } else {
      const groupPhase = completableGroupPhase(operation, node);
      if (groupPhase === undefined) return stillRunning();
      completedGroups.set(node.name, groupPhase);
      phase = groupPhase;
    }
    if (targetPhases.has(node.id)) {
      const before = targetPhases.get(node.id);
      if (before === undefined || !isFailedOrError(before)) targetPhases.set(node.id, phase);
    }
    queue.removeFirst();
    pass(operation, passed, node);
    queue.add(node.type === "Retry" ? childrenBelowRetry(operation.nodes, node) : (node.children ?? []), phase);
  }
  return { phase: phaseOfTargets(operation, context, targets, targetPhases), completedGroups };
}

function beginAssessment(operation: Operation, context: DAGContext, targets: readonly string[]): Assessment {
  const { nodes } = operation;
  const last = context.memory.assessed.resume(nodes.current);
  if (last !== undefined) return last;
  const targetPhases = new Map<string, NodePhase | undefined>();
  for (const target of targets) targetPhases.set(nodes.id(context.taskNodeName(target)), undefined);
  const queue = new BranchQueue();
  const boundary = nodes.get(context.boundaryID);
  queue.add(boundary?.children ?? [], "Succeeded");
  return { queue, targetPhases, passed: new Map(boundary && [[boundary.id, boundary]]) };
}

/** Notes a node, and with a Retry node its attempts: what is below it follows from them. */
function pass(operation: Operation, passed: Map<string, NodeStatus>, node: NodeStatus): void {
  passed.set(node.id, node);
  if (node.type !== "Retry") return;
  for (const id of node.children ?? []) {
    const attempt = operation.nodes.get(id);
    if (attempt !== undefined) passed.set(id, attempt);
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
