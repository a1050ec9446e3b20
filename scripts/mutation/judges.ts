import { readdirSync } from "node:fs";

/** What may find out that a mutant is awake: files of tests, which are played until the first of them fails. */
export interface Judge {
  readonly name: string;
  /** What it stands for, for the report. */
  readonly means: string;
  files(): readonly string[];
}

/** The tests that people read. Those of what lies beside the engine, or that start processes, are left out for speed. */
const tests: Judge = {
  name: "tests",
  means: "readable tests",
  files: () => testsBelow("argo", "cluster", "engine", "invariants", "judge", "play", "releases", "report", "timeline"),
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

export const judges: readonly Judge[] = [tests, conformance, invariants];

function testsBelow(...folders: readonly string[]): readonly string[] {
  return folders.flatMap((folder) =>
    readdirSync(`test/${folder}`, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".test.ts"))
      .sort()
      .map((file) => `test/${folder}/${file}`),
  );
}
