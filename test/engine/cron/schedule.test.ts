import { describe, expect, it } from "vitest";
import { parseSchedule } from "../../../src/engine/cron/parse-schedule.ts";

function next(after: string, text: string): string | undefined {
  const parsed = parseSchedule(text);
  if (!parsed.ok) throw new Error(parsed.error);
  const found = parsed.schedule.next(Date.parse(after));
  return found === undefined ? undefined : new Date(found).toISOString().replace(".000Z", "Z");
}

describe("the next time of a schedule", () => {
  it.each([
    ["2012-07-09T14:45:00Z", "0/15 * * * *", "2012-07-09T15:00:00Z"],
    ["2012-07-09T14:59:59Z", "0/15 * * * *", "2012-07-09T15:00:00Z"],
    ["2012-07-09T15:45:00Z", "20-35/15 * * * *", "2012-07-09T16:20:00Z"],
    ["2012-07-09T23:46:00Z", "*/15 * * * *", "2012-07-10T00:00:00Z"],
    ["2012-07-09T23:35:00Z", "15/35 0-23/5 * * *", "2012-07-10T00:15:00Z"],
    ["2012-07-09T23:35:00Z", "0 0 9 Apr-Oct ?", "2012-08-09T00:00:00Z"],
    ["2012-07-09T23:35:00Z", "0 0 */5 Apr,Aug,Oct Mon", "2012-08-01T00:00:00Z"],
    ["2012-07-09T23:35:00Z", "0 0 * Feb Mon", "2013-02-04T00:00:00Z"],
    ["2012-07-09T23:35:00Z", "0 0 29 Feb ?", "2016-02-29T00:00:00Z"],
    ["2012-07-09T23:35:00Z", "0 0 30 Feb ?", undefined],
    ["2012-07-09T23:35:00Z", "@monthly", "2012-08-01T00:00:00Z"],
    ["2012-07-09T14:45:00.500Z", "@every 90s", "2012-07-09T14:46:30Z"],
    ["2012-07-09T14:45:00Z", "@every 100ms", "2012-07-09T14:45:01Z"],
  ])("after %s of %s is %s", (after, text, expected) => {
    expect(next(after, text)).toBe(expected);
  });

  it("takes either day field when both are given, and both when one is a star", () => {
    // The 15th of July 2012 is a Sunday.
    expect(next("2012-07-09T00:00:00Z", "0 0 1,15 * Mon")).toBe("2012-07-15T00:00:00Z");
    expect(next("2012-07-09T00:00:00Z", "0 0 * * Mon")).toBe("2012-07-16T00:00:00Z");
    expect(next("2012-07-09T00:00:00Z", "0 0 1,15 * *")).toBe("2012-07-15T00:00:00Z");
  });

  it("is told by the clock of its time zone", () => {
    expect(next("2024-01-01T00:00:00Z", "CRON_TZ=Asia/Kolkata 0 9 * * *")).toBe("2024-01-01T03:30:00Z");
    expect(next("2024-01-01T00:00:00Z", "TZ=America/New_York @daily")).toBe("2024-01-01T05:00:00Z");
  });
});

describe("when summer time begins in New York, at 02:00 (07:00 UTC) on 2012-03-11", () => {
  it.each([
    ["2012-03-11T05:00:00Z", "30 2 11 Mar ?", "2013-03-11T06:30:00Z"],
    ["2012-03-11T06:00:00Z", "0 * * * ?", "2012-03-11T07:00:00Z"],
    ["2012-03-11T05:00:00Z", "0 2 * * ?", "2012-03-12T06:00:00Z"],
    ["2012-03-11T05:00:00Z", "0 1 * * ?", "2012-03-11T06:00:00Z"],
  ])("after %s the next of %s is %s", (after, text, expected) => {
    expect(next(after, `TZ=America/New_York ${text}`)).toBe(expected);
  });
});

describe("when summer time ends in New York, at 02:00 (06:00 UTC) on 2012-11-04", () => {
  it.each([
    ["2012-11-04T04:00:00Z", "30 2 04 Nov ?", "2012-11-04T07:30:00Z"],
    ["2012-11-04T05:45:00Z", "30 1 04 Nov ?", "2012-11-04T06:30:00Z"],
    ["2012-11-04T05:00:00Z", "0 * * * ?", "2012-11-04T06:00:00Z"],
    ["2012-11-04T05:00:00Z", "0 1 * * ?", "2012-11-04T06:00:00Z"],
    ["2012-11-04T06:00:00Z", "0 1 * * ?", "2012-11-05T06:00:00Z"],
  ])("after %s the next of %s is %s", (after, text, expected) => {
    expect(next(after, `TZ=America/New_York ${text}`)).toBe(expected);
  });
});

describe("midnight that summer time skips, in São Paulo on 2018-11-04", () => {
  it("is at one", () => {
    expect(next("2018-11-03T12:00:00Z", "TZ=America/Sao_Paulo 0 9 * * ?")).toBe("2018-11-04T11:00:00Z");
  });
});

describe("a schedule is refused", () => {
  it.each([
    ["", "empty spec string"],
    ["* * * *", "expected exactly 5 fields, found 4: [* * * *]"],
    ["60 * * * *", "end of range (60) above maximum (59): 60"],
    ["* * 0 * *", "beginning of range (0) below minimum (1): 0"],
    ["5-1 * * * *", "beginning of range (5) beyond end of range (1): 5-1"],
    ["*/0 * * * *", "step of range should be a positive number: */0"],
    ["1-2-3 * * * *", "too many hyphens: 1-2-3"],
    ["1/2/3 * * * *", "too many slashes: 1/2/3"],
    ["x * * * *", 'failed to parse int from x: strconv.Atoi: parsing "x": invalid syntax'],
    ["* * * * 7", "end of range (7) above maximum (6): 7"],
    ["@fortnightly", "unrecognized descriptor: @fortnightly"],
    ["@every x", 'failed to parse duration @every x: time: invalid duration "x"'],
    ["TZ=Nowhere/Land * * * * *", "provided bad location Nowhere/Land: unknown time zone Nowhere/Land"],
  ])("%s: %s", (text, error) => {
    expect(parseSchedule(text)).toEqual({ ok: false, error });
  });
});
