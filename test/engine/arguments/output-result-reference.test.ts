import { expect, it } from "vitest";
import { includesOutputResult } from "../../../src/engine/arguments/output-result-reference.ts";
import type { Template } from "../../../src/manifest/types.ts";

function steps(value: string): Template {
  return { name: "main", steps: [[{ name: "use", template: "t", arguments: { parameters: [{ name: "p", value }] } }]] };
}

it.each([
  ["{{steps.gen.outputs.result}}", true],
  ["{{=steps['gen'].outputs.result}}", true],
  ['{{=steps["gen"].outputs.result}}', false],
  ["{{tasks.gen.outputs.result}}", false],
  ["{{steps.gen2.outputs.result}}", false],
  ["{{steps.gen.outputs.parameters.result}}", false],
])("%s refers to the result of step gen: %s", (value, refers) => {
  expect(includesOutputResult("demo[0].gen(0:a)(1)", steps(value))).toBe(refers);
});

it("looks for tasks in a DAG", () => {
  const template: Template = {
    dag: { tasks: [{ name: "use", template: "t", when: "{{tasks.gen.outputs.result}} == 1" }] },
  };
  expect(includesOutputResult("demo.gen", template)).toBe(true);
  expect(includesOutputResult("demo.use", template)).toBe(false);
});
