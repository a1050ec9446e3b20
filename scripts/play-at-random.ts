/**
 * Plays all scenarios of the catalogue with random choices of every kind, and checks that no run crashes, and that a
 * replay of its choices and a script of them give the same events to the byte.
 *
 * npx tsx scripts/play-at-random.ts [SEEDS] [FOLDER]
 *
 * Prints a digest of all events: the same in each process, on each machine.
 */
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { RecordingChoices, ReplayedChoices } from "../sim/choice/choice-tape.ts";
import { scriptOf } from "../sim/choice/deviations.ts";
import { RandomChoices } from "../sim/choice/random-choices.ts";
import { ScriptedChoices } from "../sim/choice/scripted-choices.ts";
import { RandomStreams } from "../sim/random.ts";
import { choiceKinds } from "../src/cluster/choice-kinds.ts";
import { playScenario } from "../src/judge/play-scenario.ts";
import { baseline } from "../src/releases/index.ts";
import { loadScenario } from "../src/scenario/load-scenario.ts";
import { readFileFromDisk } from "../src/scenario/read-file-from-disk.ts";

const [seeds = "20", folder = "scenarios"] = process.argv.slice(2);

/** A run in which the controller fails at every request goes on and on. */
const reconcileLimit = 5_000;

const digest = createHash("sha256");
const disobeyed = new Map<string, number>(Object.keys(choiceKinds).map((kind) => [kind, 0]));
let runs = 0;
let choices = 0;
let failures = 0;

function fail(file: string, seed: number, what: string): void {
  failures++;
  console.log(`${file} seed ${seed}: ${what}`);
}

function playAtRandom(file: string, seed: number): void {
  const { scenario } = loadScenario(file, readFileFromDisk);
  if (scenario === undefined) throw new Error(`${file} cannot be loaded`);
  const engine = scenario.scenario.engine?.at(-1) ?? baseline;
  const play = (by: RecordingChoices | ReplayedChoices | ScriptedChoices) =>
    JSON.stringify(playScenario(scenario, engine, { choices: by, seed, reconcileLimit, invariants: [] }).events);
  const recording = new RecordingChoices(new RandomChoices(new RandomStreams(`${file} ${seed}`)));
  const events = play(recording);
  digest.update(events);
  for (const { kind, chosen } of recording.tape) if (chosen > 0) disobeyed.set(kind, (disobeyed.get(kind) ?? 0) + 1);
  choices += recording.tape.length;
  const replayed = new ReplayedChoices(recording.tape);
  if (play(replayed) !== events) fail(file, seed, "the replay differs");
  replayed.finish();
  const scripted = new ScriptedChoices(scriptOf(recording.tape));
  if (play(scripted) !== events) fail(file, seed, "the script gives other events");
  if (scripted.unused.length > 0) fail(file, seed, `the script asks in vain for ${scripted.unused.join(", ")}`);
}

const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".scenario.yaml"),
);
for (const name of files.sort()) {
  for (let seed = 0; seed < Number(seeds); seed++) {
    runs++;
    try {
      playAtRandom(join(folder, name), seed);
    } catch (error) {
      fail(
        name,
        seed,
        error instanceof Error ? `${error.message}\n${(error.cause as Error)?.stack ?? error.stack}` : `${error}`,
      );
    }
  }
}
console.log(`${runs} runs of ${files.length} scenarios, ${choices} choices, ${failures} failures`);
console.log(`disobeyed: ${[...disobeyed].map(([kind, count]) => `${kind} ${count}`).join(", ")}`);
console.log(`digest of all events: ${digest.digest("hex")}`);
process.exitCode = failures === 0 ? 0 : 1;
