import { performance } from "node:perf_hooks";
import { Script } from "node:vm";
import { type CollectedTest, TestCollection } from "./collected-tests.ts";
import { MutationSwitch } from "./switch.ts";

export interface Failure {
  readonly test: string;
  readonly message: string;
}

/** What one test does without mutants: how long it takes, whether it holds, and which mutants it comes by. */
export interface TestRun {
  readonly index: number;
  readonly name: string;
  readonly milliseconds: number;
  readonly failure: string | undefined;
  readonly seen: readonly number[];
}

export interface FirstRun {
  readonly runs: readonly TestRun[];
  /** The mutants that are passed while the files are loaded. */
  readonly seenByLoading: readonly number[];
}

type Main = (
  require: (name: string) => unknown,
  module: object,
  exports: object,
  mutation: MutationSwitch,
  tests: TestCollection,
) => void;

/** Loads the build anew for each mutant, so that nothing that one of them left in a cache is seen by the next. */
export class TestBed {
  readonly #main: Main;
  readonly #packages: ReadonlyMap<string, unknown>;
  readonly #count: number;

  constructor(code: string, packages: ReadonlyMap<string, unknown>, count: number) {
    const text = `(function (require, module, exports, __mutation, __tests) {${code}\n})`;
    this.#main = new Script(text, { filename: "mutants.cjs" }).runInThisContext() as Main;
    this.#packages = packages;
    this.#count = count;
  }

  async firstRun(): Promise<FirstRun> {
    const mutation = new MutationSwitch(this.#count);
    const tests = this.#load(mutation);
    const seenByLoading = taken(mutation.seen);
    const runs: TestRun[] = [];
    for (const [index, test] of tests.entries()) {
      const begin = performance.now();
      const failure = await failureOf(test);
      const milliseconds = performance.now() - begin;
      runs.push({ index, name: test.name, milliseconds, failure, seen: taken(mutation.seen) });
    }
    return { runs, seenByLoading };
  }

  /** Wakes a mutant and runs tests until the first fails; undefined when it survives them. */
  async judge(mutant: number, indices: readonly number[]): Promise<Failure | undefined> {
    const mutation = new MutationSwitch(this.#count);
    mutation.active = mutant;
    let tests: readonly CollectedTest[];
    try {
      tests = this.#load(mutation);
    } catch (error) {
      return { test: "loading the engine", message: String(error) };
    }
    for (const index of indices) {
      const test = tests[index];
      if (test === undefined) return { test: "collecting the tests", message: "there are fewer tests than before" };
      const message = await failureOf(test);
      if (message !== undefined) return { test: test.name, message };
    }
    return undefined;
  }

  #load(mutation: MutationSwitch): readonly CollectedTest[] {
    const collection = new TestCollection();
    const require = (name: string) => (name === "vitest" ? collection.vitest : this.#packages.get(name));
    const module = { exports: {} };
    this.#main(require, module, module.exports, mutation, collection);
    return collection.tests;
  }
}

async function failureOf(test: CollectedTest): Promise<string | undefined> {
  try {
    await test.run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function taken(seen: Uint8Array): readonly number[] {
  const ids: number[] = [];
  for (const [id, was] of seen.entries()) if (was === 1) ids.push(id);
  seen.fill(0);
  return ids;
}
