import { describe, expect, it } from "vitest";
import { anyString, generalNumber } from "../../src/manifest/go-text.ts";
import { resolveScalar } from "../../src/manifest/yaml-scalar.ts";

describe("resolveScalar", () => {
  it.each([
    ["y", true],
    ["Off", false],
    ["yES", "yES"],
    ["~", null],
    ["", null],
    ["017", 15],
    ["0o17", 15],
    ["08", 8],
    ["-0x1F", -31],
    ["0b101", 5],
    ["1_000", 1000],
    ["+1.5e3", 1500],
    [".5", 0.5],
    ["1.", 1],
    ["12:30", "12:30"],
    ["2001-12-14", "2001-12-14"],
    ["1.2.3", "1.2.3"],
    ["-", "-"],
    ["5s", "5s"],
    [".inf", Number.POSITIVE_INFINITY],
  ])("%j is %j", (text, value) => {
    expect(resolveScalar(text)).toBe(value);
  });
});

describe("Go's text of numbers", () => {
  it.each([
    [0, "0", "0"],
    [1.5, "1.5", "1.5"],
    [-120, "-120", "-120"],
    [1234567.5, "1234567.5", "1.2345675e+06"],
    [1e21, "1000000000000000000000", "1e+21"],
    [1.5e-7, "0.00000015", "1.5e-07"],
    [0.0001, "0.0001", "0.0001"],
    [10000000, "10000000", "10000000"],
  ])("%d is %s as AnyString and %s for a plain string", (value, fixed, general) => {
    expect(anyString(value)).toBe(fixed);
    expect(generalNumber(value)).toBe(general);
  });
});
