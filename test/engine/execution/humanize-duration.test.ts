import { expect, it } from "vitest";
import { humanizeDuration } from "../../../src/engine/execution/humanize-duration.ts";

it.each([
  [0, "0 seconds"],
  [900, "0 seconds"],
  [1_000, "1 second"],
  [59_000, "59 seconds"],
  [60_000, "1 minute 0 seconds"],
  [125_000, "2 minutes 5 seconds"],
  [3_600_000, "1 hour 0 minutes"],
  [9_000_000, "2 hours 30 minutes"],
  [86_400_000, "1 day 0 hours"],
  [8 * 86_400_000, "1 week 0 hours"],
  [539 * 86_400_000, "1 year 0 hours"],
  [540 * 86_400_000, "2 years 0 hours"],
  [1_080 * 86_400_000, "3 years 0 hours"],
  [37 * 360 * 86_400_000, "a long while 0 hours"],
])("%i ms is %s", (milliseconds, text) => {
  expect(humanizeDuration(milliseconds)).toBe(text);
});
