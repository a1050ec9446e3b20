import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { differences } from "../../src/releases/index.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";
import { readFileFromDisk } from "../../src/scenario/read-file-from-disk.ts";
import { edgesOf, flipped, release } from "./edges.ts";
import { playWitness } from "./play-witness.ts";
import withoutWitness from "./without-witness.json" with { type: "json" };

const folder = fileURLToPath(new URL("witnesses", import.meta.url));
const witnesses = new Set(readdirSync(folder).map((file) => basename(file, ".yaml")));

describe("every release difference has a witness", () => {
  it("has one witness for each difference, but for those that still lack one", () => {
    const lacking = differences.map(({ id }) => id).filter((id) => !witnesses.has(id));
    expect(lacking.toSorted()).toEqual(withoutWitness);
    const ids = new Set<string>(differences.map(({ id }) => id));
    expect([...witnesses].filter((id) => !ids.has(id))).toEqual([]);
  });

  const witnessed = differences.filter(({ id }) => witnesses.has(id));
  const cases = witnessed.flatMap((difference) => edgesOf(difference).map((edge) => ({ id: difference.id, ...edge })));
  it.each(cases)("$id shows on $affected and not on $mended, by itself", ({ id, affected, mended }) => {
    const file = join(folder, `${id}.yaml`);
    const { scenario, diagnostics } = loadScenario(file, readFileFromDisk);
    if (scenario === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
    const shown = playWitness(scenario, release(affected));
    expect(shown === playWitness(scenario, release(mended)), "both releases behave in the same way").toBe(false);
    const alone = playWitness(scenario, flipped(release(affected), id));
    expect(shown === alone, `${affected} without the difference behaves as it does with it`).toBe(false);
  });
});
