import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import * as library from "../../src/index.ts";

const story = "scenarios/regressions/argo-13052/steps-handler.scenario.yaml";

/** What every browser has and JavaScript alone has not; nothing of Node. */
const browser = { TextEncoder, TextDecoder, atob, btoa };

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ["src/index.ts"],
    bundle: true,
    platform: "browser",
    format: "iife",
    globalName: "drydock",
    target: "es2023",
    write: false,
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}

/** Plays the story on a release, and gives all that happened as JSON. To be put into the other context as text, too. */
function playStory({ loadScenario, playScenario }: typeof library, engine: string, files: Record<string, string>) {
  const { scenario, diagnostics } = loadScenario(Object.keys(files)[0] ?? "", (path) => {
    const text = files[path];
    return text === undefined ? { ok: false, error: path } : { ok: true, text };
  });
  if (scenario === undefined) return JSON.stringify(diagnostics);
  const { events, violations } = playScenario(scenario, engine);
  return JSON.stringify({ events, violations });
}

describe("the library", () => {
  it("is bundled for the browser, and plays there what it plays in Node", { timeout: 60_000 }, async () => {
    const folder = story.slice(0, story.lastIndexOf("/"));
    const files = Object.fromEntries(
      [story, `${folder}/steps-handler.yaml`].map((path) => [path, readFileSync(path, "utf8")]),
    );
    const context = createContext({ ...browser, files });
    runInContext(await bundle(), context);
    for (const engine of ["v3.5.7", "v4.1.2"]) {
      const there = runInContext(`(${playStory.toString()})(drydock, ${JSON.stringify(engine)}, files)`, context);
      expect(there).toBe(playStory(library, engine, files));
      expect(there).toContain(engine === "v3.5.7" ? "finished-workflow-has-no-unfinished-node" : "Failed");
    }
  });
});
