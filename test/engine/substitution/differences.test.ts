import { describe, expect, it } from "vitest";
import { valueDifferences } from "../../../src/releases/differences/substitution.ts";
import { affects } from "../../../src/releases/index.ts";

function differencesOf(version: string): readonly string[] {
  return valueDifferences.filter((difference) => affects(difference, version)).map(({ id }) => id);
}

describe("the releases with recorded timelines", () => {
  it("has hardly any since v3.7.18", () => {
    expect(differencesOf("4.1.2")).toEqual([]);
    expect(differencesOf("4.0.10")).toEqual(["creation-timestamp-always-in-json"]);
    expect(differencesOf("3.7.18")).toEqual(["error-texts-capitalised", "creation-timestamp-always-in-json"]);
  });

  it("has in v3.6.19 what was only mended in v3.7", () => {
    expect(differencesOf("3.6.19")).toEqual([
      "unknown-outputs-left-unresolved",
      "hooks-resolved-with-their-step",
      "when-resolved-after-arguments",
      "loops-without-status-variables",
      "skipped-outputs-unknown",
      "error-texts-capitalised",
      "config-map-over-value",
      "text-items-escaped",
      "expression-conversions-of-argoproj-pkg",
      "creation-timestamp-always-in-json",
      "workflow-duration-runs-on",
    ]);
  });

  it("has all in v3.5.7", () => {
    const all = valueDifferences.map(({ id }) => id);
    expect(differencesOf("3.5.7")).toEqual(all);
  });
});
