import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, vi } from "vitest";
import { folderWith } from "./cli/command-line.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const manifest = readFileSync(join(root, "scenarios/regressions/argo-13052/steps-handler.yaml"), "utf8");
/** A busy machine takes long to start a process. */
vi.setConfig({ testTimeout: 90_000 });

const engines = ["v3.5.7", "v4.1.2"].flatMap((engine) => ["--engine", engine]);

const here = { TZ: "UTC", LANG: "C", LC_ALL: "C" };
/** On the other side of the date line, with a comma in numbers and another order of letters. */
const elsewhere = { TZ: "Pacific/Kiritimati", LANG: "de_DE.UTF-8", LC_ALL: "de_DE.UTF-8" };

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

function start(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  cwd = root,
  program = "src/cli/main.ts",
): ChildProcess {
  const main = ["--import", import.meta.resolve("tsx"), join(root, program)];
  const { FORCE_COLOR: _, NO_COLOR: __, ...inherited } = process.env;
  return spawn(process.execPath, [...main, ...args], { cwd, env: { ...inherited, ...environment } });
}

/** All that a process writes, and how it ends. */
function outcome(child: ChildProcess): Promise<Outcome> {
  let [out, error] = ["", ""];
  child.stdout?.on("data", (part) => {
    out += part;
  });
  child.stderr?.on("data", (part) => {
    error += part;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out, error }));
  });
}

function drydock(args: readonly string[], environment: NodeJS.ProcessEnv, cwd?: string): Promise<Outcome> {
  return outcome(start(args, environment, cwd));
}

function filesBelow(folder: string): Readonly<Record<string, string>> {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }).sort() : [];
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

describe("two processes, in other time zones and languages", () => {
  it("play the same to the byte", async () => {
    const corpus = ["control", "graph", "kinds"].map((name) => `test/corpus/manifests/${name}.yaml`);
    const args = ["run", "scenarios", ...corpus, ...engines, "-o", "json"];
    const [one, two] = await Promise.all([drydock(args, here), drydock(args, elsewhere)]);
    expect(two.out).toBe(one.out);
    expect(two.code).toBe(one.code);
    const { runs } = JSON.parse(one.out);
    expect(runs.length).toBeGreaterThanOrEqual(2 * (3 + corpus.length));
    expect(one.out).toContain('"startedAt"');
  });

  it("play at random the same to the byte", async () => {
    const script = "scripts/play-at-random.ts";
    const play = (environment: NodeJS.ProcessEnv) =>
      outcome(start(["2", "scenarios/examples/hooks"], environment, root, script));
    const [one, two] = await Promise.all([play(here), play(elsewhere)]);
    expect(one.out).toMatch(/ 0 failures\n.*\ndigest of all events: [0-9a-f]{64}\n$/);
    expect(two).toEqual(one);
    expect(one.code).toBe(0);
  });

  it("find and write the same to the byte", async () => {
    const search = async (environment: NodeJS.ProcessEnv) => {
      const folder = folderWith({ "handler.yaml": manifest });
      const args = ["fuzz", "handler.yaml", "--runs", "80", "--seed", "7", ...engines, "--json"];
      const { code, out } = await drydock(args, environment, folder);
      return { code, out, files: filesBelow(join(folder, "drydock-findings")) };
    };
    const [one, two] = await Promise.all([search(here), search(elsewhere)]);
    expect(one.code).toBe(1);
    expect(Object.keys(one.files)).not.toEqual([]);
    expect(two).toEqual(one);
  });
});

describe("Ctrl-C", () => {
  it("keeps what a search has found", async () => {
    const folder = folderWith({ "handler.yaml": manifest });
    const child = start(["fuzz", "handler.yaml", "--runs", "10000000", "--engine", "v3.5.7"], here, folder);
    const ended = outcome(child);
    // The first that a search says there is how far it has come.
    child.stderr?.once("data", () => child.kill("SIGINT"));
    const { code, out } = await ended;
    expect(code).toBe(1);
    expect(out).toContain("finished-workflow-has-no-unfinished-node");
    const [file = ""] = Object.keys(filesBelow(join(folder, "drydock-findings")));
    expect(out).toContain(`reproduce: drydock run ${join("drydock-findings", file)} --engine v3.5.7`);
  });
});
