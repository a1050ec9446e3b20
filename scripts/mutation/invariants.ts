/** The judge that knows no expectation: what every invariant says of every scenario of the catalogue. */
import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { invariants } from "../../src/invariants/index.ts";
import { playScenario } from "../../src/judge/play-scenario.ts";
import { baseline } from "../../src/releases/index.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";
import { readFileFromDisk } from "../../src/scenario/read-file-from-disk.ts";

const files = readdirSync("scenarios", { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".scenario.yaml"),
);

it.for(files.sort())("the invariants hold in %s", (file) => {
  const { scenario } = loadScenario(`scenarios/${file}`, readFileFromDisk);
  if (scenario === undefined) throw new Error(`${file} was not loaded`);
  const expected = new Set(scenario.scenario.expect?.violates ?? []);
  const { violations } = playScenario(scenario, baseline, { invariants });
  expect(violations.filter(({ invariant }) => !expected.has(invariant))).toEqual([]);
});
