import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, it } from "vitest";
import { invariants } from "../../src/invariants/index.ts";

const here = new URL("./", import.meta.url);
const sources = new URL("../../src/invariants/", import.meta.url);

/** `onePodPerNode` for `one-pod-per-node`. */
function identifierOf(name: string): string {
  return name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

describe("the invariants", () => {
  it("have names of their own, in kebab-case, and a reason", () => {
    const names = invariants.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, why } of invariants) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)+$/);
      expect(why).toMatch(/^[A-Za-z].{20,}\.$/);
    }
  });

  it("are each in a file of their name", () => {
    const files = readdirSync(sources, { recursive: true, encoding: "utf8" }).map((path) => basename(path));
    expect(files).toEqual(expect.arrayContaining(invariants.map(({ name }) => `${name}.ts`)));
  });

  it("each have examples of what they catch and accept", () => {
    const tests = readdirSync(here).filter((file) => file.endsWith(".test.ts"));
    const text = tests.map((file) => readFileSync(new URL(file, here), "utf8")).join("\n");
    for (const { name } of invariants) expect(text).toContain(`describeInvariant(${identifierOf(name)}, {`);
  });
});
