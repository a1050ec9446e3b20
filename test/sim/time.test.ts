import { describe, expect, it } from "vitest";
import { formatTime, hour, isVirtualTime, maximumTime, minute, second } from "../../sim/time.ts";

describe("formatTime", () => {
  it.each([
    [0, "0s"],
    [5, "5ms"],
    [1000, "1s"],
    [1100, "1.1s"],
    [59_999, "59.999s"],
    [2 * minute, "2m0s"],
    [hour, "1h0m0s"],
    [25 * hour + minute + second + 4, "25h1m1.004s"],
    [maximumTime, "2501999792h59m0.991s"],
  ])("writes %d ms as %s", (time, text) => {
    expect(formatTime(time)).toBe(text);
  });
});

describe("isVirtualTime", () => {
  it("accepts whole milliseconds from 0 to the maximum", () => {
    expect([0, 1, maximumTime].map(isVirtualTime)).toEqual([true, true, true]);
  });

  it("refuses everything else", () => {
    const refused = [-1, 0.5, maximumTime + 1, Number.NaN, Number.POSITIVE_INFINITY];
    expect(refused.map(isVirtualTime)).toEqual([false, false, false, false, false]);
  });
});
