import type { Template } from "../../manifest/types.ts";
import { isFailedOrError } from "../model/node-predicates.ts";
import type { NodeStatus } from "../model/node-status.ts";
import { templateOfOwner } from "../reconcile/nodes/template-of-node.ts";
import type { Operation } from "../reconcile/operation.ts";
import { retryStrategyOf } from "../reconcile/retry-strategy.ts";

export type AvoidedHosts =
  | { readonly ok: true; readonly hosts: readonly string[] }
  | { readonly ok: false; readonly error: string };

const none: AvoidedHosts = { ok: true, hosts: [] };

/** The hosts on which earlier attempts failed, when the next one is to avoid them (`RetryOnDifferentHost`). */
export function avoidedHosts(operation: Operation, node: NodeStatus, template: Template): AvoidedHosts {
  const retry = retryNodeOf(operation, node);
  if (retry === undefined) return none;
  const resolved = templateOfOwner(operation, retry);
  if (!resolved.ok) return resolved;
  const affinity = retryStrategyOf(operation, resolved.template ?? template)?.affinity;
  if (affinity === undefined) return none;
  const isAsked = affinity.nodeAntiAffinity !== undefined || operation.has("any-retry-affinity-avoids-hosts");
  return isAsked ? { ok: true, hosts: failedHosts(operation, retry) } : none;
}

/**
 * The Retry node of the attempt that the pod is, or that it belongs to (`FindRetryNode`). Earlier releases look at the
 * boundary alone, where there is one.
 */
function retryNodeOf(operation: Operation, node: NodeStatus): NodeStatus | undefined {
  const boundary = node.boundaryID ? operation.nodes.get(node.boundaryID) : undefined;
  if (operation.has("retry-node-found-by-boundary")) return retryOfAttempt(operation, boundary ?? node);
  return retryOfAttempt(operation, node) ?? retryOfAttempt(operation, boundary);
}

function retryOfAttempt(operation: Operation, attempt: NodeStatus | undefined): NodeStatus | undefined {
  if (attempt?.nodeFlag?.retried !== true) return undefined;
  return operation.nodes.byName(attempt.name.replace(/\(\d+\)$/, ""));
}

/** Hosts of failed pods below a node, depth first, the last child first (`GetFailHosts`). */
function failedHosts({ nodes }: Operation, retry: NodeStatus): readonly string[] {
  const hosts = new Set<string>();
  const stack = [retry.id];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    const node = nodes.get(id);
    if (node === undefined) continue;
    if (node.type === "Pod" && isFailedOrError(node.phase)) hosts.add(node.hostNodeName ?? "");
    stack.push(...(node.children ?? []));
  }
  return [...hosts];
}
