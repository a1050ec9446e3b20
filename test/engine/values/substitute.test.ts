import { describe, expect, it } from "vitest";
import type { Strictness } from "../../../src/engine/values/replace-tags.ts";
import { substitute } from "../../../src/engine/values/substitute.ts";
import type { Variables } from "../../../src/engine/values/variables.ts";
import { contextWith } from "./context.ts";

const variables: Variables = new Map([
  ["inputs.parameters.p", "v"],
  ["inputs.parameters.quoted", 'a "b"\nc'],
  ["inputs.parameters.empty", ""],
  ["steps.a.outputs.result", null],
]);

function substituted(value: unknown, strictness: Strictness = "none") {
  const result = substitute(value, variables, strictness, contextWith());
  return result.ok ? result.value : result;
}

describe("substitute", () => {
  it("replaces tags in texts, lists, objects and keys", () => {
    const value = { a: ["x", "{{inputs.parameters.p}}-{{ inputs.parameters.p }}"], "{{inputs.parameters.p}}": 1, n: 2 };
    expect(substituted(value)).toEqual({ a: ["x", "v-v"], v: 1, n: 2 });
  });

  it("puts any text in as it is", () => {
    expect(substituted({ args: ["{{inputs.parameters.quoted}}"] })).toEqual({ args: ['a "b"\nc'] });
  });

  it("keeps the identity of what has no tags", () => {
    const untouched = { deep: [{ text: "no tags" }] };
    expect(substituted(untouched)).toBe(untouched);
    const value = { untouched, changed: "{{inputs.parameters.p}}" };
    expect(substituted(value)).toHaveProperty("untouched", untouched);
    expect((substituted(value) as typeof value).untouched).toBe(untouched);
  });

  it("evaluates expressions", () => {
    expect(substituted("{{=inputs.parameters.p + '!'}}")).toBe("v!");
    expect(substituted("{{=[1, {a: 2}]}}")).toBe('[1,{"a":2}]');
  });

  it("leaves what is unknown, unless it must resolve", () => {
    expect(substituted("{{steps.b.outputs.result}} {{item}}")).toBe("{{steps.b.outputs.result}} {{item}}");
    expect(substituted("{{item}} {{steps.b.outputs.artifacts.x}}", "references")).toBe(
      "{{item}} {{steps.b.outputs.artifacts.x}}",
    );
    expect(substituted("{{steps.b.outputs.result}}", "references")).toEqual({
      ok: false,
      error: "failed to resolve {{steps.b.outputs.result}}",
      missingVariable: true,
    });
    expect(substituted("{{item}}", "all")).toMatchObject({ error: "failed to resolve {{item}}" });
  });

  it("fails for good on an absent output", () => {
    expect(substituted("{{steps.a.outputs.result}}")).toEqual({
      ok: false,
      error:
        "unable to substitute {{steps.a.outputs.result}}: output is an absent optional (skipped/omitted node with no default)",
      missingVariable: false,
    });
    expect(substituted("{{=steps.a.outputs.result ?? 'none'}}")).toBe("none");
  });

  it("drops fields that become empty where absence counts, and only there", () => {
    const empty = "{{inputs.parameters.empty}}";
    expect(substituted({ when: empty, onExit: empty, name: empty, value: empty })).toEqual({ name: "", value: "" });
  });

  it("takes a tag that is closed in another text as one with it", () => {
    const value = { a: "{{unclosed", b: "{{inputs.parameters.p }}", c: "{{inputs.parameters.p }}" };
    expect(substituted(value)).toEqual({ ...value, c: "v" });
  });
});
