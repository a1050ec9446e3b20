import { describe, expect, test } from "vitest";
import { isMissingVariableError, substitute } from "../../src/expression/template-tag.ts";

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

describe("substitute", () => {
  test("says so when a value makes the text invalid JSON", () => {
    const bell = new Map([["bell", "a\u0007b"]]);
    expect(substitute("{{bell}}", bell, strict)).toEqual({
      ok: false,
      error: "cannot finish template replacement because the result was invalid JSON",
    });
  });

  test("tells of a tag that is not closed in the text as JSON", () => {
    expect(substitute("{{inputs <", variables, lenient)).toEqual({
      ok: false,
      error: String.raw`Cannot find end tag="}}" in the template="\"{{inputs \\u003c\"" starting from "inputs \\u003c\""`,
    });
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
