import { describe, expect, it } from "vitest";
import { evaluateHookExpression, exitHook, resolveExitArguments } from "../../../src/engine/hooks/hook-arguments.ts";
import type { NodeOutputs } from "../../../src/engine/model/node-status.ts";
import { Scope } from "../../../src/engine/variables/scope.ts";
import type { Arguments } from "../../../src/manifest/types.ts";
import { contextWith } from "../variables/context.ts";

const globals = new Map([["workflow.status", "Failed"]]);
const own: Arguments = { parameters: [{ name: "p", value: "own" }] };
const ofWorkflow: Arguments = { parameters: [{ name: "w", value: "1" }] };

describe("exitHook", () => {
  it("is onExit with the workflow's arguments, before the hook exit", () => {
    expect(exitHook({ onExit: "bye", hooks: { exit: { template: "other" } } }, ofWorkflow)).toEqual({
      template: "bye",
      arguments: ofWorkflow,
    });
  });

  it("is the hook exit, with the workflow's arguments if it has none", () => {
    expect(exitHook({ hooks: { exit: { template: "bye", arguments: own } } }, ofWorkflow)?.arguments).toBe(own);
    expect(exitHook({ hooks: { exit: { template: "bye" } } }, ofWorkflow)?.arguments).toBe(ofWorkflow);
    expect(exitHook({ hooks: { running: { template: "x", expression: "true" } } }, ofWorkflow)).toBeUndefined();
  });
});

describe("evaluateHookExpression", () => {
  it("sees the workflow, and the scope around if there is one", () => {
    const scope = new Scope();
    scope.set("steps.a.status", "Running");
    const context = contextWith();
    expect(evaluateHookExpression('workflow.status == "Failed"', undefined, globals, context)).toEqual({
      ok: true,
      value: true,
    });
    expect(evaluateHookExpression('steps["a"].status == "Running"', scope, globals, context)).toEqual({
      ok: true,
      value: true,
    });
    expect(evaluateHookExpression("workflow.status", undefined, globals, context)).toEqual({
      ok: false,
      error: "unable to cast expression result 'Failed' to bool",
    });
  });
});

describe("resolveExitArguments", () => {
  function resolve(value: string, outputs: NodeOutputs | undefined, ...differences: readonly string[]) {
    const passed = { parameters: [{ name: "p", value }] };
    const scope = new Scope();
    const result = resolveExitArguments(passed, "steps", "a", outputs, scope, globals, contextWith(...differences));
    return result.ok ? result.value.parameters?.[0]?.value : result.error;
  }

  it("sees the outputs of the step and leaves what is unknown", () => {
    const outputs = { parameters: [{ name: "o", value: "v" }] };
    expect(resolve("{{steps.a.outputs.parameters.o}} {{workflow.status}} {{x}}", outputs)).toBe("v Failed {{x}}");
    expect(resolve("{{steps.a.outputs.parameters.o}}", undefined)).toBe("{{steps.a.outputs.parameters.o}}");
  });

  it("takes an output without a value for empty, and panicked on it in older releases", () => {
    const outputs = { parameters: [{ name: "o" }] };
    expect(resolve("<{{steps.a.outputs.parameters.o}}>", outputs)).toBe("<>");
    expect(() => resolve("x", outputs, "exit-arguments-need-values")).toThrow("nil pointer dereference");
  });

  it("passes optional artifacts on that are not there, but no others", () => {
    const from = "{{steps.z.outputs.artifacts.f}}";
    const resolveArtifact = (optional: boolean) => {
      const passed = { artifacts: [{ name: "f", from, optional }] };
      return resolveExitArguments(passed, "steps", "a", undefined, new Scope(), globals, contextWith());
    };
    expect(resolveArtifact(true)).toMatchObject({ ok: true, value: { artifacts: [{ from }] } });
    expect(resolveArtifact(false)).toEqual({
      ok: false,
      error: 'unable to resolve references: Unable to resolve: "steps.z.outputs.artifacts.f"',
    });
  });
});
