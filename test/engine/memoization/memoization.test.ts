import { describe, expect, it } from "vitest";
import type { CachePorts } from "../../../src/engine/memoization/config-map-cache.ts";
import { loadMemoizedOutputs } from "../../../src/engine/memoization/load-outputs.ts";
import { saveMemoizedOutputs } from "../../../src/engine/memoization/save-outputs.ts";
import type { NodeOutputs, NodeStatus } from "../../../src/engine/model/node-status.ts";
import type { ApiError, ApiResult } from "../../../src/engine/model/ports.ts";
import type { ConfigMap } from "../../../src/manifest/types.ts";
import { memoizationDifferences } from "../../../src/releases/differences/memoization.ts";
import { affects } from "../../../src/releases/index.ts";

const label = "workflows.argoproj.io/configmap-type";
const conflict = { code: 409, reason: "Conflict", message: "the object has been modified" };
const notFound = { code: 404, reason: "NotFound", message: 'configmaps "cache" not found' };

/** A namespace `argo` with at most one ConfigMap, `cache`, which refuses as many updates as it is told to. */
class Surroundings {
  now = 10_500;
  slept = 0;
  stored: ConfigMap | undefined;
  refusals: ApiError[] = [];
  readonly ports: CachePorts;

  constructor(version = "v4.1.2") {
    const affecting = memoizationDifferences.filter((difference) => affects(difference, version));
    const store = (configMap: ConfigMap): ApiResult<ConfigMap> => {
      const refusal = this.refusals.shift();
      if (refusal !== undefined) return { ok: false, error: refusal };
      this.stored = configMap;
      return { ok: true, value: configMap };
    };
    this.ports = {
      configuration: { namespace: "argo", environment: {} },
      epoch: Date.parse("2024-01-01T00:00:00Z"),
      now: () => this.now,
      release: { version, has: (id) => affecting.some((difference) => difference.id === id) },
      sleep: (milliseconds) => {
        this.slept += milliseconds;
      },
      api: {
        getConfigMap: () => (this.stored ? { ok: true, value: this.stored } : { ok: false, error: notFound }),
        createConfigMap: store,
        updateConfigMap: store,
      },
    };
  }

  with(data: Record<string, string>, labels: Record<string, string> = { [label]: "Cache" }): this {
    this.stored = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "cache", namespace: "argo", labels }, data };
    return this;
  }

  load(maxAge = "", key = "k") {
    return loadMemoizedOutputs(this, { key, maxAge, cache: { configMap: { name: "cache" } } });
  }

  save(outputs: NodeOutputs | undefined, key = "k") {
    const memoizationStatus = { hit: false, key, cacheName: "cache" };
    return saveMemoizedOutputs(this, { id: "demo-1", memoizationStatus, ...(outputs && { outputs }) } as NodeStatus);
  }
}

const outputs: NodeOutputs = { exitCode: "0", result: "<ok>", parameters: [{ name: "p", value: "1" }] };

describe("memoized outputs", () => {
  it("are found again", () => {
    const surroundings = new Surroundings();
    expect(surroundings.load()).toEqual({ ok: true, hit: false });
    expect(surroundings.save(outputs)).toBeUndefined();
    expect(surroundings.load()).toEqual({ ok: true, hit: true, outputs });
    expect(surroundings.load("", "other")).toEqual({ ok: true, hit: false });
  });

  it("are stored as Go writes them, in the controller's namespace, under the label of caches", () => {
    const surroundings = new Surroundings();
    surroundings.save(outputs);
    expect(surroundings.stored?.metadata).toEqual({ name: "cache", namespace: "argo", labels: { [label]: "Cache" } });
    expect(surroundings.stored?.data?.k).toBe(
      '{"nodeID":"demo-1","outputs":{"parameters":[{"name":"p","value":"1"}],"result":"\\u003cok\\u003e","exitCode":"0"},' +
        '"creationTimestamp":"2024-01-01T00:00:10Z","lastHitTimestamp":"2024-01-01T00:00:10Z"}',
    );
    surroundings.now = 20_000;
    surroundings.load();
    expect(surroundings.stored?.data?.k).toContain(
      '"creationTimestamp":"2024-01-01T00:00:10Z","lastHitTimestamp":"2024-01-01T00:00:20Z"',
    );
  });

  it("are too old after maxAge, counted from the whole second in which they were stored", () => {
    const surroundings = new Surroundings();
    surroundings.save(undefined);
    surroundings.now = 20_000;
    expect(surroundings.load("10s")).toEqual({ ok: true, hit: true });
    surroundings.now = 20_001;
    expect(surroundings.load("10s")).toEqual({ ok: true, hit: false });
    expect(surroundings.load()).toEqual({ ok: true, hit: true });
  });

  it("may be written by hand", () => {
    const entry = '{"nodeID": "by-hand", "outputs": {"parameters": [{"name": "p", "value": 5}]}}';
    expect(new Surroundings().with({ k: entry }).load()).toEqual({
      ok: true,
      hit: true,
      outputs: { parameters: [{ name: "p", value: "5" }] },
    });
    expect(new Surroundings().with({ k: '{"outputs": {}}' }).load()).toMatchObject({ hit: false });
  });
});

describe("what goes wrong with a cache", () => {
  const error = (text: string) => ({ ok: false, error: text });

  it.each([
    [
      new Surroundings().with({}, {}),
      "memoization configmap doesn't have workflows.argoproj.io/configmap-type label, refusing to use it",
    ],
    [
      new Surroundings().with({}, { [label]: "Parameter" }),
      "memoization configmap doesn't have label workflows.argoproj.io/configmap-type = Cache, refusing to use it",
    ],
  ])("a ConfigMap that is none is refused (%#)", (surroundings, text) => {
    expect(surroundings.load()).toEqual(error(text));
    expect(surroundings.save(undefined)).toBe(text);
  });

  it("a key must be a name", () => {
    expect(new Surroundings().load("", "a.b")).toEqual(error("invalid cache key: a.b"));
    expect(new Surroundings().save(undefined, "")).toBe("invalid cache key: ");
  });

  it("maxAge must be a duration", () => {
    expect(new Surroundings().load("1day")).toEqual(
      error('invalid maxAge: time: unknown unit "day" in duration "1day"'),
    );
  });

  it("an entry must be JSON", () => {
    expect(new Surroundings().with({ k: "x" }).load()).toEqual(
      error(
        "malformed cache entry: could not unmarshal JSON; unable to parse: " +
          "invalid character 'x' looking for beginning of value",
      ),
    );
  });

  it("conflicts are tried again, with growing pauses", () => {
    const surroundings = new Surroundings().with({});
    surroundings.refusals = [conflict, conflict];
    expect(surroundings.save(undefined)).toBeUndefined();
    expect(surroundings.slept).toBe(3_000);
  });

  it.each([
    ["v4.1.2", 5, "latest"],
    ["v3.5.7", 1, "release-3.5"],
  ])("in %s after %i attempts a conflict is an error", (version, attempts, docs) => {
    const surroundings = new Surroundings(version).with({});
    surroundings.refusals = Array.from({ length: 9 }, () => conflict);
    expect(surroundings.save(undefined)).toBe(
      "error creating cache entry: the object has been modified. Please check out this page for help: " +
        `https://argo-workflows.readthedocs.io/en/${docs}/memoization/#faqs`,
    );
    expect(surroundings.refusals).toHaveLength(9 - attempts);
  });
});
