import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { intersects, satisfies, validRange } from "semver";
import { describe, expect, it } from "vitest";
import { affects, baseline, differences, recordedReleases } from "../../src/releases/index.ts";

const source = fileURLToPath(new URL("../../src", import.meta.url));

/** All of our source. */
function sourceText(folder: string): string {
  return readdirSync(folder, { withFileTypes: true })
    .map((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return sourceText(path);
      return readFileSync(path, "utf8");
    })
    .join("\n");
}

describe("the register of differences", () => {
  it("has each of them once", () => {
    const ids = differences.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it.each(differences)("$id is named, dated and explained", ({ id, issue, pr, title, affected, doc }) => {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
    expect(title).toMatch(/^[^A-Z\n]?[^\n]+[^.\n]$/);
    expect(doc).toMatch(/\.$/);
    for (const number of [issue, pr]) if (number !== undefined) expect(number).toBeGreaterThan(0);
    expect(validRange(affected), affected).not.toBeNull();
    expect(intersects(affected, ">=3.5.0 <4.2.0", { includePrerelease: true }), "is of a modelled release").toBe(true);
  });

  it("is about earlier releases: the baseline is what the model describes", () => {
    const ofBaseline = differences.filter((difference) => affects(difference, baseline.slice(1)));
    // What upstream has not mended yet is told as a difference, too, where it began after v3.5.
    expect(ofBaseline.map(({ affected }) => satisfies("3.5.0", affected))).not.toContain(true);
  });

  it("tells every two neighbouring recorded releases apart", () => {
    const of = (release: string) => differences.filter((one) => affects(one, release.slice(1))).map(({ id }) => id);
    const sets = recordedReleases.map((release) => of(release).join());
    expect(new Set(sets).size).toBe(recordedReleases.length);
  });

  it("is asked for every one of them", () => {
    const text = sourceText(source).replaceAll(/\bid: "[^"]+"/g, "");
    expect(differences.filter(({ id }) => !text.includes(`"${id}"`)).map(({ id }) => id)).toEqual([]);
  });
});
