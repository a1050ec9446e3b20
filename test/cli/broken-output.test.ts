import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { demoManifest } from "../scenario/files.ts";
import { folderWith } from "./command-line.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const loader = createRequire(import.meta.url).resolve("tsx");
const drydock = `"${process.execPath}" --import "${loader}" "${join(root, "src/cli/main.ts")}"`;

const folder = folderWith({
  "demo.yaml": demoManifest,
  "fails.scenario.yaml": "manifests: [demo.yaml]\nexpect: {workflow: Failed}",
  "holds.scenario.yaml": "manifests: [demo.yaml]\nexpect: {workflow: Succeeded}",
});

/** Runs a line of bash in which $DRYDOCK is the command, and tells what is on its own standard error. */
function bash(line: string): { readonly code: number | null; readonly error: string } {
  const { status, stderr } = spawnSync("bash", ["-c", line.replaceAll("$DRYDOCK", drydock)], { cwd: folder });
  return { code: status, error: String(stderr) };
}

describe.skipIf(process.platform === "win32")("output that cannot be written", () => {
  it.each([
    [
      "nobody reads the rest of the results",
      "set -o pipefail; $DRYDOCK run fails.scenario.yaml -o json | head -c 1",
      1,
    ],
    ["nobody listens to standard error", "$DRYDOCK run nowhere.yaml 2> >(true)", 2],
    ["standard error is closed", "$DRYDOCK run holds.scenario.yaml -q 2>&-", 0],
  ])("leaves the exit code as it is when %s", (_what, line, expected) => {
    expect(bash(line)).toEqual({ code: expected, error: "" });
  });

  it.skipIf(!existsSync("/dev/full")).each([
    ["holds", 2],
    ["fails", 1],
  ])("is told when the disk is full, and is no success: a scenario that %s", (name, code) => {
    const result = bash(`$DRYDOCK run ${name}.scenario.yaml > /dev/full`);
    expect(result.error).toMatch(/^error: the output cannot be written: ENOSPC: .*\n$/);
    expect(result.code).toBe(code);
  });
});

describe("the version", () => {
  it("is that of drydock, wherever it is called", () => {
    const elsewhere = folderWith({ "package.json": '{"name": "shop", "version": "77.0.0"}' });
    const { status, stdout } = spawnSync("sh", ["-c", `${drydock} --version`], { cwd: elsewhere });
    const { version } = createRequire(import.meta.url)("../../package.json");
    expect({ status, out: String(stdout) }).toEqual({ status: 0, out: `${version}\n` });
  });
});
