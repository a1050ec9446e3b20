import { describe, expect, it } from "vitest";
import { expandStep, expandTask } from "../../../src/engine/loops/expand-loop.ts";
import { Scope } from "../../../src/engine/variables/scope.ts";
import type { DAGTask, WorkflowStep } from "../../../src/manifest/types.ts";
import { contextWith } from "../variables/context.ts";

const globals = new Map([["workflow.name", "demo"]]);

function step(more: Partial<WorkflowStep>): WorkflowStep {
  const parameters = [{ name: "p", value: "{{item}}" }];
  return { name: "loop", template: "t", arguments: { parameters }, ...more };
}

function expand(more: Partial<WorkflowStep>, scope = new Scope(), ...differences: readonly string[]) {
  const expanded = expandStep(step(more), scope, globals, contextWith(...differences));
  return expanded.ok ? expanded.value : expanded.error;
}

function names(more: Partial<WorkflowStep>) {
  const expanded = expand(more);
  return typeof expanded === "string" ? expanded : expanded.map(({ name }) => name);
}

describe("expandStep", () => {
  it("gives a step without a loop back", () => {
    expect(expand({})).toEqual([step({})]);
  });

  it("makes one step of each item, without the items", () => {
    expect(expand({ withItems: ["x", 2] })).toEqual([
      { name: "loop(0:x)", template: "t", arguments: { parameters: [{ name: "p", value: "x" }] } },
      { name: "loop(1:2)", template: "t", arguments: { parameters: [{ name: "p", value: "2" }] } },
    ]);
  });

  it("orders the keys of maps in its items, as the API server stores them, but not those of withParam", () => {
    const nested = { b: { z: 1, y: 2 }, a: [{ d: 1, c: 2 }] };
    expect(names({ withItems: [nested] })).toEqual(['loop(0:a:[{"c":2,"d":1}],b:{"y":2,"z":1})']);
    expect(names({ withParam: JSON.stringify([nested]) })).toEqual(['loop(0:a:[{"d":1,"c":2}],b:{"z":1,"y":2})']);
  });

  it("says that a tag is not closed, which in a task the items may close", () => {
    const parameters = [{ name: "p", value: "{{x" }];
    const loop = step({ arguments: { parameters }, withItems: [{ a: { b: 1 } }], onExit: "e" });
    expect(expand(loop)).toMatch(/^unable to parse argo variable: Cannot find end tag/);
    expect(expandTask(loop, new Scope(), globals, contextWith())).toEqual({
      ok: false,
      error: 'failed to resolve {{x"}]},"withItems":[{"a":{"b":1}}',
    });
  });

  it("reads a list of JSON, and says what is wrong with it", () => {
    expect(names({ withParam: ' [1.0, {"a":"(x)"}, [true]] ' })).toEqual([
      "loop(0:1.0)",
      "loop(1:a:x)",
      "loop(2:[true])",
    ]);
    expect(names({ withParam: "[]" })).toEqual([]);
    expect(names({ withParam: "null" })).toEqual([]);
    expect(names({ withParam: "x y" })).toBe(
      "withParam value could not be parsed as a JSON list: x y: invalid character 'x' looking for beginning of value",
    );
    expect(names({ withParam: "{}" })).toBe(
      "withParam value could not be parsed as a JSON list: {}: json: cannot unmarshal object into Go value of type []v1alpha1.Item",
    );
  });

  it("does not mind what is wrong when the loop will not run", () => {
    expect(names({ withParam: "x", when: "false" })).toEqual([]);
    expect(names({ withParam: "x", when: "true" })).toMatch(/^withParam value/);
    expect(names({ withSequence: { count: "x" }, when: "false" })).toEqual([]);
  });

  it("does not mind unknown variables when the loop will not run", () => {
    const parameters = [{ name: "p", value: "{{steps.z.outputs.result}}" }];
    expect(names({ withItems: ["x"], arguments: { parameters } })).toBe("failed to resolve {{steps.z.outputs.result}}");
    expect(names({ withItems: ["x"], arguments: { parameters }, when: "false" })).toEqual(["loop(0:x)"]);
    expect(names({ withItems: ["x"], arguments: { parameters }, when: "{{item}} == x" })).toMatch(/^failed to resolve/);
  });

  it("lets expressions see the item and everything else, unlike older releases", () => {
    const more = { withItems: ["x"], arguments: { parameters: [{ name: "p", value: "{{=workflow.name + item}}" }] } };
    expect(expand(more)).toMatchObject([{ arguments: { parameters: [{ value: "demox" }] } }]);
    expect(expand(more, new Scope(), "loop-items-without-scope", "unknown-outputs-left-unresolved")).toMatch(
      /^failed to evaluate expression: /,
    );
  });

  it("never replaces the template's name", () => {
    expect(expand({ withItems: ["x"], template: "{{item}}" })).toMatchObject([{ template: "{{item}}" }]);
  });
});

describe("expandTask", () => {
  it("keeps the loop in each task", () => {
    const task: DAGTask = { name: "loop", template: "t", depends: "a", withItems: ["x"] };
    expect(expandTask(task, new Scope(), globals, contextWith())).toEqual({
      ok: true,
      value: [{ name: "loop(0:x)", template: "t", depends: "a", withItems: ["x"] }],
    });
  });
});
