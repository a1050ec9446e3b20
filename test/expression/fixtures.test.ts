import { expect, test } from "vitest";
import { answer, readFixture } from "./fixture.ts";

/** Questions that the Go libraries of Argo v4.1.2 answered, all of a kind in one file. */
const fixtures = ["when", "expr", "sprig", "template", "jsonpath", "depends", "misc"];

test.each(fixtures)("answers as Go does: %s", (name) => {
  const entries = readFixture(name);
  expect(entries.length).toBeGreaterThan(0);
  const wrong = entries
    .map(({ question, expected }) => ({ question, expected, actual: answer(question) }))
    .filter(({ expected, actual }) => JSON.stringify(normalize(actual)) !== JSON.stringify(normalize(expected)));
  expect(wrong).toEqual([]);
});

function normalize(given: ReturnType<typeof answer>): unknown {
  return given.ok ? { ok: true, value: given.value ?? null } : { ok: false, error: given.error };
}
