import { describe, expect, it } from "vitest";
import { playScenario } from "../../src/judge/play-scenario.ts";
import { demoManifest, loadDemo } from "../scenario/files.ts";
import { folderWith, runDrydock } from "./command-line.ts";

const scenario = "manifests: [demo.yaml]\npods: [{template: work, run: 2s}]\n";

/** A recording of the demo, as the model plays it. */
function recording(engine: string, change = (trace: string) => trace): string {
  const { events, endedAt } = playScenario(loadDemo(scenario), engine);
  return change(JSON.stringify({ scenario: "demo", engine, endedAt: endedAt / 1000, events }));
}

/** Two profiles: `good` with two releases that match, `bad` with one whose last phase was another. */
const folder = folderWith({
  "good/demo.yaml": demoManifest,
  "good/demo.scenario.yaml": scenario,
  "good/demo.v3.5.7.trace.json": recording("v3.5.7"),
  "good/demo.v4.1.2.trace.json": recording("v4.1.2"),
  "bad/demo.yaml": demoManifest,
  "bad/demo.scenario.yaml": scenario,
  "bad/demo.v4.1.2.trace.json": recording("v4.1.2", (trace) =>
    trace.replace(/("type":"Steps","phase":)"Succeeded"/, '$1"Error"'),
  ),
  "unread/demo.scenario.yaml": "pods: [",
  "unread/demo.v4.1.2.trace.json": recording("v4.1.2"),
});

describe("drydock conform", () => {
  it("counts each case once for each release that has a trace of it", async () => {
    const { code, out } = await runDrydock("conform", folder, "--json");
    expect(code).toBe(1);
    const counts = {
      total: 1,
      exact: 0,
      byChoice: 0,
      finalEqual: 0,
      different: 0,
      notModelled: 0,
      podsRecorded: 0,
      podsExact: 0,
      refused: 0,
      crashed: 0,
    };
    const milliseconds = expect.any(Number);
    expect(JSON.parse(out)).toEqual({
      profiles: [
        { profile: "bad", engine: "v4.1.2", ...counts, different: 1, milliseconds },
        { profile: "good", engine: "v3.5.7", ...counts, exact: 1, milliseconds },
        { profile: "good", engine: "v4.1.2", ...counts, exact: 1, milliseconds },
        { profile: "unread", engine: "v4.1.2", ...counts, refused: 1, milliseconds },
      ],
      byChoice: [],
    });
  });

  it("holds when enough is exact", async () => {
    expect(await runDrydock("conform", folder, "--profile", "good")).toMatchObject({ code: 0 });
    expect(await runDrydock("conform", folder, "--profile", "good", "--profile", "bad")).toMatchObject({ code: 1 });
    expect(await runDrydock("conform", folder, "--min", "0")).toMatchObject({ code: 0 });
  });

  it("plays only what was selected", async () => {
    const { out } = await runDrydock("conform", folder, "--engine", "v3.5.7", "--case", "d*o");
    expect(out.split("\n\n")[0]?.split("\n").slice(1)).toEqual([
      expect.stringMatching(/^good +v3\.5\.7 +1 +1 /),
      expect.stringMatching(/^total +v3\.5\.7 +1 +1 /),
    ]);
    expect(await runDrydock("conform", folder, "--case", "other")).toMatchObject({ code: 2 });
  });

  it("shows where a case first differs", async () => {
    const { out } = await runDrydock("conform", folder, "--first", "--profile", "bad");
    expect(out).toContain('bad/demo v4.1.2: different\n  demo.phase: expected "Error", got "Succeeded" at t=20000\n');
  });

  it("groups what is probably of one cause", async () => {
    const { out } = await runDrydock("conform", folder, "--group", "--profile", "bad");
    expect(out).toContain("    1  node.phase: Error -> Succeeded\n       bad/demo v4.1.2\n");
  });
});
