import pico from "picocolors";
import { describe, expect, it } from "vitest";
import { Random } from "../../sim/random.ts";
import { invariants } from "../../src/invariants/index.ts";
import { playScenario } from "../../src/judge/play-scenario.ts";
import { judge } from "../../src/judge/verdict.ts";
import { formatDiagnostic } from "../../src/manifest/diagnostic.ts";
import { runsAsJson } from "../../src/report/json.ts";
import { runTimeline, runTrees, verdictLines } from "../../src/report/run.ts";
import { type LoadedScenario, loadScenario } from "../../src/scenario/load-scenario.ts";
import { type Files, mutate } from "./mutations.ts";
import { sources } from "./sources.ts";

const cases = 500;
const engines = ["v4.1.2", "v3.5.7"];
const limits = { reconcileLimit: 100 };
/** Milliseconds of computing for one case on all engines; a hundred times what it takes. */
const longestCase = 5_000;

/** Milliseconds for which this process has computed: other than the time of a clock, they are its own. */
function computed(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function load(files: Files): LoadedScenario | undefined {
  const [path = ""] = Object.keys(files);
  const texts = new Map(Object.entries(files));
  const { scenario, diagnostics } = loadScenario(path, (name) => {
    const text = texts.get(name);
    return text === undefined ? { ok: false, error: `${name}: there is no such file` } : { ok: true, text };
  });
  for (const diagnostic of diagnostics) {
    expect(formatDiagnostic(diagnostic, texts.get(diagnostic.source.file))).toMatch(/^\S+:\d+:\d+: (error|warning): /);
  }
  expect(scenario !== undefined || diagnostics.some(({ severity }) => severity === "error")).toBe(true);
  return scenario;
}

/** Plays and prints, and answers how the run ended. */
function play(loaded: LoadedScenario, engine: string): string {
  const result = playScenario(loaded, engine, { invariants, ...limits });
  const run = { loaded, result, verdict: judge(loaded, result) };
  const colors = pico.createColors(false);
  expect(verdictLines(run, colors)).not.toEqual([]);
  expect([...runTrees(run, colors), ...runTimeline(run), runsAsJson([run])]).not.toContain(undefined);
  return result.end.kind;
}

describe("mutated scenarios and manifests", () => {
  it("are the same each time", () => {
    const [source = {}] = sources;
    expect(mutate(source, new Random("1"))).toEqual(mutate(source, new Random("1")));
    expect(mutate(source, new Random("1"))).not.toEqual(mutate(source, new Random("2")));
  });

  it(`${cases} of them are refused or played, without a crash of ours or a hang`, { timeout: 120_000 }, () => {
    const ends = new Map<string, number>();
    for (let index = 0; index < cases; index++) {
      const random = new Random(`corpus:${index}`);
      const files = mutate(random.pick(sources), random);
      const begin = computed();
      try {
        const loaded = load(files);
        const found = loaded === undefined ? ["refused"] : engines.map((engine) => play(loaded, engine));
        for (const end of found) ends.set(end, (ends.get(end) ?? 0) + 1);
      } catch (error) {
        throw new Error(`case ${index} fails:\n${Object.values(files).join("\n=====\n")}`, { cause: error });
      }
      expect(computed() - begin, `case ${index} takes too long`).toBeLessThan(longestCase);
    }
    // Mutations that are all refused would test nothing but the reader.
    expect(ends.get("quiet")).toBeGreaterThan(cases / 4);
    expect(ends.get("refused")).toBeGreaterThan(cases / 10);
  });
});
