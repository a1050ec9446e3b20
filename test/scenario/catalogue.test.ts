import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { invariants } from "../../src/invariants/index.ts";
import { baseline } from "../../src/releases/index.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";
import { playScenario } from "../../src/scenario/player.ts";
import { readFileFromDisk } from "../../src/scenario/read-file.ts";
import { judge } from "../../src/scenario/verdict.ts";

const folder = fileURLToPath(new URL("../../scenarios/", import.meta.url));
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".scenario.yaml"),
);

describe("the catalogue", () => {
  it.for(files.sort())("%s holds, and says nothing in vain", (file) => {
    const { scenario, diagnostics } = loadScenario(`${folder}${file}`, readFileFromDisk);
    expect(diagnostics).toEqual([]);
    if (scenario === undefined) throw new Error(`${basename(file)} was not loaded`);
    for (const engine of scenario.scenario.engine ?? [baseline]) {
      const result = playScenario(scenario, engine, { invariants });
      expect(judge(scenario, result)).toMatchObject({ holds: true, failures: [], violations: [] });
      expect(result.warnings).toEqual([]);
    }
  });
});
