import { loadMemoizedOutputs } from "../memoization/load-outputs.ts";
import { otherError } from "../model/errors/execution-error.ts";
import { type NodeStatus, withoutFields } from "../model/node-status.ts";
import { nodeTypeOfTemplate } from "../model/template-type.ts";
import type { Execution, PreparedCall } from "../reconcile/execution.ts";
import {
  initializeExecutableNode,
  initializeNodeOrMarkError,
  type NodeOrigin,
} from "../reconcile/nodes/initialize-node.ts";
import type { Operation } from "../reconcile/operation.ts";
import { retryStrategyOf } from "../reconcile/retry-strategy.ts";
import { retryNodeOrigin } from "./retry-node-origin.ts";

/** Looks a template's outputs up in its cache: a hit is a node that has Succeeded without running. */
export function memoize(
  operation: Operation,
  { template }: PreparedCall,
  origin: NodeOrigin,
  found: NodeStatus | undefined,
): Execution {
  const { memoize: memoization } = template;
  if (memoization === undefined) return { node: found };
  const loaded = loadMemoizedOutputs(operation, memoization);
  if (!loaded.ok) {
    const node = initializeNodeOrMarkError(operation, found, origin, loaded.error);
    return { node, error: otherError(loaded.error) };
  }
  const memoizationStatus = {
    hit: loaded.hit,
    key: memoization.key,
    cacheName: memoization.cache?.configMap?.name ?? "",
  };
  const goesOnToRetry = !loaded.hit && retryStrategyOf(operation, template) !== undefined;
  const node =
    found ??
    initializeExecutableNode(
      operation,
      goesOnToRetry ? retryNodeOrigin(origin) : origin,
      { type: nodeTypeOfTemplate(template), phase: "Pending", awaitsTaskResult: true },
      template,
      memoizationStatus,
    );
  if (!loaded.hit) return { node: operation.updateNode(node, { memoizationStatus }) };
  const hit: NodeStatus = {
    ...withoutFields(node, "outputs"),
    ...(loaded.outputs === undefined ? {} : { outputs: loaded.outputs }),
    memoizationStatus,
    phase: "Succeeded",
    finishedAt: operation.now,
  };
  return { node: operation.updateNode(hit, {}) };
}
