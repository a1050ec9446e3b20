import { parseDuration, parseGoDuration } from "../../expression/go-duration.ts";
import type { Template } from "../../manifest/types.ts";
import { type ExecutionError, otherError, timeout } from "../model/errors/execution-error.ts";
import type { NodeStatus } from "../model/node-status.ts";
import type { Execution, PreparedCall } from "../reconcile/execution.ts";
import { markNodePhase } from "../reconcile/nodes/mark-node-phase.ts";
import { podOfNode } from "../reconcile/nodes/pod-of-node.ts";
import type { Operation } from "../reconcile/operation.ts";

/**
 * Fails a node that has been Pending longer than its template's `timeout` or `pendingTimeout` allows, and else comes
 * back when it will have been.
 */
export function checkTimeouts(
  operation: Operation,
  { nodeName, template }: PreparedCall,
  node: NodeStatus | undefined,
): Execution | undefined {
  if (node === undefined) return undefined;
  const deadlines = templateDeadlines(operation, template, node);
  if (!deadlines.ok) return endOf(operation, nodeName, node, deadlines.error);
  const next = Math.min(deadlines.ofTimeout ?? Infinity, deadlines.ofPending ?? Infinity);
  if (next < Infinity && operation.now < next && !operation.has("template-timeout-does-not-requeue")) {
    operation.requeueAfter(next - operation.now);
  }
  return undefined;
}

export type TemplateDeadlines =
  | { readonly ok: true; readonly ofTimeout: number | undefined; readonly ofPending: number | undefined }
  | { readonly ok: false; readonly error: ExecutionError };

/** When a node must have ended, and when it must have left Pending; an error once it is too late (`checkTemplateTimeouts`). */
export function templateDeadlines(operation: Operation, template: Template, node: NodeStatus): TemplateDeadlines {
  const isPending = node.phase === "Pending";
  const ofTimeout = deadline(operation, template.timeout, node);
  if (typeof ofTimeout === "object") return { ok: false, error: ofTimeout };
  const knowsPending = isPending && !operation.has("pending-timeout-unknown");
  const ofPending = knowsPending ? deadline(operation, template.pendingTimeout, node) : undefined;
  if (typeof ofPending === "object") return { ok: false, error: ofPending };
  const earliest = Math.min(ofTimeout ?? Infinity, ofPending ?? Infinity);
  return isPending && operation.now > earliest ? { ok: false, error: timeout } : { ok: true, ofTimeout, ofPending };
}

/** When a limit that counts from a node's start is over, in milliseconds. */
function deadline(
  operation: Operation,
  limit: string | undefined,
  node: NodeStatus,
): number | undefined | ExecutionError {
  if (!limit) return undefined;
  const parsed = parseTimeout(operation, limit);
  return typeof parsed === "number" ? (node.startedAt ?? 0) + parsed : parsed;
}

/** A `timeout` in milliseconds. */
function parseTimeout(operation: Operation, limit: string): number | ExecutionError {
  if (operation.has("template-timeout-needs-unit")) {
    const parsed = parseGoDuration(limit);
    return parsed.ok ? Number(parsed.nanoseconds) / 1e6 : otherError(`invalid timeout format. ${parsed.error}`);
  }
  const parsed = parseDuration(limit);
  return parsed.ok ? parsed.milliseconds : otherError(`invalid timeout format ${parsed.error}`);
}

function endOf(operation: Operation, nodeName: string, node: NodeStatus, error: ExecutionError): Execution {
  const pod = node.type === "Pod" ? podOfNode(operation, node) : undefined;
  if (pod !== undefined && !operation.has("template-timeout-leaves-pod")) {
    const { namespace, name, uid } = pod.metadata;
    operation.ports.queues.queuePodForCleanup(namespace, name, "deletePodByUID", 0, uid);
  }
  return { node: markNodePhase(operation, nodeName, "Failed", error.message), error };
}
