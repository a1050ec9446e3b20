import { parseGoDuration } from "../../expression/go-duration.ts";
import type { Memoize } from "../../manifest/types.ts";
import { Panic } from "../model/errors/execution-error.ts";
import type { NodeOutputs } from "../model/node-status.ts";
import { type CachePorts, ConfigMapCache } from "./config-map-cache.ts";

/** What a lookup of memoized outputs came to. A hit may have no outputs. */
export type MemoizedOutputs =
  | { readonly ok: true; readonly hit: boolean; readonly outputs?: NodeOutputs }
  | { readonly ok: false; readonly error: string };

/**
 * Looks up what a template gave earlier under the same key, if it is not older than `maxAge` (`executeTemplate`).
 *
 * @throws Panic when the template names no ConfigMap.
 */
export function loadMemoizedOutputs({ ports }: { readonly ports: CachePorts }, memoize: Memoize): MemoizedOutputs {
  const configMap = memoize.cache?.configMap;
  if (configMap === undefined) throw new Panic("runtime error: invalid memory address or nil pointer dereference");
  const loaded = new ConfigMapCache(ports, configMap.name ?? "").load(memoize.key);
  if (!loaded.ok) return loaded;
  const { entry } = loaded;
  const hit = entry !== undefined && entry.nodeID !== "";
  const outputs = entry?.outputs === undefined ? {} : { outputs: entry.outputs };
  if (!memoize.maxAge) return { ok: true, hit, ...outputs };
  const maxAge = parseGoDuration(memoize.maxAge);
  if (!maxAge.ok) return { ok: false, error: `invalid maxAge: ${maxAge.error}` };
  const age = ports.epoch + ports.now() - (entry?.creationTimestamp ?? Number.NEGATIVE_INFINITY);
  const isFresh = entry !== undefined && age <= Number(maxAge.nanoseconds) / 1e6;
  return isFresh ? { ok: true, hit, ...outputs } : { ok: true, hit: false };
}
