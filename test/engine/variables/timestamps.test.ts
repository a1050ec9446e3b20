import { expect, it } from "vitest";
import { formatGoTime, formatTimestamp } from "../../../src/engine/variables/timestamps.ts";
import { contextWith } from "./context.ts";

it("shows virtual time on the wall clock, to the second", () => {
  expect(formatTimestamp(61_999, contextWith())).toBe("2000-01-01T00:01:01Z");
  expect(formatGoTime(86_400_000, contextWith())).toBe("2000-01-02 00:00:00 +0000 UTC");
});
