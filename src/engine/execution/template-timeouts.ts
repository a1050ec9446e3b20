import { parseDuration, parseGoDuration } from "../../expression/go-duration.ts";
import { type ExecutionError, otherError, timeout } from "../execution-error.ts";
import { markNodePhase } from "../nodes/mark-node-phase.ts";
import type { Operation } from "../operation.ts";
import { podOfNode } from "../reconciliation/pod-of-node.ts";
import type { NodeStatus } from "../status/node-status.ts";
import type { Execution, PreparedCall } from "./execution.ts";

/**
 * Fails a node that has been Pending longer than its template's `timeout` or `pendingTimeout` allows, and else comes
 * back when it will have been (`checkTemplateTimeouts`).
 */
export function checkTimeouts(
  operation: Operation,
  { nodeName, template }: PreparedCall,
  node: NodeStatus | undefined,
): Execution | undefined {
  if (node === undefined) return undefined;
  const deadlines: number[] = [];
  for (const [limit, appliesTo] of [
    [template.timeout, "every phase"],
    [template.pendingTimeout, "Pending"],
  ] as const) {
    if (!limit || (appliesTo === "Pending" && node.phase !== "Pending")) continue;
    const parsed = parseTimeout(operation, limit);
    if (typeof parsed !== "number") return endOf(operation, nodeName, node, parsed);
    const deadline = (node.startedAt ?? 0) + parsed;
    if (node.phase === "Pending" && operation.now > deadline) return endOf(operation, nodeName, node, timeout);
    deadlines.push(deadline);
  }
  const next = Math.min(...deadlines);
  if (deadlines.length > 0 && operation.now < next && !operation.has("template-timeout-does-not-requeue")) {
    operation.requeueAfter(next - operation.now);
  }
  return undefined;
}

/** A `timeout` in milliseconds. */
export function parseTimeout(operation: Operation, limit: string): number | ExecutionError {
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
