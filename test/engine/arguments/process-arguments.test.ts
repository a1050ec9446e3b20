import { describe, expect, it } from "vitest";
import { type ArgumentSources, processArguments } from "../../../src/engine/arguments/process-arguments.ts";
import { absentArgument } from "../../../src/engine/variables/scope.ts";
import type { Arguments, ConfigMap, Parameter, Template } from "../../../src/manifest/types.ts";
import { contextWith } from "../variables/context.ts";

const configMap: ConfigMap = {
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "cm-demo", labels: { "workflows.argoproj.io/configmap-type": "Parameter" } },
  data: { key: "from cm" },
};

const sources: ArgumentSources = {
  globals: new Map([["workflow.name", "demo"]]),
  locals: new Map([["pod.name", "demo-pod"]]),
  configMap: (name) => (name === "cm-demo" ? configMap : undefined),
};

function process(template: Template, passed?: Arguments, ...differences: readonly string[]) {
  const result = processArguments(template, passed, sources, contextWith(...differences));
  return result.ok ? result.value : result.error;
}

function withInput(...parameters: readonly Parameter[]): Template {
  return { name: "t", inputs: { parameters }, container: { args: ["{{inputs.parameters.p}}"] } };
}

function args(...parameters: readonly Parameter[]): Arguments {
  return { parameters };
}

describe("processArguments", () => {
  it("keeps a template without inputs and tags", () => {
    const template: Template = { name: "t", container: { image: "busybox" } };
    expect(process(template)).toBe(template);
  });

  it("takes the argument, then the value, then the default", () => {
    expect(process(withInput({ name: "p", default: "d", value: "v" }), args({ name: "p", value: "a" }))).toMatchObject({
      inputs: { parameters: [{ name: "p", default: "d", value: "a" }] },
      container: { args: ["a"] },
    });
    expect(process(withInput({ name: "p", default: "d", value: "v" }))).toMatchObject({ container: { args: ["v"] } });
    expect(process(withInput({ name: "p", default: "d" }))).toMatchObject({ container: { args: ["d"] } });
    expect(process(withInput({ name: "p" }), args({ name: "p", value: "" }))).toMatchObject({
      container: { args: [""] },
    });
  });

  it("refuses a template without its argument", () => {
    expect(process(withInput({ name: "p" }), args({ name: "q", value: "a" }))).toBe(
      "inputs.parameters.p was not supplied",
    );
    expect(process(withInput({ name: "p", default: "d" }), args({ name: "p" }))).toBe(
      "inputs.parameters.p was not supplied",
    );
  });

  it("gives an absent argument the default, if there is one", () => {
    expect(process(withInput({ name: "p", default: "d" }), args({ name: "p", value: absentArgument }))).toMatchObject({
      container: { args: ["d"] },
    });
    expect(process(withInput({ name: "p" }), args({ name: "p", value: absentArgument }))).toBe(
      "inputs.parameters.p: argument references an absent optional (skipped/omitted node output with no default)",
    );
  });

  it("reads a ConfigMap whose name and key may have tags", () => {
    const configMapKeyRef = { name: "cm-{{workflow.name}}", key: "key" };
    const template = withInput({ name: "p", valueFrom: { configMapKeyRef } });
    expect(process(template)).toMatchObject({ container: { args: ["from cm"] } });
    expect(process(template, undefined, "config-map-reference-whole-tags-only")).toBe(
      "unable to retrieve inputs.parameters.p from ConfigMap: ConfigMap 'cm-{{workflow.name}}' does not exist. Please make sure it has the label workflows.argoproj.io/configmap-type: Parameter to be detectable by the controller",
    );
    const missing = { configMapKeyRef: { name: "cm-demo", key: "none" }, default: "d" };
    expect(process(withInput({ name: "p", valueFrom: missing }))).toMatchObject({ container: { args: ["d"] } });
  });

  it("replaces variables of the workflow and the node, also within arguments", () => {
    const template: Template = { ...withInput({ name: "p" }), metadata: { labels: { pod: "{{pod.name}}" } } };
    expect(process(template, args({ name: "p", value: "of {{workflow.name}} {{item}}" }))).toMatchObject({
      inputs: { parameters: [{ value: "of demo {{item}}" }] },
      container: { args: ["of demo {{item}}"] },
      metadata: { labels: { pod: "demo-pod" } },
    });
  });

  it("knows all inputs as JSON and the paths of artifacts and outputs", () => {
    const template: Template = {
      inputs: { parameters: [{ name: "p", value: "v" }], artifacts: [{ name: "a", path: "/in", raw: { data: "" } }] },
      outputs: {
        parameters: [{ name: "o", valueFrom: { path: "/o" } }],
        artifacts: [{ name: "b", path: "/out" }],
      },
      container: {
        args: [
          "{{inputs.parameters}}",
          "{{inputs.artifacts.a.path}}",
          "{{outputs.parameters.o.path}}",
          "{{outputs.artifacts.b.path}}",
        ],
      },
    };
    expect(process(template)).toMatchObject({
      container: { args: ['[{"name":"p","value":"v"}]', "/in", "/o", "/out"] },
    });
  });

  it("knows the workflow's variables beside inputs, unlike older releases", () => {
    const template: Template = {
      inputs: { parameters: [{ name: "p", value: "v" }] },
      container: { args: ["{{=workflow.name + inputs.parameters.p}}"] },
    };
    expect(process(template)).toMatchObject({ container: { args: ["demov"] } });
    expect(process(template, undefined, "inputs-substituted-without-globals")).toMatchObject({
      container: { args: ["{{=workflow.name + inputs.parameters.p}}"] },
    });
  });

  it("wants artifacts with a location, which keep the path of the input", () => {
    const template: Template = { inputs: { artifacts: [{ name: "a", path: "/in" }] }, container: {} };
    expect(process(template)).toBe("inputs.artifacts.a was not supplied");
    expect(process(template, { artifacts: [{ name: "a" }] })).toBe("inputs.artifacts.a missing location information");
    const passed = { artifacts: [{ name: "a", path: "/other", s3: { key: "k" } }] };
    expect(process(template, passed)).toMatchObject({
      inputs: { artifacts: [{ name: "a", path: "/in", s3: { key: "k" } }] },
    });
    const optional: Template = { inputs: { artifacts: [{ name: "a", path: "/in", optional: true }] }, container: {} };
    expect(process(optional)).toMatchObject({ inputs: { artifacts: [{ name: "a" }] } });
  });
});
