import type { Template } from "../../manifest/types.ts";
import { isFailedOrError } from "../model/node-predicates.ts";
import type { NodeStatus } from "../model/node-status.ts";
import { templateType } from "../model/template-type.ts";
import { markNodePhase } from "../reconcile/nodes/mark-node-phase.ts";
import { podOfNode } from "../reconcile/nodes/pod-of-node.ts";
import { templateOfOwner } from "../reconcile/nodes/template-of-node.ts";
import type { Operation } from "../reconcile/operation.ts";

const failFastMessage = "template has failed or errored children and failFast enabled";

export type Parallelism =
  | { readonly kind: "free" }
  | { readonly kind: "reached" }
  | { readonly kind: "error"; readonly message: string };

const free = { kind: "free" } as const;
const reached = { kind: "reached" } as const;

/** Whether a limit on parallelism, or a failed sibling under `failFast`, keeps a template from being executed now. */
export function checkParallelism(
  operation: Operation,
  template: Template,
  node: NodeStatus | undefined,
  boundaryID: string,
): Parallelism {
  const limit = operation.executionSpec.parallelism;
  if (limit !== undefined && operation.activePods >= limit) return reached;
  const type = templateType(template);
  if (node !== undefined && (type === "dag" || type === "steps")) {
    if (failsFast(operation, template, node)) return reached;
    if (template.parallelism !== undefined && countActivePods(operation, node.id) >= template.parallelism) {
      return reached;
    }
  }
  const isActive = node !== undefined && (node.phase === "Pending" || node.phase === "Running");
  return boundaryID === "" || isActive ? free : checkBoundary(operation, boundaryID);
}

function checkBoundary(operation: Operation, boundaryID: string): Parallelism {
  const boundary = operation.nodes.get(boundaryID);
  if (boundary === undefined) return free;
  const found = templateOfOwner(operation, boundary);
  if (!found.ok) return { kind: "error", message: found.error };
  const { template } = found;
  if (template === undefined) return free;
  if (failsFast(operation, template, boundary)) return reached;
  if (template.parallelism === undefined) return free;
  return countActiveChildren(operation, boundaryID) >= template.parallelism ? reached : free;
}

/** Whether `failFast` stops a Steps or DAG node; once none of its pods is active, the node is Failed. */
function failsFast(operation: Operation, template: Template, node: NodeStatus): boolean {
  if (template.failFast !== true || !hasFailedChild(operation, node.id)) return false;
  if (operation.has("fail-fast-does-not-wait-for-pods")) {
    markNodePhase(operation, node.name, "Failed", failFastMessage);
    return true;
  }
  if (countActivePods(operation, node.id) > 0) return true;
  if (templateType(template) === "steps") {
    const group = lastStepGroup(operation, node.id);
    if (group !== undefined) markNodePhase(operation, group.name, "Failed", failFastMessage);
  }
  markNodePhase(operation, node.name, "Failed", failFastMessage);
  return true;
}

/** The step group that is reached last from a node, depth first (`findLeafNodeWithType`). */
function lastStepGroup(operation: Operation, id: string): NodeStatus | undefined {
  let last: NodeStatus | undefined;
  const stack = [id];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const node = operation.nodes.get(next);
    if (node === undefined) continue;
    if (node.type === "StepGroup") last = node;
    stack.push(...(node.children ?? []).toReversed());
  }
  return last;
}

/** Pods that take a place (`getActivePods`); `""` counts those of the whole workflow. */
export function countActivePods(operation: Operation, boundaryID: string): number {
  let count = 0;
  for (const node of operation.nodes.those("unfulfilled")) {
    if (node.type !== "Pod" || (boundaryID !== "" && node.boundaryID !== boundaryID)) continue;
    if (node.phase !== "Pending" && node.phase !== "Running") continue;
    if (node.synchronizationStatus?.waiting) continue;
    if (podOfNode(operation, node) !== undefined) count++;
  }
  return count;
}

function isCounted(node: NodeStatus, boundaryID: string): boolean {
  return node.boundaryID === boundaryID && (node.type === "Pod" || node.type === "Steps" || node.type === "DAG");
}

function countActiveChildren(operation: Operation, boundaryID: string): number {
  let count = 0;
  for (const node of operation.nodes.those("unfulfilled")) {
    if (isCounted(node, boundaryID) && (node.phase === "Pending" || node.phase === "Running")) count++;
  }
  return count;
}

function hasFailedChild(operation: Operation, boundaryID: string): boolean {
  for (const node of operation.nodes.those("failed")) {
    if (isCounted(node, boundaryID) && isFailedOrError(node.phase)) return true;
  }
  return false;
}
