import { describe, expect, it } from "vitest";
import { substituteParameters } from "../../../src/engine/substitution/substitute-parameters.ts";
import { tagNamesOf } from "../../../src/engine/substitution/tag-names.ts";
import type { Inputs, Template } from "../../../src/manifest/types.ts";
import { contextWith } from "../variables/context.ts";

const context = contextWith();

function substituted(template: Template, globals: Readonly<Record<string, string>>, inputs?: Inputs, where = context) {
  const known = new Map(Object.entries(globals));
  const result = substituteParameters(template, known, new Map([["pod.name", "pod"]]), where, inputs);
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

describe("substituteParameters", () => {
  it("gives the same object for the same values", () => {
    const template: Template = { container: { args: ["{{pod.name}} {{workflow.name}}"] } };
    const first = substituted(template, { "workflow.name": "demo", "workflow.duration": "1" });
    expect(first).toEqual({ container: { args: ["pod demo"] } });
    expect(substituted(template, { "workflow.name": "demo", "workflow.duration": "2" })).toBe(first);
    expect(substituted(template, { "workflow.name": "other" })).toEqual({ container: { args: ["pod other"] } });
  });

  it("tells values apart that look alike", () => {
    const template: Template = { container: { args: ["{{workflow.a}}|{{workflow.b}}"] } };
    const args = (globals: Readonly<Record<string, string>>) => substituted(template, globals).container?.args?.[0];
    expect(args({ "workflow.a": "1:x", "workflow.b": "" })).toBe("1:x|");
    expect(args({ "workflow.a": "1", "workflow.b": "x" })).toBe("1|x");
    expect(args({ "workflow.a": "undefined", "workflow.b": "-" })).toBe("undefined|-");
    expect(args({})).toBe("{{workflow.a}}|{{workflow.b}}");
    expect(args({ "workflow.a": "-", "workflow.b": "-" })).toBe("-|-");
  });

  it("tells inputs apart", () => {
    const template: Template = {
      inputs: { parameters: [{ name: "p" }] },
      container: { args: ["{{inputs.parameters.p}}"] },
    };
    const args = (value: string) => substituted(template, {}, { parameters: [{ name: "p", value }] }).container?.args;
    expect(args("a")).toEqual(["a"]);
    expect(args("b")).toEqual(["b"]);
    expect(args("{{pod.name}}")).toEqual(["pod"]);
  });

  it("follows expressions to all that they may use", () => {
    const template: Template = { container: { args: ["{{=workflow.name}}"] } };
    expect(substituted(template, { "workflow.name": "a" }).container?.args).toEqual(["a"]);
    expect(substituted(template, { "workflow.name": "b" }).container?.args).toEqual(["b"]);
  });

  it("wants a value for each input", () => {
    const template: Template = { inputs: { parameters: [{ name: "p" }] }, container: {} };
    expect(substituteParameters(template, new Map(), new Map(), context)).toEqual({
      ok: false,
      error: "inputs.parameters.p had no value",
    });
  });
});

describe("tagNamesOf", () => {
  it("finds the names of plain tags in texts and keys", () => {
    expect(tagNamesOf({ a: ["{{x}} {{ y }}", 1, null], "{{z}}": "{{x}}" })).toEqual(["x", "y", "z"]);
    expect(tagNamesOf({ a: "none" })).toEqual([]);
  });

  it.each(["{{=x}}", "{{a {{b}}}}", "{{x"])("does not know those of %s", (text) => {
    expect(tagNamesOf({ text })).toBeUndefined();
  });
});
