/**
 * Makes small changes of the engine, one at a time, and tells which of them no test notices.
 *
 * npx tsx scripts/mutate.ts [--seed S] [--count N] [--judge tests|catalogue|conformance|invariants] [--from A --to B] [--only TEXT]
 *
 * All mutants are in one build, asleep. A first run without any notes which test comes by which mutant; then each mutant
 * is woken alone, and only those tests are run, the cheapest first, until one fails. `--from` and `--to` take a part of
 * the drawn mutants, `--only` those whose file or text contains the given text, and `--list` says what would be woken.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { buildEngine, type EngineBuild } from "./mutation/engine-build.ts";
import { judges } from "./mutation/judges.ts";
import { Judging } from "./mutation/judging.ts";
import { drawn, type Mutant } from "./mutation/mutants.ts";
import type { Failure, FirstRun } from "./mutation/test-bed.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "200" },
    judge: { type: "string", default: "tests" },
    from: { type: "string", default: "0" },
    to: { type: "string", default: "1000000" },
    only: { type: "string", default: "" },
    list: { type: "boolean", default: false },
    survivors: { type: "boolean", default: false },
  },
});

interface Equivalent {
  readonly mutant: string;
  readonly because: string;
}

async function main(): Promise<void> {
  const judge = judges.find(({ name }) => name === values.judge);
  if (judge === undefined) throw new Error(`there is no judge ${values.judge}`);
  const build = await buildEngine(judge.files());
  const chosen = choose(build.mutants);
  console.log(
    `${build.mutants.length} mutants of src/engine; ${chosen.length} are woken, for the ${judge.means} to find`,
  );
  if (values.list) {
    for (const mutant of chosen) console.log(describe(mutant));
    return;
  }
  const judging = new Judging(build);
  const first = await firstRunOf(build, judging);
  const broken = first.runs.filter(({ failure }) => failure !== undefined);
  for (const { name, failure } of broken) console.log(`left out, fails without mutants: ${name}: ${failure}`);
  const time = first.runs.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  console.log(`${first.runs.length} tests take ${Math.round(time)} ms`);
  const begin = performance.now();
  const cpu = judging.cpu;
  let survived = 0;
  for (const mutant of chosen) {
    const failure = await judgeOne(judging, mutant, first);
    if (failure === undefined) survived++;
    report(mutant, failure);
  }
  judging.end();
  const each = (judging.cpu - cpu) / Math.max(1, chosen.length);
  const killed = chosen.length - survived;
  console.log(
    `${killed} of ${chosen.length} killed (${((100 * killed) / Math.max(1, chosen.length)).toFixed(1)} %), seed ${values.seed}; ` +
      `${Math.round(each)} ms of CPU a mutant, ${Math.round((performance.now() - begin) / 1000)} s in all`,
  );
}

/** The run without mutants is kept for the next time, as long as neither the engine nor the tests change. */
async function firstRunOf(build: EngineBuild, judging: Judging): Promise<FirstRun> {
  const digest = createHash("sha256").update(build.code).digest("hex").slice(0, 16);
  const folder = "node_modules/.cache/mutants";
  const file = `${folder}/${digest}.json`;
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as FirstRun;
  const first = await judging.firstRun();
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify(first));
  return first;
}

function choose(mutants: readonly Mutant[]): readonly Mutant[] {
  const file = new URL("./mutation/equivalent-mutants.json", import.meta.url);
  const equivalent = JSON.parse(readFileSync(file, "utf8")) as readonly Equivalent[];
  const keys = new Set(equivalent.map(({ mutant }) => mutant));
  const known = new Set(mutants.map(({ key }) => key));
  for (const { mutant } of equivalent) if (!known.has(mutant)) console.log(`no longer made, yet listed: ${mutant}`);
  const counted = mutants.filter(({ key }) => !keys.has(key));
  if (values.only !== "") {
    return counted.filter((mutant) => `${mutant.file}:${mutant.line} ${mutant.key}`.includes(values.only));
  }
  return drawn(counted, Number(values.count), values.seed).slice(Number(values.from), Number(values.to));
}

async function judgeOne(judging: Judging, mutant: Mutant, first: FirstRun): Promise<Failure | undefined> {
  const isLoaded = first.seenByLoading.includes(mutant.id) && !first.runs.some(({ seen }) => seen.includes(mutant.id));
  const covering = first.runs
    .filter(({ failure, seen }) => failure === undefined && (isLoaded || seen.includes(mutant.id)))
    .sort((one, other) => one.milliseconds - other.milliseconds);
  const time = covering.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  if (covering.length === 0) return undefined;
  return judging.judge(
    mutant.id,
    covering.map(({ index }) => index),
    15_000 + 10 * time,
  );
}

function describe({ file, line, kind, before, after, key }: Mutant): string {
  return values.list ? key : `${file}:${line} ${kind}: ${before} -> ${after}`;
}

function report(mutant: Mutant, failure: Failure | undefined): void {
  if (failure === undefined) console.log(`SURVIVED ${describe(mutant)}\n         ${mutant.key}`);
  else if (!values.survivors) console.log(`killed   ${describe(mutant)}\n         by ${failure.test}`);
}

await main();
