import { readdirSync } from "node:fs";

/** What may find out that a mutant is awake: files of tests, which are played until the first of them fails. */
export interface Judge {
  readonly name: string;
  /** What it stands for, for the report. */
  readonly means: string;
  files(): readonly string[];
}

/** Those play at random, or take long: what they find is either no rule or found by another test as well. */
const leftOut = new Set([
  "test/play/catalogue.test.ts",
  "test/play/random-choices.test.ts",
  "test/cluster/determinism.test.ts",
  "test/cluster/choice-kinds.test.ts",
]);

/** The tests that people read. Those of what lies beside the engine, or that start processes, are left out for speed. */
const tests: Judge = {
  name: "tests",
  means: "readable tests",
  files: () => testsBelow("argo", "cluster", "engine", "invariants", "judge", "play", "releases", "report", "timeline"),
};

/** The scenarios that ship: readable too, but slow, so they are best asked about what the tests let live. */
const catalogue: Judge = {
  name: "catalogue",
  means: "catalogue of scenarios",
  files: () => ["test/play/catalogue.test.ts"],
};

const conformance: Judge = {
  name: "conformance",
  means: "recorded cases of v4",
  files: () => ["test/conformance/recorded-v4.test.ts"],
};

const invariants: Judge = {
  name: "invariants",
  means: "invariants over the catalogue of scenarios",
  files: () => ["scripts/mutation/invariants.ts"],
};

export const judges: readonly Judge[] = [tests, catalogue, conformance, invariants];

function testsBelow(...folders: readonly string[]): readonly string[] {
  return folders.flatMap((folder) =>
    readdirSync(`test/${folder}`, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".test.ts"))
      .sort()
      .map((file) => `test/${folder}/${file}`)
      .filter((file) => !leftOut.has(file)),
  );
}
