/** Runs mutated inputs through the command line of this process, as scripts/mutate-input.ts asks. */
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import pico from "picocolors";
import { drydock } from "../src/cli/drydock.ts";
import { recordedReleases } from "../src/releases/index.ts";
import { mutatedInputs } from "../test/corpus/mutated-files.ts";
import type { Files } from "../test/corpus/mutations.ts";

/** What the parent sends. */
export interface Task {
  readonly index: number;
  readonly seed: string;
}

/** What came of it. */
export interface MutatedRun {
  readonly index: number;
  readonly code: number;
  /** Of everything that was printed, and the exit code. */
  readonly digest: string;
  /** Milliseconds of computing. */
  readonly computed: number;
  /** The most memory that this process ever held, in MB. */
  readonly memory: number;
  /** What may never be printed. */
  readonly problem?: string;
}

const filesOf = mutatedInputs(process.argv.slice(2));
const place = mkdtempSync(join(tmpdir(), "drydock-mutated-"));

/** Writes the files and returns the path of the first. */
function write(files: Files): string {
  rmSync(place, { recursive: true, force: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(place, name)), { recursive: true });
    writeFileSync(join(place, name), text);
  }
  return join(place, Object.keys(files)[0] ?? "");
}

async function run(task: Task): Promise<MutatedRun> {
  const path = write(filesOf(task.seed, task.index));
  const begin = process.cpuUsage();
  let printed = "";
  const print = (text: string) => {
    printed += text;
  };
  const output = ["tree", "timeline", "json"][task.index % 3] as string;
  const engine = recordedReleases[task.index % recordedReleases.length] as string;
  const args = ["run", path, "-o", output, "--engine", engine];
  const code = await drydock(args, { out: print, error: print, colors: pico.createColors(false), debug: false });
  const { user, system } = process.cpuUsage(begin);
  const shown = printed.replaceAll(place, "");
  const problem = problemOf(code, shown, output);
  return {
    index: task.index,
    code,
    digest: createHash("sha256").update(`${code}\n${shown}`).digest("hex").slice(0, 16),
    computed: (user + system) / 1000,
    memory: Math.round(process.resourceUsage().maxRSS / 1024),
    ...(problem !== undefined && { problem }),
  };
}

function problemOf(code: number, printed: string, output: string): string | undefined {
  if (code === 3) return `exit code 3: ${/bug in drydock:.*/.exec(printed)?.[0]}`;
  if (output === "json") return undefined;
  const trace = /^\s+at \S.*:\d+:\d+\)?$/m.exec(printed);
  if (trace !== null) return `a stack trace: ${trace[0]}`;
  const control = /[^\P{Cc}\n]/u.exec(printed);
  return control === null ? undefined : `a control character: ${JSON.stringify(control[0])}`;
}

process.on("message", (task: Task) => {
  void run(task).then((done) => process.send?.(done));
});
process.on("disconnect", () => rmSync(place, { recursive: true, force: true }));
