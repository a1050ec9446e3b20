import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type Choices, ObedientChoices } from "../../sim/choice/choice.ts";
import { RecordingChoices, ReplayedChoices } from "../../sim/choice/choice-tape.ts";
import { scriptOf } from "../../sim/choice/deviations.ts";
import { RandomChoices } from "../../sim/choice/random-choices.ts";
import { ScriptedChoices } from "../../sim/choice/scripted-choices.ts";
import { RandomStreams } from "../../sim/random.ts";
import { playScenario } from "../../src/judge/play-scenario.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";
import { readFileFromDisk } from "../../src/scenario/read-file-from-disk.ts";

const folder = fileURLToPath(new URL("../../scenarios/", import.meta.url));

/** Every sixth: `scripts/play-at-random.ts` plays them all. */
const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".scenario.yaml"))
  .sort()
  .filter((_, index) => index % 6 === 0);

function load(name: string) {
  const { scenario } = loadScenario(join(folder, name), readFileFromDisk);
  if (scenario === undefined) throw new Error(`${name} cannot be loaded`);
  return scenario;
}

function play(name: string, choices: Choices): string {
  const { events } = playScenario(load(name), "v4.1.2", { choices, reconcileLimit: 2_000 });
  return JSON.stringify(events);
}

describe.each(files)("random choices of every kind in %s", (name) => {
  it.each([1, 2])("mean the same run, replayed and by a script (seed %i)", (seed) => {
    const recording = new RecordingChoices(new RandomChoices(new RandomStreams(seed)));
    const events = play(name, recording);
    const replayed = new ReplayedChoices(recording.tape);
    expect(play(name, replayed)).toBe(events);
    replayed.finish();
    const scripted = new ScriptedChoices(scriptOf(recording.tape));
    expect(play(name, scripted)).toBe(events);
    expect(scripted.unused).toEqual([]);
  });

  it("change nothing where all of them obey", () => {
    expect(play(name, new RecordingChoices(new ObedientChoices(), () => true))).toBe(play(name, new ObedientChoices()));
  });
});
