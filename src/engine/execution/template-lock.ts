import { otherError } from "../model/errors/execution-error.ts";
import type { NodeStatus } from "../model/node-status.ts";
import { nodeTypeOfTemplate } from "../model/template-type.ts";
import type { Execution, PreparedCall } from "../reconcile/execution.ts";
import {
  initializeExecutableNode,
  initializeNodeOrMarkError,
  type NodeOrigin,
} from "../reconcile/nodes/initialize-node.ts";
import { markNodeWaitingForLock } from "../reconcile/nodes/mark-node-phase.ts";
import type { Operation } from "../reconcile/operation.ts";

export type LockAttempt =
  | { readonly acquired: true; readonly node: NodeStatus | undefined }
  | { readonly acquired: false; readonly execution: Execution };

/** Takes the locks of a template, or leaves its node waiting for them. */
export function acquireTemplateLock(
  operation: Operation,
  { template, nodeName }: PreparedCall,
  origin: NodeOrigin,
  found: NodeStatus | undefined,
): LockAttempt {
  if (template.synchronization === undefined) return { acquired: true, node: found };
  const id = operation.nodes.id(nodeName);
  const lock = operation.controller.synchronization.tryAcquire(operation, id, template.synchronization);
  if (lock.kind === "error") {
    const node = initializeNodeOrMarkError(operation, found, origin, lock.message);
    return { acquired: false, execution: { node, error: otherError(lock.message) } };
  }
  const waitingNode = (message: string): NodeStatus =>
    found ??
    initializeExecutableNode(
      operation,
      origin,
      { type: nodeTypeOfTemplate(template), phase: "Pending", message, awaitsTaskResult: true },
      template,
    );
  if (lock.kind === "waiting") {
    const { name } = waitingNode(lock.message);
    const { failedLockName: lockName, message } = lock;
    return {
      acquired: false,
      execution: { node: markNodeWaitingForLock(operation, name, { lock: lockName, message }) },
    };
  }
  if (lock.updated) operation.updated = true;
  return { acquired: true, node: found && markNodeWaitingForLock(operation, found.name) };
}
