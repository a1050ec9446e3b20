import type { NodeStatus } from "../model/node-status.ts";
import { type CachePorts, ConfigMapCache } from "./config-map-cache.ts";

/** Stores the outputs of a memoized node that Succeeded; answers with an error text when that failed. */
export function saveMemoizedOutputs({ ports }: { readonly ports: CachePorts }, node: NodeStatus): string | undefined {
  const { memoizationStatus } = node;
  if (memoizationStatus === undefined) return undefined;
  const { cacheName, key } = memoizationStatus;
  return new ConfigMapCache(ports, cacheName).save(key, node.id, node.outputs);
}
