import { describe, expect, it } from "vitest";
import {
  addRuntimeParameters,
  type GlobalSources,
  globalParameters,
} from "../../../src/engine/arguments/global-parameters.ts";
import type { StoredMeta } from "../../../src/engine/model/workflow-object.ts";
import { GlobalVariables } from "../../../src/engine/variables/global-variables.ts";
import type { ConfigMap, WorkflowSpec } from "../../../src/manifest/types.ts";
import { contextWith } from "../variables/context.ts";

const metadata: StoredMeta = {
  name: "demo",
  namespace: "default",
  uid: "uid-1",
  resourceVersion: 1,
  creationTimestamp: 5_000,
};

const configMap: ConfigMap = {
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "cm", labels: { "workflows.argoproj.io/configmap-type": "Parameter" } },
  data: { key: "from cm" },
};

function globalsOf(spec: WorkflowSpec, more: Partial<GlobalSources> = {}, ...differences: readonly string[]) {
  const configMaps = (name: string) => (name === "cm" ? configMap : undefined);
  const sources = { metadata, spec, outputs: undefined, configMap: configMaps, ...more };
  const globals = globalParameters(sources, contextWith(...differences));
  return globals.ok ? Object.fromEntries(globals.value) : globals.error;
}

function fromConfigMap(name: string, key: string, more: { readonly value?: string; readonly default?: string } = {}) {
  const { value, ...rest } = more;
  const parameter = { name: "p", valueFrom: { configMapKeyRef: { name, key }, ...rest } };
  return { arguments: { parameters: [value === undefined ? parameter : { ...parameter, value }] } };
}

describe("globalParameters", () => {
  it("knows the workflow and when it was made", () => {
    expect(globalsOf({ entrypoint: "main", priority: 3 })).toMatchObject({
      "workflow.name": "demo",
      "workflow.namespace": "default",
      "workflow.mainEntrypoint": "main",
      "workflow.serviceAccountName": "",
      "workflow.uid": "uid-1",
      "workflow.priority": "3",
      "workflow.creationTimestamp": "2000-01-01T00:00:05Z",
      "workflow.creationTimestamp.RFC3339": "2000-01-01T00:00:05Z",
      "workflow.creationTimestamp.s": "946684805",
      "workflow.creationTimestamp.Y": "2000",
      "workflow.creationTimestamp.A": "Saturday",
      "workflow.parameters": "null",
      "workflow.labels": "null",
    });
  });

  it("knows parameters one by one and as JSON", () => {
    const parameters = [{ value: "1", name: "p", enum: ["1", "2"] }];
    expect(globalsOf({ arguments: { parameters } })).toMatchObject({
      "workflow.parameters.p": "1",
      "workflow.parameters": '[{"name":"p","value":"1","enum":["1","2"]}]',
    });
  });

  it("reads a ConfigMap for a parameter without a value", () => {
    expect(globalsOf(fromConfigMap("cm", "key"))).toMatchObject({ "workflow.parameters.p": "from cm" });
    expect(globalsOf(fromConfigMap("cm", "other", { default: "d" }))).toMatchObject({ "workflow.parameters.p": "d" });
    expect(globalsOf(fromConfigMap("cm", "other"))).toBe(
      "failed to set global parameter p from configmap with name cm and key other: ConfigMap 'cm' does not have the key 'other'",
    );
  });

  it("prefers a value to a ConfigMap, unlike older releases", () => {
    const spec = fromConfigMap("cm", "key", { value: "own" });
    expect(globalsOf(spec)).toMatchObject({ "workflow.parameters.p": "own" });
    expect(globalsOf(spec, {}, "config-map-over-value")).toMatchObject({ "workflow.parameters.p": "from cm" });
  });

  it("refuses a parameter without a value", () => {
    expect(globalsOf({ arguments: { parameters: [{ name: "p" }] } })).toBe(
      "either value or valueFrom must be specified in order to set global parameter p",
    );
  });

  it("knows labels and annotations, but for those that an expression will give", () => {
    const spec = { workflowMetadata: { labels: { b: "2" }, labelsFrom: { a: { expression: "x" } } } };
    const labelled = { ...metadata, labels: { z: "<", a: "1" }, annotations: { n: "v" } };
    const globals = globalsOf(spec, { metadata: labelled });
    expect(globals).toMatchObject({
      "workflow.labels": '{"a":"1","z":"\\u003c"}',
      "workflow.labels.z": "<",
      "workflow.labels.b": "2",
      "workflow.annotations.n": "v",
    });
    expect(globals).not.toHaveProperty(["workflow.labels.a"]);
  });

  it("knows the outputs of the workflow", () => {
    const outputs = { parameters: [{ name: "g", value: "v" }, { name: "none" }] };
    const globals = globalsOf({}, { outputs });
    expect(globals).toHaveProperty(["workflow.outputs.parameters.g"], "v");
    expect(globals).not.toHaveProperty(["workflow.outputs.parameters.none"]);
  });
});

describe("addRuntimeParameters", () => {
  function durationAt(now: number, phase: "" | "Running" | "Succeeded", ...differences: readonly string[]) {
    const globals = new GlobalVariables();
    const times =
      phase === "" ? {} : phase === "Running" ? { startedAt: 1_000 } : { startedAt: 1_000, finishedAt: 3_000 };
    addRuntimeParameters(globals, { phase, ...times }, now, contextWith(...differences));
    return globals.get("workflow.duration");
  }

  it("counts from the start to the end", () => {
    expect(durationAt(500, "")).toBe("0.000000");
    expect(durationAt(2_250, "Running")).toBe("1.250000");
    expect(durationAt(9_000, "Succeeded")).toBe("2.000000");
    expect(durationAt(9_000, "Succeeded", "workflow-duration-runs-on")).toBe("8.000000");
  });
});
