import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fnv32a } from "../../src/expression/fnv.ts";
import { civilFromDays, daysFromCivil } from "../../src/expression/go/civil.ts";
import { parseJson } from "../../src/expression/go/json-parse.ts";
import {
  formatDuration,
  formatMilliseconds,
  parseDuration,
  parseGoDuration,
} from "../../src/expression/go-duration.ts";
import { marshalJson } from "../../src/expression/go-format.ts";
import { fromPlain, toPlain } from "../../src/expression/value.ts";

describe("durations", () => {
  test("a bare integer is seconds", () => {
    expect(parseDuration("90")).toEqual({ ok: true, milliseconds: 90_000 });
    expect(parseDuration("1h30m")).toEqual({ ok: true, milliseconds: 5_400_000 });
    expect(parseDuration("1.5")).toEqual({
      ok: false,
      error: 'unable to parse 1.5 as a duration: time: missing unit in duration "1.5"',
    });
  });

  test("are written as Go writes them", () => {
    expect(formatMilliseconds(90_061_500)).toBe("25h1m1.5s");
    expect(formatMilliseconds(0.25)).toBe("250µs");
  });

  test("what is written is read as the same", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }), (nanoseconds) => {
        expect(parseGoDuration(formatDuration(nanoseconds))).toEqual({ ok: true, nanoseconds });
      }),
    );
  });
});

test("days and dates are each other's inverse", () => {
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), (days) => {
      const { year, month, day } = civilFromDays(days);
      expect(daysFromCivil(year, month, day)).toBe(days);
    }),
  );
});

test("JSON that is written is read as the same", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
      const plain: unknown = JSON.parse(JSON.stringify(value));
      const parsed = parseJson(marshalJson(fromPlain(plain)));
      expect(parsed.ok && toPlain(parsed.value)).toEqual(plain);
    }),
  );
});

test.each([
  ["", 0x811c9dc5],
  ["a", 0xe40c292c],
  ["foobar", 0xbf9cf968],
  ["é", 0x1e9de8c1],
])("fnv32a(%j)", (text, hash) => {
  expect(fnv32a(text)).toBe(hash);
});
