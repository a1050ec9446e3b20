import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { invariants } from "../../src/invariants/index.ts";
import { playScenario } from "../../src/judge/play-scenario.ts";
import { judge } from "../../src/judge/verdict.ts";
import { type LoadedScenario, loadScenario } from "../../src/scenario/load-scenario.ts";
import type { ReadFile } from "../../src/scenario/read-file.ts";
import { readFileFromDisk } from "../../src/scenario/read-file-from-disk.ts";
import { Campaign } from "../../src/search/campaign.ts";
import { findingFiles } from "../../src/search/findings/finding-file.ts";
import { showsFindings } from "../../src/search/findings/shows-findings.ts";

const folder = fileURLToPath(new URL("../../scenarios/regressions/argo-13052/", import.meta.url));
const manifest = join(folder, "steps-handler.yaml");

function loaded(path: string, readFile: ReadFile = readFileFromDisk): LoadedScenario {
  const { scenario, diagnostics } = loadScenario(path, readFile);
  if (scenario === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return scenario;
}

function search(path: string, engine: string, runs: number, seed = "1") {
  const campaign = new Campaign(loaded(path), { engine, invariants, seed });
  while (campaign.runs < runs) campaign.playNext();
  const source = readFileFromDisk(path);
  if (!source.ok) throw new Error(source.error);
  return { findings: campaign.simplestFindings(), files: filesOf(campaign, loaded(path), engine, source.text) };
}

/** The files for what a campaign has found, in a folder beside the manifest. */
function filesOf(campaign: Campaign, scenario: LoadedScenario, engine: string, source: string) {
  return findingFiles(scenario, campaign.simplestFindings(), {
    ...{ folder: join(folder, "found"), source, command: "drydock" },
    tapeOf: (finding) => campaign.tapeOf(finding),
    shows: showsFindings(readFileFromDisk, { engine, invariants }),
  });
}

/** A file that is not there yet; all others are read. */
function withFile(path: string, text: string): ReadFile {
  return (wanted) => (wanted === path ? { ok: true, text } : readFileFromDisk(wanted));
}

describe("a search for terminations that leave nodes behind", () => {
  it("finds them on v3.5.7, in the manifest alone, as one action", () => {
    const { findings } = search(manifest, "v3.5.7", 150);
    const finding = findings.find(({ signature }) => signature.startsWith("finished-workflow-has-no-unfinished-node"));
    expect(finding?.signature).toBe("finished-workflow-has-no-unfinished-node .onExit .onExit[*]");
    expect(finding?.violations[0].nodes).toEqual(["build.onExit", "build.onExit[0]"]);
    const choices = finding?.deviations.map(({ label, options, chosen }) => [label, options[chosen]]);
    expect(choices).toEqual([["action:default/build when build is Succeeded", "terminate"]]);
  });

  it("finds nothing on v4.1.2", () => {
    expect(search(manifest, "v4.1.2", 150).findings).toEqual([]);
  });

  it("writes a scenario that shows them again, and holds because it expects them", () => {
    const { files } = search(manifest, "v3.5.7", 150);
    expect(files[0]?.parts).toEqual({
      ...{ pods: [], faults: [], choices: {} },
      actions: [{ when: { node: "build", phase: "Succeeded" }, do: "terminate" }],
    });
    for (const { path, text, findings } of files) {
      const scenario = loaded(path, withFile(path, text));
      const result = playScenario(scenario, "v3.5.7", { invariants });
      expect(result.warnings).toEqual([]);
      expect(result.violations).toEqual(findings[0].violations.toSorted(asIn(result.violations)));
      expect(judge(scenario, result)).toMatchObject({ holds: true, violations: [] });
    }
    expect(files.length).toBeGreaterThan(0);
  });

  it("finds the same again with the same seed, and draws other runs with another", () => {
    const texts = (seed: string) => search(manifest, "v3.5.7", 60, seed).files.map(({ path, text }) => [path, text]);
    expect(texts("7")).toEqual(texts("7"));
    const counts = (seed: string) => search(manifest, "v3.5.7", 60, seed).findings.map(({ count }) => count);
    expect(counts("7")).not.toEqual(counts("8"));
  });

  it("keeps what the scenario itself says", () => {
    const path = join(folder, "found.scenario.yaml");
    const text = [
      "name: slow",
      "engine: v4.1.2",
      "manifests: [steps-handler.yaml]",
      "pods: [{node: build, run: 1m}]",
      "actions: [{at: 1s, do: suspend}, {at: 2s, do: resume}]",
      "expect: {workflow: Failed}",
    ].join("\n");
    const scenario = loaded(path, withFile(path, text));
    const campaign = new Campaign(scenario, { engine: "v3.5.7", invariants, seed: 1 });
    while (campaign.found === 0 && campaign.runs < 150) campaign.playNext();
    const [file] = filesOf(campaign, scenario, "v3.5.7", text);
    const written = loaded(file?.path ?? "", withFile(file?.path ?? "", file?.text ?? "")).scenario;
    expect(written.engine).toEqual(["v3.5.7"]);
    expect(written.manifests).toEqual(["../steps-handler.yaml"]);
    expect(written.pods).toContainEqual({ node: "build", run: 60_000 });
    expect(written.actions?.slice(0, 2)).toMatchObject([{ do: "suspend" }, { do: "resume" }]);
    expect(written.expect?.workflow).toBeUndefined();
  });
});

function asIn<Item>(order: readonly Item[]): (left: Item, right: Item) => number {
  const position = (item: Item) => order.findIndex((other) => JSON.stringify(other) === JSON.stringify(item));
  return (left, right) => position(left) - position(right);
}
