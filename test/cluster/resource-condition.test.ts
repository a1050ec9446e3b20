import { expect, test } from "vitest";
import { meetsAll, meetsAny, parseCondition } from "../../src/cluster/nodes/resource-condition.ts";

const object = {
  metadata: { labels: { "example.com/team": "blue" } },
  status: { phase: "Failed", succeeded: 2, conditions: [{ type: "Completed" }], message: null },
};

test.each([
  ["status.phase == Failed", true],
  ["status.phase=Succeeded", false],
  ["status.phase != Succeeded", true],
  ["status.phase in (Failed, Error)", true],
  ["status.phase notin (Failed, Error)", false],
  ["status.succeeded > 1", true],
  ["status.succeeded < 2", false],
  ["status.active", false],
  ["!status.active", true],
  ["status.active != 1", true],
  ["status.conditions.0.type == Completed", true],
  [String.raw`metadata.labels.example\.com/team == blue`, true],
  ["status.message ==", true],
])("%s", (text, expected) => {
  const parsed = parseCondition(text);
  expect(parsed.ok && meetsAll(parsed.condition, object)).toBe(expected);
});

test("all requirements of a success condition must be met, any of a failure condition", () => {
  const parsed = parseCondition("status.phase in (Failed, Error), status.succeeded == 3");
  if (!parsed.ok) throw new Error(parsed.error);
  expect(meetsAll(parsed.condition, object)).toBe(false);
  expect(meetsAny(parsed.condition, object)).toBe(true);
});

test("no requirement is met by everything, and fails nothing", () => {
  expect(meetsAll([], object)).toBe(true);
  expect(meetsAny([], object)).toBe(false);
});

test("what is no requirement is refused", () => {
  expect(parseCondition("status.phase is fine")).toEqual({
    ok: false,
    error: "unable to parse requirement: status.phase is fine",
  });
});
