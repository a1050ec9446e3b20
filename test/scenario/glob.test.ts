import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchesGlob, matchesNode } from "../../src/scenario/glob.ts";

describe("matchesGlob", () => {
  it("takes brackets and dots as they are", () => {
    expect(matchesGlob("demo[0].build", "demo[0].build")).toBe(true);
    expect(matchesGlob("demo[0].build", "demo0.build")).toBe(false);
    expect(matchesGlob("demo.onExit", "demo-onExit")).toBe(false);
  });

  it("gives no character to two parts of the pattern", () => {
    expect(matchesGlob("aba*ba", "aba")).toBe(false);
    expect(matchesGlob("a*b*b", "ab")).toBe(false);
  });

  it("matches as the regular expression with .* for * does", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "[", ".", "*"), maxLength: 8 });
    const name = fc.string({ unit: fc.constantFrom("a", "b", "[", "."), maxLength: 10 });
    fc.assert(
      fc.property(text, name, (pattern, subject) => {
        const escaped = pattern.replaceAll(/[.[\]]/g, "\\$&").replaceAll("*", ".*");
        expect(matchesGlob(pattern, subject)).toBe(new RegExp(`^${escaped}$`).test(subject));
      }),
    );
  });
});

describe("matchesNode", () => {
  const node = { name: "demo[0].build(1:b)", displayName: "build(1:b)" };

  it("takes a glob over the name, or the whole display name", () => {
    expect(matchesNode("demo*", node)).toBe(true);
    expect(matchesNode("build(1:b)", node)).toBe(true);
  });

  it("takes no glob over the display name", () => {
    expect(matchesNode("build*", node)).toBe(false);
  });
});
