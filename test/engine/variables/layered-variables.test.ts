import { describe, expect, it } from "vitest";
import { LayeredVariables } from "../../../src/engine/variables/layered-variables.ts";

describe("LayeredVariables", () => {
  const upper = new Map<string, string | null>([
    ["a", null],
    ["b", "upper"],
  ]);
  const lower = new Map([
    ["a", "lower"],
    ["c", "lower"],
  ]);
  const layered = new LayeredVariables(upper, lower);

  it("looks into one layer after the other; absent counts as known", () => {
    expect(layered.get("a")).toBeNull();
    expect(layered.get("c")).toBe("lower");
    expect(layered.has("d")).toBe(false);
  });

  it("can be walked through as one Map of all layers", () => {
    const merged = new Map<string, string | null>([
      ["a", null],
      ["c", "lower"],
      ["b", "upper"],
    ]);
    expect([...layered]).toEqual([...merged]);
    expect([...layered.entries()]).toEqual([...merged]);
    expect([...layered.keys()]).toEqual([...merged.keys()]);
    expect([...layered.values()]).toEqual([...merged.values()]);
    expect(layered.size).toBe(3);
    const visited: string[] = [];
    layered.forEach((_, name) => {
      visited.push(name);
    });
    expect(visited).toEqual(["a", "c", "b"]);
  });

  it("sees what is added to a layer", () => {
    upper.set("d", "new");
    expect(layered.get("d")).toBe("new");
    upper.delete("d");
  });
});
