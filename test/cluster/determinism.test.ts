import { expect, it } from "vitest";
import { RecordingChoices } from "../../sim/choice/choice-tape.ts";
import { scriptOf } from "../../sim/choice/deviations.ts";
import { RandomChoices } from "../../sim/choice/random-choices.ts";
import { ScriptedChoices } from "../../sim/choice/scripted-choices.ts";
import { RandomStreams } from "../../sim/random.ts";
import { simulate, told, twoSteps } from "./play.ts";

function playAtRandom(seed: number) {
  const choices = new RecordingChoices(new RandomChoices(new RandomStreams(seed)));
  const simulation = simulate(twoSteps, { choices, seed, timeLimit: 600_000 });
  simulation.run();
  return { lines: told(simulation), tape: choices.tape };
}

const seeds = Array.from({ length: 20 }, (_, seed) => seed);

it.for(seeds)("seed %i always means the same run", (seed) => {
  expect(playAtRandom(seed)).toEqual(playAtRandom(seed));
});

it.for(seeds)("seed %i can be played again from a script of what disobeyed", (seed) => {
  const { lines, tape } = playAtRandom(seed);
  const simulation = simulate(twoSteps, { choices: new ScriptedChoices(scriptOf(tape)), seed, timeLimit: 600_000 });
  simulation.run();
  expect(told(simulation)).toEqual(lines);
});

it("different seeds mean different runs", () => {
  const runs = new Set(seeds.map((seed) => playAtRandom(seed).lines.join("\n")));
  expect(runs.size).toBeGreaterThan(5);
});
