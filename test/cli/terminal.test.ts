import pico from "picocolors";
import { afterEach, describe, expect, it, vi } from "vitest";
import { drydock } from "../../src/cli/drydock.ts";
import { processStreams } from "../../src/cli/output-streams.ts";
import { demoManifest } from "../scenario/files.ts";
import { folderWith } from "./command-line.ts";

const escapeSequence = "\u001b[";

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("colours", () => {
  it.each([
    [{}, false],
    [{ FORCE_COLOR: "1" }, true],
    [{ FORCE_COLOR: "0" }, false],
    [{ FORCE_COLOR: "" }, false],
    [{ FORCE_COLOR: "1", NO_COLOR: "1" }, false],
  ])("where nobody looks on, with %j", (environment, expected) => {
    for (const name of ["FORCE_COLOR", "NO_COLOR"]) vi.stubEnv(name, undefined);
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    vi.stubGlobal("process", { ...process, env: process.env, stdout: { isTTY: false }, stderr: process.stderr });
    expect(processStreams().colors.red("text").includes(escapeSequence)).toBe(expected);
    vi.unstubAllGlobals();
  });
});

describe("JSON", () => {
  const folder = folderWith({
    "demo.yaml": demoManifest,
    "warned.scenario.yaml": "manifests: [demo.yaml]\npods: [{template: nothing}]",
  });

  it.each([
    ["run", folder, "-o", "json"],
    ["run", folder, "-o", "json", "--quiet"],
    ["fuzz", `${folder}/warned.scenario.yaml`, "--runs", "5", "--json", "--out", `${folder}/found`],
    ["releases", "--json"],
    ["invariants", "--json"],
  ])("is all that %s writes, without colours", async (...args) => {
    let out = "";
    const write = (text: string) => {
      out += text;
    };
    const terminal = { out: write, error: () => {}, colors: pico.createColors(true), debug: false };
    expect(await drydock(args, terminal)).toBe(0);
    expect(out).not.toContain(escapeSequence);
    expect(JSON.parse(out)).toEqual(expect.any(Object));
  });
});
