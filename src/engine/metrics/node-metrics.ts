import type { Template } from "../../manifest/types.ts";
import { isFulfilled } from "../model/node-predicates.ts";
import type { NodeStatus } from "../model/node-status.ts";
import type { Operation } from "../reconcile/operation.ts";
import { emitMetrics } from "./emit-metrics.ts";
import { nodeMetricScope } from "./metric-scope.ts";

/** The metrics of a node that was executed: in real time when it is new, all when it ended in this reconcile. */
export function emitMetricsOfExecution(operation: Operation, template: Template, node: NodeStatus): void {
  const { metrics } = template;
  if (metrics === undefined) return;
  if (operation.nodesBeforeExecution.get(node.id) === undefined) {
    emitMetrics(operation, metrics, nodeMetricScope(operation, node), "realtime");
  }
  if (isFulfilled(node)) emitMetricsOfEnd(operation, template, node);
}

/** All metrics of a node that has ended, in the reconcile in which it did. */
export function emitMetricsOfEnd(operation: Operation, { metrics }: Template, node: NodeStatus): void {
  if (metrics === undefined) return;
  const before = operation.nodesBeforeExecution.get(node.id);
  if (before !== undefined && isFulfilled(before)) return;
  emitMetrics(operation, metrics, nodeMetricScope(operation, node), "all");
}

/** All metrics of a node whose pod has ended since; one that ended as it was created, by a cache, has none. */
export function emitMetricsOfKnownNode(operation: Operation, template: Template, node: NodeStatus): void {
  // Without metrics the nodes as they were are left alone: to look at them and at those of now in turns is slow.
  if (template.metrics !== undefined && operation.nodesBeforeExecution.has(node.id))
    emitMetricsOfEnd(operation, template, node);
}

/** All metrics of an attempt that has ended, at every look at its Retry node until the next has begun. */
export function emitMetricsOfAttempt(operation: Operation, { metrics }: Template, attempt: NodeStatus): void {
  if (metrics !== undefined) emitMetrics(operation, metrics, nodeMetricScope(operation, attempt), "all");
}
