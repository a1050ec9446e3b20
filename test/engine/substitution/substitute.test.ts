import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { replaceTagsInJson, type Strictness } from "../../../src/engine/substitution/replace-tags.ts";
import { substitute, unclosedTag } from "../../../src/engine/substitution/substitute.ts";
import type { Variables } from "../../../src/engine/variables/variables.ts";
import { fromPlain } from "../../../src/expression/expr.ts";
import { marshalJson } from "../../../src/expression/go-format.ts";
import { type FieldType, json } from "../../../src/manifest/schema/field-type.ts";
import { container } from "../../../src/manifest/schema/kubernetes.ts";
import { task } from "../../../src/manifest/schema/template.ts";
import { contextWith } from "../variables/context.ts";

const variables: Variables = new Map([
  ["inputs.parameters.p", "v"],
  ["inputs.parameters.quoted", 'a "b"\nc'],
  ["inputs.parameters.empty", ""],
  ["steps.a.outputs.result", null],
]);

function substituted(value: unknown, strictness: Strictness = "none", type: FieldType = json) {
  const result = substitute(type, value, variables, strictness, contextWith());
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

  it("keeps the identity of a value whose text stays", () => {
    const value = { args: ["{{inputs.parameters.p} ", "}}"] };
    expect(substituted(value, "none", container)).toBe(value);
  });

  it("lets a tag reach into what Go writes after it", () => {
    const value = { image: "i", args: ["{{steps.b}"] };
    expect(substituted(value, "references", container)).toEqual({
      ok: false,
      error: 'failed to resolve {{steps.b}"],"resources":{}}',
      missingVariable: true,
    });
  });

  it("reports the first error in the order of the struct", () => {
    const value = { args: ["{{item.b}}"], image: "{{item.a}}" };
    expect(substituted(value, "all", container)).toMatchObject({ error: "failed to resolve {{item.a}}" });
  });

  it("reads what became of the text as a manifest", () => {
    const nested = { image: "{{a ", args: ["{{inputs.parameters.p}} b"], stdin: true };
    expect(substituted(nested, "none", container)).toEqual({
      image: "{{a ",
      args: ["v b"],
      stdin: true,
      resources: {},
    });
  });

  it("gives the same as the substitution in the JSON text", () => {
    fc.assert(
      fc.property(anyJson, fc.boolean(), (value, allowUnresolved) => {
        const text = marshalJson(fromPlain(value));
        const context = contextWith();
        const inText = replaceTagsInJson(text, variables, allowUnresolved ? "none" : "all", context);
        const expected = inText.ok ? { ok: true, value: JSON.parse(inText.value) as unknown } : inText;
        const inValue = substitute(json, value, variables, allowUnresolved ? "none" : "all", context);
        expect(inValue).toMatchObject(expected);
      }),
      { numRuns: 500 },
    );
  });
});

const tagPiece = fc.constantFrom(
  "{{inputs.parameters.p}}",
  "{{inputs.parameters.quoted}}",
  "{{missing}}",
  "{{=inputs.parameters.quoted + '!'}}",
  "{{=[1, '<']}}",
  "{{=missing}}",
  "{{",
  "}}",
  "<&>",
  '"',
  "\\",
  "é",
  "x",
);

const anyJson = fc.letrec((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    fc.array(tagPiece, { maxLength: 4 }).map((pieces) => pieces.join("")),
    fc.constant(null),
    fc.integer({ min: 0, max: 9 }),
    fc.array(tie("node"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b", "c"), tie("node"), { maxKeys: 3 }),
  ),
})).node;

describe("unclosedTag", () => {
  it("knows a tag that nothing after it closes", () => {
    expect(unclosedTag(task, { name: "a}}", dependencies: ["{{x"] }, contextWith())).toContain("Cannot find end tag");
    expect(unclosedTag(container, { args: ["x"] }, contextWith())).toBeUndefined();
  });

  it("takes one as closed by what Go writes after it", () => {
    expect(unclosedTag(container, { args: ["{{x"] }, contextWith())).toBeUndefined();
  });
});
