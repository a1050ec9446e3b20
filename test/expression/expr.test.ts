import { describe, expect, test } from "vitest";
import { artifactValue, evaluateBoolean, evaluateExpression, GoStruct, toPlain } from "../../src/expression/expr.ts";
import { formatGoValue } from "../../src/expression/go-format.ts";

function sequence(...numbers: readonly number[]): () => number {
  let next = 0;
  return () => numbers[next++ % numbers.length] ?? 0;
}

const context = { now: Date.UTC(2026, 6, 1, 12, 30, 15), random: () => 0.5 };

function shown(source: string, variables: Readonly<Record<string, unknown>> = {}, given = context): string {
  const result = evaluateExpression(source, variables, given);
  return result.ok ? formatGoValue(result.value) : result.error;
}

describe("time and chance come from the context", () => {
  test.each([
    ["now().Format('2006-01-02T15:04:05Z07:00')", "2026-07-01T12:30:15Z"],
    ["sprig.now().Unix()", "1782909015"],
    ["sprig.ago(date('2026-07-01'))", "12h30m15s"],
    ["sprig.date('15:04', now())", "12:30"],
  ])("%s", (source, expected) => {
    expect(shown(source)).toBe(expected);
  });

  test("the same numbers give the same text", () => {
    const draw = (): string =>
      shown(
        "sprig.randAlphaNum(8) + sprig.uuidv4() + sprig.shuffle('abc')",
        {},
        { ...context, random: sequence(0.1, 0.7, 0.3) },
      );
    expect(draw()).toBe(draw());
    expect(draw()).toMatch(
      /^[A-Za-z0-9]{8}[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}[abc]{3}$/,
    );
  });

  test("numbers stay within their bounds", () => {
    const extremes = { ...context, random: sequence(0, 0.999999) };
    expect(shown("map(1..10, sprig.randInt(3, 5)) | uniq() | sort()", {}, extremes)).toBe("[3 4]");
  });
});

test("the same source is checked anew when a name has a value of another type", () => {
  expect(shown("x + 1", { x: 1n })).toBe("2");
  expect(shown("x + 1", { x: "a" })).toContain("mismatched types string and int");
  expect(shown("x + 1", { x: 1.5 })).toBe("2.5");
  expect(shown("x + 1", {})).toContain("unknown name x");
});

test("equal items are dropped, also of other types and from a long list", () => {
  expect(shown("uniq([1, 1.0, '1', 2, nil, nil, [1], [1.0], true, true])")).toBe("[1 1 2 <nil> [1] true]");
  expect(shown("sprig.uniq([1, 1.0, '1', 2, nil, nil, [1], [1.0], true, true])")).toBe("[1 1 1 2 <nil> [1] [1] true]");
  expect(shown("len(uniq(map(1..100000, # % 70000)))")).toBe("70000");
});

test("a name of the environment hides a builtin", () => {
  expect(shown("len('abc')")).toBe("3");
  expect(shown("len == 'x'", { len: "x" })).toBe("true");
});

test("a variable gives way to those below it", () => {
  expect(shown("inputs.parameters", { "inputs.parameters": "[]", "inputs.parameters.a": "1" })).toBe("map[a:1]");
  expect(shown("inputs.parameters", { "inputs.parameters": "[]" })).toBe("[]");
});

test("an artifact comes out as it went in", () => {
  const artifact = { name: "log", s3: { key: "k" } };
  const result = evaluateExpression(
    "steps['a'].outputs.artifacts.log",
    { "steps.a.outputs.artifacts.log": artifactValue(artifact) },
    context,
  );
  expect(result.ok && result.value instanceof GoStruct && result.value.payload).toBe(artifact);
});

test("evaluateBoolean refuses what is no boolean", () => {
  expect(evaluateBoolean("1 + 1", {}, context)).toEqual({
    ok: false,
    error: "unable to cast expression result '%!s(int=2)' to bool",
  });
});

test("toPlain gives plain data", () => {
  const result = evaluateExpression("{a: [1, 1.5, 'x', nil], b: {c: true}}", {}, context);
  expect(result.ok && toPlain(result.value)).toEqual({ a: [1n, 1.5, "x", null], b: { c: true } });
});

test("what is not simulated says so", () => {
  expect(shown("sprig.genPrivateKey('rsa')")).toContain("sprig.genPrivateKey is not simulated");
});

describe("expressions of expr-lang v1.16", () => {
  const shownBy116 = (source: string): string => {
    const result = evaluateExpression(source, {}, context, { expressionsAreOfExpr116: true });
    return result.ok ? formatGoValue(result.value) : (result.error.split("\n")[0] ?? "");
  };

  test.each([
    ["if true { 1 } else { 2 }", "1"],
    ["reverse([1, 2])", "[2 1]"],
    ["1 < 2 < 3", "true"],
    ["'abc'[1:]", "bc"],
  ])("%s works in v1.17 alone", (source, expected) => {
    expect(shown(source)).toBe(expected);
    expect(shownBy116(source)).not.toBe(expected);
  });

  test("what is the same stays the same", () => {
    expect(shownBy116("map(1..3, # * 2) | sum()")).toBe("12");
    expect(shownBy116("missing")).toBe("unknown name missing (1:1)");
  });
});

describe("what would not fit into memory is refused", () => {
  test.each([
    ["sprig.until(1000000000)"],
    ["sprig.seq(1, 1000000000)"],
    ["sprig.repeat(1000000000, 'a')"],
    ["sprig.randAlpha(1000000000)"],
  ])("%s", (source) => {
    expect(shown(source)).toContain("a result of 1000000000 is too large to be simulated");
  });

  test("JSON nested without end", () => {
    expect(shown("sprig.mustFromJson(sprig.repeat(100000, '['))")).toContain(
      "invalid character '[' exceeded max depth",
    );
  });
});
