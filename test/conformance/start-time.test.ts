import { describe, expect, it } from "vitest";
import { recordedStartTime } from "../../src/conformance/start-time.ts";

const startTime = (recording: unknown) => {
  const found = recordedStartTime(JSON.stringify(recording));
  return found === undefined ? undefined : new Date(found).toISOString();
};

describe("the start time of a recording", () => {
  it.each([
    ["a timestamp", "2000-01-01T13:00:01Z", "2000-01-01T13:00:01.000Z"],
    ["a time as Go prints it", "&{map[] 2000-01-02 18:02:13.536 +0000 UTC panic}", "2000-01-02T18:00:01.000Z"],
    ["seconds since 1970", "946731661", "2000-01-01T13:00:01.000Z"],
  ])("is the last whole hour and a second before %s", (_, stamp, start) => {
    expect(startTime({ events: [{ t: 0, message: stamp }] })).toBe(start);
  });

  it("follows the earliest stamp, wherever it stands", () => {
    expect(startTime(["2000-01-01T15:10:00Z", "2000-01-01T14:59:59Z"])).toBe("2000-01-01T14:00:01.000Z");
  });

  it("is not told by other times, ids and numbers", () => {
    expect(
      startTime(["2024-02-03T04:05:06Z", "1999-12-31T23:59:59Z", "steps-3-946731661", 946731661.5]),
    ).toBeUndefined();
  });
});
