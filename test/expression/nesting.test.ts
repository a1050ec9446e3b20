import { describe, expect, test } from "vitest";
import { evaluateExpression, fromPlain } from "../../src/expression/expr.ts";
import { parseJson } from "../../src/expression/go/json-parse.ts";
import { sprintfInt } from "../../src/expression/go/sprintf.ts";
import { queryJsonPath } from "../../src/expression/jsonpath.ts";
import { SizeLimitExceeded } from "../../src/expression/size-limit.ts";
import { evaluateWhen } from "../../src/expression/when.ts";

function evaluate(source: string) {
  return evaluateExpression(source, {}, { now: 0, random: () => 0.5 });
}

const around = (times: number, open: string, inner: string, close: string) =>
  open.repeat(times) + inner + close.repeat(times);

/** Each in a form that needs as many levels as it is nested. */
const shapes: readonly (readonly [string, (times: number) => string])[] = [
  ["parentheses", (times) => around(times, "(", "1", ")")],
  ["lists", (times) => around(times, "[", "1", "]")],
  ["maps", (times) => around(times, "{a: ", "1", "}")],
  ["calls", (times) => around(times, "string(", "1", ")")],
  ["calls behind a pipe", (times) => `1${" | string()".repeat(times)}`],
  ["negations", (times) => `${"not ".repeat(times)}true`],
  ["powers", (times) => `1${" ** 1".repeat(times)}`],
  ["conditionals", (times) => `${"true ? 1 : ".repeat(times)}1`],
  ["if and else", (times) => `${"if false {1} else ".repeat(times)}{2}`],
  ["variables", (times) => `${Array.from({ length: times }, (_, i) => `let a${i} = 1; `).join("")}1`],
  ["fields", (times) => `{"a": nil}${"?.a".repeat(times)}`],
];

describe("what is nested too deeply to be evaluated is told by counting", () => {
  test.each(shapes)("%s in an expression", (_name, shape) => {
    expect(evaluate(shape(90))).toMatchObject({ ok: true });
    for (const times of [250, 2000]) {
      expect(() => evaluate(shape(times))).toThrow("an expression is nested too deeply: more than 200 levels");
    }
  });

  test("a chain of operations is not nested, however long it is", () => {
    const chain = (operator: string, operand: string) => Array(4_000).fill(operand).join(` ${operator} `);
    expect(evaluate(chain("+", "1"))).toEqual({ ok: true, value: 4_000n });
    expect(evaluate(Array(2_000).fill("(1 < 2)").join(" && "))).toEqual({ ok: true, value: true });
    expect(evaluateWhen(chain("&&", "true"))).toEqual({ ok: true, value: true });
    expect(evaluateWhen(`${chain("-", "1")} == -3998`)).toEqual({ ok: true, value: true });
    expect(evaluateWhen(`${"false ? false : ".repeat(4_000)}true`)).toEqual({ ok: true, value: true });
  });

  test("groups and prefixes of a condition", () => {
    expect(evaluateWhen(around(90, "(", "1 == 1", ")"))).toEqual({ ok: true, value: true });
    expect(() => evaluateWhen(around(101, "(", "1 == 1", ")"))).toThrow(SizeLimitExceeded);
    expect(() => evaluateWhen(`${around(4_000, "(-", "1", ")")} == 1`)).toThrow(SizeLimitExceeded);
  });

  test("JSON, up to where Go has an error of its own", () => {
    expect(parseJson(around(200, "[", "1", "]"))).toMatchObject({ ok: true });
    expect(() => parseJson(around(201, "[", "1", "]"))).toThrow("a JSON value is nested too deeply");
    expect(() => parseJson(around(10_000, '{"[":', "1", "}"))).toThrow(SizeLimitExceeded);
    expect(parseJson('{"a":'.repeat(10_001))).toEqual({
      ok: false,
      error: "invalid character '{' exceeded max depth",
    });
  });

  test("selectors and scripts of JSONPath", () => {
    const root = fromPlain({ a: [1] });
    expect(() => queryJsonPath(`$${".a".repeat(300)}`, root)).toThrow(SizeLimitExceeded);
    expect(() => queryJsonPath(`$.a[?(${"1+".repeat(300)}1)]`, root)).toThrow(SizeLimitExceeded);
    expect(queryJsonPath(`$.a[?(${"1+".repeat(50)}1 > 0)]`, root)).toMatchObject({ ok: true });
  });

  test("values that are made level by level, hold themselves, or hold each other many times", () => {
    expect(() => evaluate("toJSON(reduce(1..5000, [#acc], 1))")).toThrow("a value is nested too deeply");
    expect(() => evaluate("let d = sprig.dict(); let e = sprig.set(d, 'd', d); toJSON(e)")).toThrow(SizeLimitExceeded);
    expect(() => evaluate("len(toJSON(reduce(1..40, [#acc, #acc], 1)))")).toThrow(
      "a value has more than 2000000 parts",
    );
    expect(() => evaluate("let v = reduce(1..40, [#acc, #acc], 1); v == v")).toThrow(SizeLimitExceeded);
  });

  test("texts that double", () => {
    expect(() => evaluate("reduce(1..60, #acc + #acc, 'text')")).toThrow(/makes a text of \d+ characters/);
  });
});

describe("selectors that branch without end", () => {
  test("are cut off", () => {
    const deep = around(60, '{"a":', "1", "}");
    const parsed = parseJson(deep);
    if (!parsed.ok) throw new Error(parsed.error);
    expect(() => queryJsonPath(`$${"..a".repeat(12)}`, parsed.value)).toThrow(/takes more than \d+ steps/);
  });
});

describe("a width that fmt finds too large", () => {
  test("ends the format", () => {
    expect(sprintfInt("a%1000001d b", 5)).toBe("a%!(NOVERB)%!(EXTRA int=5)");
    expect(sprintfInt("%.1000001d", 5)).toBe("%!(NOVERB)%!(EXTRA int=5)");
    expect(sprintfInt("%1000000d", 5)).toHaveLength(1_000_000);
  });
});
