/** Expectations are those of Go's regexp package. */
import { expect, test } from "vitest";
import { compileRegularExpression } from "../../src/expression/go/regular-expression.ts";

function found(pattern: string, text: string): string[] {
  const compiled = compileRegularExpression(pattern);
  return compiled.ok ? Array.from(compiled.expression.findAll(text), (match) => match.text) : [compiled.error];
}

test.each([["^(a+)+$"], ["^(a|aa)+$"], ["(a*)*c"], ["(.*)(.*)(.*)(.*)c"]])(
  "%s is searched for in a long text at once",
  (pattern) => {
    const began = process.hrtime.bigint();
    expect(found(pattern, `${"a".repeat(100_000)}b`)).toEqual([]);
    expect(Number(process.hrtime.bigint() - began) / 1e9).toBeLessThan(5);
  },
);

test("a repetition of a repetition is refused before it grows", () => {
  expect(found("(x{1000}){1000}", "")).toEqual(["error parsing regexp: invalid repeat count: `{1000}`"]);
  const nested = "(".repeat(2000) + ")".repeat(2000);
  expect(found(nested, "")).toEqual([`error parsing regexp: expression nests too deeply: \`${nested}\``]);
});

test.each([
  ["(", "error parsing regexp: missing closing ): `(`"],
  ["a**", "error parsing regexp: invalid nested repetition operator: `**`"],
  ["\\", "error parsing regexp: trailing backslash at end of expression: ``"],
  ["a(?=b)", "error parsing regexp: invalid or unsupported Perl syntax: `(?=`"],
  ["\\1", "error parsing regexp: invalid escape sequence: `\\1`"],
  ["[b-a]", "error parsing regexp: invalid character class range: `b-a`"],
])("%s is told as Go tells it", (pattern, error) => {
  expect(found(pattern, "")).toEqual([error]);
});

test("earlier alternatives are preferred to longer ones", () => {
  expect(found("a|ab", "ab")).toEqual(["a"]);
});

test("an empty match right after another one does not count", () => {
  expect(found("b*", "abba")).toEqual(["", "bb", ""]);
});

test("flags hold for their part of the expression", () => {
  expect(found("(?i:a)b|(?m)^c$", "Ab AB\nc\nd")).toEqual(["Ab", "c"]);
});

test("characters beyond 16 bits are one character", () => {
  expect(found(".", "a\u{1f600}")).toEqual(["a", "\u{1f600}"]);
});
