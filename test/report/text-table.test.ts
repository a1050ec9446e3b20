import { describe, expect, it } from "vitest";
import { textTable } from "../../src/report/text-table.ts";

describe("textTable", () => {
  it("aligns columns, numbers to the right, and leaves no space at the end", () => {
    expect(
      textTable([
        ["a", "bb", "c"],
        ["long", 5, ""],
      ]),
    ).toEqual(["a     bb  c", "long   5"]);
  });

  it("takes no more for the last column than what is in it", () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => [
      String(index),
      index === 0 ? "x".repeat(1_000_000) : "y",
    ]);
    const begin = process.memoryUsage().heapUsed;
    expect(textTable(rows).join("").length).toBeLessThan(2_000_000);
    expect(process.memoryUsage().heapUsed - begin).toBeLessThan(200_000_000);
  });
});
