import { isFulfilled, isPhaseFulfilled } from "../model/node-predicates.ts";
import type { NodeStatus } from "../model/node-status.ts";
import type { Operation } from "../reconcile/operation.ts";

/**
 * Whether there is nothing left to execute for a node. A daemon that runs is looked after until it ends, so that it can
 * be retried; in earlier releases it was done once it had started.
 */
export function isExecuted(operation: Operation, node: NodeStatus): boolean {
  return operation.has("daemon-not-retried") ? isFulfilled(node) : isPhaseFulfilled(node);
}
