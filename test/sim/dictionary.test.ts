import { describe, expect, it } from "vitest";
import { dictionary } from "../../sim/dictionary.ts";

describe("dictionary", () => {
  it("holds keys that objects have by nature as any other", () => {
    const made = dictionary([
      ["__proto__", 1],
      ["toString", 2],
    ]);
    expect(Object.entries(made)).toEqual([
      ["__proto__", 1],
      ["toString", 2],
    ]);
    expect(dictionary().constructor).toBeUndefined();
  });

  it("is written to JSON as any object", () => {
    expect(JSON.stringify(dictionary([["a", [1]]]))).toBe('{"a":[1]}');
  });
});
