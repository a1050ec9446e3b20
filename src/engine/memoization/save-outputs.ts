import type { Operation } from "../operation.ts";
import type { NodeStatus } from "../status/node-status.ts";
import { ConfigMapCache } from "./config-map-cache.ts";

/** Stores the outputs of a memoized node that Succeeded; answers with an error text when that failed. */
export function saveMemoizedOutputs(operation: Operation, node: NodeStatus): string | undefined {
  const { memoizationStatus } = node;
  if (memoizationStatus === undefined) return undefined;
  const { cacheName, key } = memoizationStatus;
  return new ConfigMapCache(operation.ports, cacheName).save(key, node.id, node.outputs);
}
