import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromPlain } from "../../src/expression/expr.ts";
import { marshalJson } from "../../src/expression/go-format.ts";
import {
  isMissingVariableError,
  substitute,
  substituteJson,
  substituteObject,
} from "../../src/expression/template-tag.ts";

const context = { now: Date.UTC(2026, 0, 1), random: () => 0.5 };
const lenient = { allowUnresolved: true, context };
const strict = { allowUnresolved: false, context };
const variables = new Map<string, unknown>([
  ["inputs.parameters.message", "hello"],
  ["quoted", 'say "hi"'],
  ["key", "k"],
  ["empty", ""],
  ["absent", null],
]);

describe("substituteObject", () => {
  test("returns an object without tags itself", () => {
    const object = { a: ["b", { c: 1 }], d: null };
    const result = substituteObject(object, variables, strict);
    expect(result.ok && result.value).toBe(object);
  });

  test("copies only what changes", () => {
    const object = { same: { a: 1 }, changed: ["{{inputs.parameters.message}}"] };
    const result = substituteObject(object, variables, strict);
    expect(result).toEqual({ ok: true, value: { same: { a: 1 }, changed: ["hello"] } });
    expect(result.ok && result.value.same).toBe(object.same);
    expect(object.changed).toEqual(["{{inputs.parameters.message}}"]);
  });

  test("substitutes in keys", () => {
    expect(substituteObject({ "{{key}}": "{{quoted}}" }, variables, strict)).toEqual({
      ok: true,
      value: { k: 'say "hi"' },
    });
  });

  test("reports the first error in the order of keys", () => {
    expect(substituteObject({ a: "{{first}}", b: "{{second}}" }, variables, strict)).toEqual({
      ok: false,
      error: "failed to resolve {{first}}",
    });
  });

  test("takes the object as one text when a tag is not closed in its string", () => {
    const open = { a: "{{inputs", b: { c: "d" } };
    expect(substituteObject(open, variables, lenient)).toEqual({ ok: true, value: open });
    expect(substituteObject({ a: "{{inputs" }, variables, lenient)).toEqual({
      ok: false,
      error: 'Cannot find end tag="}}" in the template="{\\"a\\":\\"{{inputs\\"}" starting from "inputs\\"}"',
    });
  });

  test("says so when a value makes the text invalid JSON", () => {
    const bell = new Map([["bell", "a\u0007b"]]);
    expect(substituteObject({ a: "{{bell}}" }, bell, strict)).toEqual({
      ok: false,
      error: "cannot finish template replacement because the result was invalid JSON",
    });
  });

  test("gives the same as the substitution in the marshalled text", () => {
    const piece = fc.constantFrom(
      "{{inputs.parameters.message}}",
      "{{quoted}}",
      "{{missing}}",
      "{{=quoted + '!'}}",
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
    const text = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(""));
    const json = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 3 },
        text,
        fc.constant(null),
        fc.integer({ min: 0, max: 9 }),
        fc.array(tie("node"), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom("a", "b", "c"), tie("node"), { maxKeys: 3 }),
      ),
    })).node;
    fc.assert(
      fc.property(json, fc.boolean(), (value, allowUnresolved) => {
        const options = { allowUnresolved, context };
        const sorted: unknown = JSON.parse(marshalJson(fromPlain(value)));
        const inText = substituteJson(marshalJson(fromPlain(value)), variables, options);
        const inObject = substituteObject(sorted, variables, options);
        const expected = inText.ok ? { ok: true, value: JSON.parse(inText.value) as unknown } : inText;
        expect(inObject).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });
});

describe("differences between releases", () => {
  const text = "{{={a: 1}}}}";

  test("a result is put in as JSON, or as plain text", () => {
    expect(substitute("{{=[1,'a']}}", variables, strict)).toEqual({ ok: true, value: '[1,"a"]' });
    expect(substitute("{{=[1,'a']}}", variables, { ...strict, resultIsPlainText: true })).toEqual({
      ok: true,
      value: "[1 a]",
    });
  });

  test("an expression with a syntax error is refused, or stays", () => {
    expect(substitute(text, variables, lenient).ok).toBe(false);
    expect(substitute("{{=1 +}}", variables, { ...lenient, namesAreNotChecked: true })).toEqual({
      ok: true,
      value: "{{=1 +}}",
    });
  });

  test("an expression over item or lastRetry waits for it, or does not", () => {
    const early = { "item.a": "1", "lastRetry.status": "Failed" };
    const byTokens = { ...lenient, namesAreNotChecked: true };
    const ofItem = "{{=item.b ?? item.a}}";
    const ofLastRetry = "{{=lastRetry.message ?? 'none'}}";
    expect(substitute(ofItem, early, byTokens)).toEqual({ ok: true, value: ofItem });
    expect(substitute(ofItem, early, { ...byTokens, itemIsNotLate: true })).toEqual({ ok: true, value: "1" });
    expect(substitute(ofItem, early, { ...byTokens, lastRetryIsNotLate: true })).toEqual({ ok: true, value: ofItem });
    expect(substitute(ofLastRetry, early, byTokens)).toEqual({ ok: true, value: ofLastRetry });
    expect(substitute(ofLastRetry, early, { ...byTokens, lastRetryIsNotLate: true })).toEqual({
      ok: true,
      value: "none",
    });
  });

  test("asInt gives an int, or an int64", () => {
    expect(substitute("{{=sprig.typeOf(asInt('5'))}}", {}, strict)).toEqual({ ok: true, value: "int" });
    expect(substitute("{{=sprig.typeOf(asInt('5'))}}", {}, { ...strict, conversionsAreOfArgoPkg: true })).toEqual({
      ok: true,
      value: "int64",
    });
  });
});

test("a missing variable is told from an absent optional", () => {
  const missing = substitute("{{steps.a.outputs.result}}", variables, { ...lenient, strictPrefixes: ["steps"] });
  const absent = substitute("{{absent}}", variables, lenient);
  expect(missing.ok || isMissingVariableError(missing.error)).toBe(true);
  expect(absent.ok || isMissingVariableError(absent.error)).toBe(false);
});
