import { describe, expect, it } from "vitest";
import type { Choices } from "../../sim/choice/choice.ts";
import { ScriptedChoices } from "../../sim/choice/scripted-choices.ts";
import { compareTimelines } from "../../src/conformance/compare-timelines.ts";
import { conform } from "../../src/conformance/conform.ts";
import { departureOf } from "../../src/conformance/divergence.ts";
import type { RecordedCase } from "../../src/conformance/recorded-case.ts";
import { playScenario } from "../../src/judge/play-scenario.ts";
import { type LoadedScenario, loadScenario } from "../../src/scenario/load-scenario.ts";
import { readFileFromDisk } from "../../src/scenario/read-file-from-disk.ts";
import { searchNearest } from "../../src/search/strategies/nearest-to-recording.ts";
import type { StatusEvent } from "../../src/timeline/run-event.ts";
import { folderWith } from "../cli/command-line.ts";

/** A program that asks twice each second, and tells what it was answered. */
function program(choices: Choices, seconds: number): StatusEvent[] {
  return Array.from({ length: seconds }, (_, second) => {
    const answers = ["order", "fault"].map((kind) => choices.choose(kind, `${kind} ${second}`, ["a", "b", "c"]));
    const workflow = { phase: "Running", message: answers.join("") } as StatusEvent["data"]["workflow"];
    return { t: second * 1000, kind: "status", object: "demo", data: { workflow } };
  });
}

/** Searches for what a script makes of the program. */
function search(script: Record<string, string>, plays = 100) {
  const seconds = 8;
  const recorded = program(new ScriptedChoices(new Map(Object.entries(script))), seconds);
  const play = (choices: Choices, until = Number.POSITIVE_INFINITY) => {
    const events = program(choices, Math.min(seconds, Math.floor(until / 1000) + 1));
    const trace = { scenario: "demo", engine: "v4.1.2", events: recorded, truncatedAt: until };
    const comparison = compareTimelines(trace, { events });
    const departure = comparison.kind === "exact" ? undefined : departureOf(comparison.divergence);
    return { departure, events: events.length };
  };
  const { departure } = play(new ScriptedChoices(new Map()));
  if (departure === undefined) throw new Error("there is nothing to search for");
  return searchNearest(departure, { play, plays, events: 10_000 });
}

describe("the search for choices", () => {
  it("finds those that lead to what was recorded, one after the other", () => {
    const found = search({ "order 2": "c", "order 5": "b", "order 6": "c" });
    if (found.kind !== "found") throw new Error("it was not found");
    expect(Object.fromEntries(found.choices)).toEqual({ "order 2#1": "c", "order 5#1": "b", "order 6#1": "c" });
    expect(found.plays).toBeLessThan(20);
  });

  it("does the same every time", () => {
    expect(search({ "order 1": "b", "order 7": "c" })).toEqual(search({ "order 1": "b", "order 7": "c" }));
  });

  it("does not explain anything by a fault", () => {
    expect(search({ "fault 3": "b" })).toMatchObject({ kind: "notFound" });
  });

  it("tells how far it came", () => {
    const given = search({ "order 2": "c", "fault 5": "b" });
    if (given.kind !== "notFound") throw new Error("it was found");
    expect(Object.fromEntries(given.choices)).toEqual({ "order 2#1": "c" });
    expect(given.departure).toMatchObject({ position: 5, time: 5000 });
  });

  it("gives up when it has played enough", () => {
    const { kind, plays } = search({ "order 2": "c", "order 5": "b", "order 6": "c" }, 5);
    expect(kind).toBe("notFound");
    expect(plays).toBeLessThanOrEqual(7);
  });
});

const manifest = `
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {name: demo}
spec:
  entrypoint: main
  templates:
  - name: main
    dag:
      tasks:
      - {name: t1, template: work}
      - {name: t2, template: work}
      - {name: t3, template: work, depends: t1 && t2}
      - {name: t4, template: work, depends: t3}
  - name: work
    container: {image: busybox, command: [run]}
`;

const play = (scenario: LoadedScenario, engine: string, choices?: Choices) =>
  playScenario(scenario, engine, choices && { choices });

/** How a recording that shows another order of dependencies is judged, after a change to its text. */
function judge(change = (trace: string) => trace, searchPlays?: number) {
  const folder = folderWith({ "demo.yaml": manifest, "demo.scenario.yaml": "manifests: [demo.yaml]\n" });
  const scenarioFile = `${folder}/demo.scenario.yaml`;
  const { scenario } = loadScenario(scenarioFile, readFileFromDisk);
  if (scenario === undefined) throw new Error("the scenario cannot be read");
  const script = new Map([["order:dependencies of default/demo.t3#1", "from t2 on"]]);
  const { events } = play(scenario, "v4.1.2", new ScriptedChoices(script));
  const trace = change(JSON.stringify({ scenario: "demo", engine: "v4.1.2", events }));
  const recorded: RecordedCase = {
    profile: "p",
    name: "demo",
    scenarioFile,
    readFile: readFileFromDisk,
    engines: ["v4.1.2"],
    readTrace: () => trace,
    readPods: () => undefined,
  };
  const [result] = conform([recorded], { play, now: () => 0, searchPlays });
  return result?.outcome;
}

describe("a recording of another order", () => {
  it("is exact by choice, and the choice is told", () => {
    const outcome = judge();
    if (outcome?.kind !== "byChoice") throw new Error(`it is ${outcome?.kind}`);
    expect([...outcome.choices]).toEqual([["order:dependencies of default/demo.t3#1", "from t2 on"]]);
  });

  it("is different when nothing is searched", () => {
    expect(judge(undefined, 0)?.kind).toBe("different");
  });

  it.each([
    ["a phase", /"phase":"Succeeded"/, '"phase":"Failed"'],
    ["a message", /"templateName":"work"/, '"templateName":"work","message":"corrupted"'],
    ["a time", /"startedAt":0/, '"startedAt":1'],
    ["the order of a list to one that no map gives", /"demo.t2","demo.t1"/, '"demo.t2","demo.t2"'],
  ])("stays different once %s is corrupted", (_, what, by) => {
    const outcome = judge((trace) => {
      expect(trace).toMatch(what);
      return trace.replace(what, by);
    });
    expect(outcome?.kind).toMatch(/^(different|finalEqual)$/);
  });
});
