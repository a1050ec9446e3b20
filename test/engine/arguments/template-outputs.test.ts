import { describe, expect, it } from "vitest";
import { templateOutputs } from "../../../src/engine/arguments/template-outputs.ts";
import { Scope } from "../../../src/engine/variables/scope.ts";
import type { Outputs, Parameter } from "../../../src/manifest/types.ts";
import { contextWith } from "../variables/context.ts";

function outputsOf(outputs: Outputs | undefined, ...differences: readonly string[]) {
  const scope = new Scope();
  scope.set("steps.a.outputs.parameters.p", "v");
  scope.set("steps.a.outputs.artifacts.file", { name: "file", s3: { key: "k" } });
  scope.set("steps.skipped.outputs.parameters.p", null);
  const result = templateOutputs(outputs === undefined ? {} : { outputs }, scope, contextWith(...differences));
  return result.ok ? result.value : result.error;
}

function parameter(valueFrom: NonNullable<Parameter["valueFrom"]>, ...differences: readonly string[]) {
  const outputs = outputsOf({ parameters: [{ name: "o", valueFrom, globalName: "g" }] }, ...differences);
  return typeof outputs === "string" ? outputs : outputs?.parameters?.[0];
}

const absent = "{{steps.skipped.outputs.parameters.p}}";

describe("templateOutputs", () => {
  it("has none where none are declared", () => {
    expect(outputsOf(undefined)).toBeUndefined();
  });

  it("takes parameters from steps, with or without braces, or from expressions", () => {
    expect(parameter({ parameter: "{{steps.a.outputs.parameters.p}}" })).toEqual({
      name: "o",
      value: "v",
      globalName: "g",
    });
    expect(parameter({ parameter: "steps.a.outputs.parameters.p" })).toMatchObject({ value: "v" });
    expect(parameter({ expression: "steps.a.outputs.parameters.p + '!'" })).toMatchObject({ value: "v!" });
    expect(parameter({ expression: "1 + 1" })).toMatchObject({ value: "2" });
  });

  it("falls back on the default", () => {
    expect(parameter({ parameter: "{{steps.z.outputs.parameters.p}}", default: "d" })).toMatchObject({ value: "d" });
    expect(parameter({ parameter: absent, default: "d" })).toMatchObject({ value: "d" });
    expect(parameter({ expression: "steps.skipped.outputs.parameters.p", default: "d" })).toMatchObject({ value: "d" });
  });

  it("fails without a value and a default", () => {
    expect(parameter({ parameter: "{{steps.z.outputs.parameters.p}}" })).toBe(
      'Unable to resolve: "steps.z.outputs.parameters.p"',
    );
    expect(parameter({ parameter: absent })).toBe(
      `output parameter "o": "${absent}" is an absent optional (skipped/omitted node output with no default)`,
    );
    expect(parameter({ expression: "steps.skipped.outputs.parameters.p" })).toBe(
      'failed to evaluate expression "steps.skipped.outputs.parameters.p"',
    );
    expect(outputsOf({ parameters: [{ name: "o" }] })).toBe("output parameters must have a valueFrom specified");
  });

  it("prints nil in older releases", () => {
    expect(parameter({ expression: "nil" }, "skipped-outputs-unknown")).toMatchObject({ value: "<nil>" });
  });

  it("takes artifacts, leaving optional ones out", () => {
    const from = "{{steps.a.outputs.artifacts.file}}";
    const missing = "{{steps.z.outputs.artifacts.file}}";
    expect(
      outputsOf({
        artifacts: [
          { name: "o", from },
          { name: "p", from: missing, optional: true },
        ],
      }),
    ).toEqual({
      artifacts: [{ name: "o", s3: { key: "k" } }],
    });
    expect(outputsOf({ artifacts: [{ name: "p", from: missing }] })).toBe(
      'unable to resolve outputs from scope: Unable to resolve: "steps.z.outputs.artifacts.file"',
    );
  });
});
