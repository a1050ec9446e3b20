import { describe, expect, it } from "vitest";
import { addAggregateToScope } from "../../../src/engine/arguments/aggregate-outputs.ts";
import type { NodeOutputs, NodeStatus } from "../../../src/engine/model/node-status.ts";
import { Scope } from "../../../src/engine/variables/scope.ts";
import { contextWith } from "../variables/context.ts";

function node(name: string, outputs: NodeOutputs | undefined, more: Partial<NodeStatus> = {}): NodeStatus {
  return { id: name, name, displayName: name, type: "Pod", phase: "Succeeded", ...(outputs && { outputs }), ...more };
}

function withParameter(value: string): NodeOutputs {
  return { parameters: [{ name: "p", value }] };
}

function aggregate(items: readonly NodeStatus[], ...differences: readonly string[]) {
  const scope = new Scope();
  const result = addAggregateToScope(scope, "steps", "loop", items, contextWith(...differences));
  return result.ok ? Object.fromEntries(scope.variables) : result.error;
}

describe("addAggregateToScope", () => {
  it("orders items by their index, not by their names", () => {
    const items = [node("d[0].loop(10:c)", withParameter("c")), node("d[0].loop(2:b)", withParameter("b"))];
    expect(aggregate(items)).toEqual({
      "steps.loop.outputs.result": "[]",
      "steps.loop.outputs.parameters": '[{"p":"b"},{"p":"c"}]',
      "steps.loop.outputs.parameters.p": '["b","c"]',
    });
  });

  it("leaves out what did not succeed, hooks and attempts", () => {
    const items = [
      node("loop(0:a)", withParameter("a"), { phase: "Failed" }),
      node("loop(1:b)", withParameter("b"), { type: "Retry" }),
      node("loop(1:b)(0)", withParameter("attempt"), { nodeFlag: { retried: true } }),
      node("loop(1:b).onExit", withParameter("hook"), { nodeFlag: { hooked: true } }),
    ];
    expect(aggregate(items)).toMatchObject({ "steps.loop.outputs.parameters.p": '["b"]' });
  });

  it("takes attempts in place of items in older releases", () => {
    const items = [
      node("loop(1:b)", withParameter("b"), { type: "Retry" }),
      node("loop(1:b)(0)", withParameter("attempt"), { nodeFlag: { retried: true } }),
    ];
    expect(aggregate(items, "attempts-aggregated-with-items")).toMatchObject({
      "steps.loop.outputs.parameters.p": '["attempt"]',
    });
  });

  it("makes lists of results, which must be JSON", () => {
    const items = [node("loop(0:a)", { result: '{"b":1.0, "a":2}' }), node("loop(1:b)", { result: "3" })];
    expect(aggregate(items)).toMatchObject({ "steps.loop.outputs.result": '[{"b":1.0,"a":2},3]' });
    expect(aggregate([node("loop(0:a)", { result: "" })])).toBe("unexpected end of JSON input");
  });

  it("nests outputs that are all objects or lists, as text in older releases", () => {
    const items = [node("loop(0:a)", withParameter('{"z":1,"a":[2]}')), node("loop(1:b)", withParameter("[]"))];
    expect(aggregate(items)).toMatchObject({ "steps.loop.outputs.parameters.p": '[{"a":[2],"z":1},[]]' });
    expect(aggregate(items, "json-outputs-aggregated-as-text")).toMatchObject({
      "steps.loop.outputs.parameters.p": '["{\\"z\\":1,\\"a\\":[2]}","[]"]',
    });
    expect(aggregate([...items, node("loop(2:c)", withParameter("7"))])).toMatchObject({
      "steps.loop.outputs.parameters.p": '["{\\"z\\":1,\\"a\\":[2]}","[]","7"]',
    });
  });

  it("knows nothing of a loop without items", () => {
    expect(aggregate([])).toEqual({});
  });
});
