/**
 * Mutates scenarios and manifests, plays them through the command line, and demands that whatever comes of it is told
 * without a stack trace, a bug of ours, a hang or much memory, and is the same in every process:
 *
 *     npx tsx scripts/mutate-input.ts --runs 2000 --seed 1 --record /tmp/runs.json
 *     TZ=Asia/Kathmandu LANG=tr_TR node22 --import tsx scripts/mutate-input.ts --seed 1 --against /tmp/runs.json
 *
 * The second goes through the same inputs in the opposite order, so that what was cold is warm. Options: --from N begins
 * at another input, --show N prints one, and folders that are named are mutated beside the catalogue.
 */
import { type ChildProcess, fork } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { mutatedInputs } from "../test/corpus/mutated-files.ts";
import type { MutatedRun } from "./mutated-run.ts";

/** What one input may take: milliseconds of computing, of waiting on a busy machine, and MB. */
const limits = { computed: 10_000, waiting: 120_000, memory: 1_000 };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: "string", default: "1000" },
    from: { type: "string", default: "0" },
    seed: { type: "string", default: "1" },
    record: { type: "string" },
    against: { type: "string" },
    show: { type: "string" },
    seconds: { type: "string", default: "1e9" },
  },
});
const { seed } = values;

if (values.show !== undefined) {
  for (const [name, text] of Object.entries(mutatedInputs(positionals)(seed, Number(values.show)))) {
    console.log(`# ${name}\n${text}`);
  }
  process.exit();
}

type Digests = Record<string, string>;

let child: ChildProcess | undefined;

function worker(): ChildProcess {
  if (child?.connected) return child;
  const execArgv = [...process.execArgv, `--max-old-space-size=${limits.memory}`];
  child = fork(fileURLToPath(new URL("mutated-run.ts", import.meta.url)), positionals, { execArgv, silent: true });
  return child;
}

/** Has one input run; what kills or outlasts the process is a problem of that input. */
async function run(index: number): Promise<MutatedRun | { readonly index: number; readonly problem: string }> {
  const process = worker();
  let stderr = "";
  const listen = (text: Buffer) => {
    stderr += text;
  };
  process.stderr?.on("data", listen);
  const waiting = new AbortController();
  const answer = new Promise<MutatedRun>((resolve) => process.once("message", (done) => resolve(done as MutatedRun)));
  const death = new Promise<string>((resolve) =>
    process.once("exit", (code, signal) => resolve(`the process ended (${code ?? signal}): ${stderr.slice(0, 300)}`)),
  );
  const timeout = sleep(limits.waiting, "it takes too long", { signal: waiting.signal }).catch(() => "");
  process.send({ index, seed });
  const outcome = await Promise.race([answer, death, timeout]);
  waiting.abort();
  process.removeAllListeners("message");
  process.removeAllListeners("exit");
  process.stderr?.removeListener("data", listen);
  if (typeof outcome !== "string") return outcome;
  process.kill("SIGKILL");
  child = undefined;
  return { index, problem: outcome };
}

function excess({ computed, memory }: MutatedRun): string | undefined {
  if (computed > limits.computed) return `${Math.round(computed)} ms of computing`;
  return memory > limits.memory ? `${memory} MB` : undefined;
}

const recorded: Digests | undefined = values.against && JSON.parse(readFileSync(values.against, "utf8"));
const range = Array.from({ length: Number(values.runs) }, (_, offset) => Number(values.from) + offset);
const indexes = recorded === undefined ? range : Object.keys(recorded).map(Number).reverse();
const end = performance.now() + Number(values.seconds) * 1000;
const digests: Digests = {};
const codes: Record<number, number> = {};
let problems = 0;
let most = 0;
for (const index of indexes) {
  if (performance.now() > end) break;
  const done = await run(index);
  const report = (problem: string) => {
    problems++;
    console.log(`input ${index} of seed ${seed}: ${problem}`);
  };
  if (done.problem !== undefined) report(done.problem);
  if (!("digest" in done)) continue;
  digests[index] = done.digest;
  codes[done.code] = (codes[done.code] ?? 0) + 1;
  most = Math.max(most, done.computed);
  const tooMuch = excess(done);
  if (tooMuch !== undefined) {
    report(tooMuch);
    // The next ones are not to answer for the memory of this one.
    child?.kill();
    child = undefined;
  }
  if (recorded !== undefined && recorded[index] !== done.digest) report("it ends otherwise than in the recording");
}
child?.disconnect();
if (values.record !== undefined) writeFileSync(values.record, JSON.stringify(digests));
const { version } = process;
const number = Object.keys(digests).length;
console.log(
  `${number} inputs on Node ${version}, exit codes ${JSON.stringify(codes)}, ${Math.round(most)} ms at most, ${problems} problems`,
);
process.exitCode = problems === 0 ? 0 : 1;
