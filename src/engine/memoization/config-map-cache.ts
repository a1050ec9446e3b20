import type { ConfigMap } from "../../manifest/types.ts";
import { isTransientError } from "../model/errors/transient-error.ts";
import type { NodeOutputs } from "../model/node-status.ts";
import type { ApiError, ApiResult, ControllerPorts, KubernetesApi } from "../model/ports.ts";
import { type CacheEntry, formatCacheEntry, parseCacheEntry } from "./cache-entry.ts";

export type LoadedEntry =
  | { readonly ok: true /** Absent on a miss. */; readonly entry?: CacheEntry }
  | { readonly ok: false; readonly error: string };

type Attempt<Result> =
  | { readonly done: true; readonly result: Result }
  | { readonly done: false; readonly refusal: ApiError; readonly result: Result };

/** What a cache needs of the controller's surroundings. */
export interface CachePorts extends Pick<ControllerPorts, "configuration" | "epoch" | "now" | "release" | "sleep"> {
  readonly api: Pick<KubernetesApi, "createConfigMap" | "getConfigMap" | "updateConfigMap">;
}

const typeLabel = "workflows.argoproj.io/configmap-type";
const cacheType = "Cache";

const validKey = /^[a-zA-Z0-9][-a-zA-Z0-9]*$/;

/** Pauses between attempts at a request that was refused for now, in milliseconds. */
const attemptDelays = [1_000, 2_000, 4_000, 8_000];

/** A cache of outputs that lies in a ConfigMap of the controller's own namespace (`configMapCache`). */
export class ConfigMapCache {
  readonly #ports: CachePorts;
  readonly #name: string;

  constructor(ports: CachePorts, name: string) {
    this.#ports = ports;
    this.#name = name;
  }

  /** Looks a key up, and notes in the ConfigMap when that was (`Load`). */
  load(key: string): LoadedEntry {
    if (!validKey.test(key)) return { ok: false, error: `invalid cache key: ${key}` };
    return this.#persist(() => this.#tryLoad(key));
  }

  /** Stores the outputs of a node; answers with an error text when that failed (`Save`). */
  save(key: string, nodeID: string, outputs: NodeOutputs | undefined): string | undefined {
    if (!validKey.test(key)) return `invalid cache key: ${key}`;
    return this.#persist(() => this.#trySave(key, nodeID, outputs));
  }

  #tryLoad(key: string): Attempt<LoadedEntry> {
    const found = this.#get();
    if (!found.ok) {
      if (found.error.reason === "NotFound") return { done: true, result: { ok: true } };
      return this.#loadRefused(found.error, "could not load config map cache");
    }
    const invalid = refusalOfConfigMap(found.value);
    if (invalid !== undefined) return { done: true, result: { ok: false, error: invalid } };
    const text = found.value.data?.[key];
    if (!text) return { done: true, result: { ok: true } };
    const parsed = parseCacheEntry(text);
    if (!parsed.ok) return { done: true, result: parsed };
    const entry = { ...parsed.entry, lastHitTimestamp: this.#now };
    const updated = this.#ports.api.updateConfigMap(withEntry(found.value, key, entry));
    if (updated.ok) return { done: true, result: { ok: true, entry } };
    return this.#loadRefused(updated.error, "error updating last hit timestamp on cache");
  }

  #loadRefused(refusal: ApiError, oldPrefix: string): Attempt<LoadedEntry> {
    const explained = this.#ports.release.has("memoization-gives-up-at-once");
    const error = explained ? `${oldPrefix}: ${refusal.message}` : refusal.message;
    return { done: false, refusal, result: { ok: false, error } };
  }

  #trySave(key: string, nodeID: string, outputs: NodeOutputs | undefined): Attempt<string | undefined> {
    const found = this.#get();
    let configMap = found.ok ? found.value : undefined;
    if (!found.ok && found.error.reason === "NotFound") {
      const created = this.#ports.api.createConfigMap(this.#emptyConfigMap());
      if (!created.ok) {
        const result = `could not save to config map cache: ${created.error.message}`;
        return { done: false, refusal: created.error, result };
      }
      configMap = created.value;
    } else {
      // Any other refusal leaves upstream with an empty ConfigMap, which lacks the label.
      const invalid = refusalOfConfigMap(configMap);
      if (invalid !== undefined) return { done: true, result: invalid };
    }
    const entry = { nodeID, ...(outputs && { outputs }), creationTimestamp: this.#now, lastHitTimestamp: this.#now };
    const labelled = withLabelOnly(configMap ?? this.#emptyConfigMap());
    const updated = this.#ports.api.updateConfigMap(withEntry(labelled, key, entry));
    if (updated.ok) return { done: true, result: undefined };
    const help = `Please check out this page for help: ${this.#documentation}/memoization/#faqs`;
    const result = `error creating cache entry: ${updated.error.message}. ${help}`;
    return { done: false, refusal: updated.error, result };
  }

  get #documentation(): string {
    const ofRelease = this.#ports.release.has("memoization-errors-link-to-docs-of-release");
    return `https://argo-workflows.readthedocs.io/en/${ofRelease ? "release-3.5" : "latest"}`;
  }

  get #now(): number {
    return this.#ports.epoch + this.#ports.now();
  }

  #get(): ApiResult<ConfigMap> {
    return this.#ports.api.getConfigMap(this.#ports.configuration.namespace, this.#name);
  }

  #emptyConfigMap(): ConfigMap {
    const { namespace } = this.#ports.configuration;
    return { apiVersion: "v1", kind: "ConfigMap", metadata: { name: this.#name, namespace } };
  }

  /** Tries again while the refusal may pass; the worker sleeps meanwhile. */
  #persist<Result>(attempt: () => Attempt<Result>): Result {
    const { release } = this.#ports;
    const delays = release.has("memoization-gives-up-at-once") ? [] : attemptDelays;
    let tried = attempt();
    for (const delay of delays) {
      if (tried.done || !(isTransientError(tried.refusal, this.#ports) || tried.refusal.reason === "Conflict")) break;
      this.#ports.sleep(delay);
      tried = attempt();
    }
    return tried.result;
  }
}

/** Why a ConfigMap may not serve as cache: it lacks the label that says it is one. */
function refusalOfConfigMap(configMap: ConfigMap | undefined): string | undefined {
  const label = configMap?.metadata.labels?.[typeLabel];
  if (label === undefined) return `memoization configmap doesn't have ${typeLabel} label, refusing to use it`;
  if (label === cacheType) return undefined;
  return `memoization configmap doesn't have label ${typeLabel} = ${cacheType}, refusing to use it`;
}

function withLabelOnly(configMap: ConfigMap): ConfigMap {
  return { ...configMap, metadata: { ...configMap.metadata, labels: { [typeLabel]: cacheType } } };
}

function withEntry(configMap: ConfigMap, key: string, entry: CacheEntry): ConfigMap {
  return { ...configMap, data: { ...configMap.data, [key]: formatCacheEntry(entry) } };
}
