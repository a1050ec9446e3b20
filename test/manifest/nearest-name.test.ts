import { describe, expect, it } from "vitest";
import { didYouMean, nearestName } from "../../src/manifest/nearest-name.ts";

const fields = ["entrypoint", "templates", "withItems", "withParam", "when"];

describe("nearestName", () => {
  it.each([
    ["entryPoint", "entrypoint"],
    ["tempaltes", "templates"],
    ["withItem", "withItems"],
    ["wen", "when"],
    ["banana", undefined],
    ["x", undefined],
  ])("of %s is %s", (name, nearest) => {
    expect(nearestName(name, fields)).toBe(nearest);
  });

  it("makes a sentence of it, or none", () => {
    expect(didYouMean("wehn", fields)).toBe('Did you mean "when"?');
    expect(didYouMean("banana", fields)).toBeUndefined();
  });
});
