import { appendFileSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { folderWith, runDrydock } from "./command-line.ts";

const catalogue = fileURLToPath(new URL("../../scenarios/regressions/argo-13052/", import.meta.url));
const manifest = readFileSync(join(catalogue, "steps-handler.yaml"), "utf8");

function fuzz(folder: string, ...args: readonly string[]) {
  return runDrydock("fuzz", join(folder, "handler.yaml"), "--out", join(folder, "found"), ...args);
}

describe("drydock fuzz", () => {
  it("writes what it finds as scenarios that run plays", async () => {
    const folder = folderWith({ "handler.yaml": manifest });
    const { code, out } = await fuzz(folder, "--runs", "100", "--engine", "v3.5.7");
    expect(code).toBe(1);
    expect(out).toContain("finished-workflow-has-no-unfinished-node");
    const files = readdirSync(join(folder, "found")).map((name) => join(folder, "found", name));
    for (const file of files) expect(out).toContain(`reproduce: drydock run ${file} --engine v3.5.7`);
    const played = await runDrydock("run", ...files, "--quiet");
    expect(played.code).toBe(0);
    expect(played.out).toContain("violated as expected: finished-workflow-has-no-unfinished-node");
  });

  it("writes the same bytes for the same seed", async () => {
    const folder = folderWith({ "handler.yaml": manifest });
    const contents = async () => {
      const { out } = await fuzz(folder, "--runs", "60", "--seed", "5", "--engine", "v3.5.7", "--json");
      return [out, readdirSync(join(folder, "found")).map((name) => readFileSync(join(folder, "found", name), "utf8"))];
    };
    expect(await contents()).toEqual(await contents());
  });

  it("holds, and writes nothing, when there is nothing to find", async () => {
    const folder = folderWith({ "handler.yaml": manifest });
    const { code, out } = await fuzz(folder, "--runs", "50", "--engine", "v4.1.2");
    expect(code).toBe(0);
    expect(out).toBe("✔ 50 runs on v4.1.2, nothing found\n");
    expect(existsSync(join(folder, "found"))).toBe(false);
  });

  it("plays on several releases, and stops at the limit", async () => {
    const folder = folderWith({ "handler.yaml": manifest });
    const engines = ["--engine", "v3.5.7", "--engine", "v4.1.2"];
    const { code, out } = await fuzz(folder, "--runs", "100", "--limit", "1", ...engines, "--json");
    expect(code).toBe(1);
    const { searches } = JSON.parse(out);
    expect(searches).toMatchObject([{ engine: "v3.5.7" }, { engine: "v4.1.2", runs: 100, findings: [] }]);
    expect(searches[0].runs).toBeLessThan(100);
    expect(searches[0].findings[0]).toMatchObject({ invariant: "finished-workflow-has-no-unfinished-node", pods: [] });
  });

  it("varies more when it is asked to, and writes choices where no field says the same", async () => {
    const folder = folderWith({ "handler.yaml": manifest });
    const { code, out } = await fuzz(folder, "--runs", "200", "--engine", "v4.1.2", "--vary", "deliver", "--json");
    expect(code).toBe(1);
    const [{ findings }] = JSON.parse(out).searches;
    const late = findings.find(({ choices }: { choices: object }) => Object.keys(choices).length > 0);
    expect(Object.keys(late.choices)).toContainEqual(expect.stringMatching(/^deliver:/));
    const files = readdirSync(join(folder, "found")).map((name) => join(folder, "found", name));
    expect(readFileSync(late.file, "utf8")).toContain("choices:\n");
    expect((await runDrydock("run", ...files, "--quiet")).code).toBe(0);
  });

  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("keeps what it has found at %s", async (signal) => {
    const folder = folderWith({ "handler.yaml": manifest });
    const interrupted = async (engine: string) => {
      const search = fuzz(folder, "--runs", "1000000", "--engine", engine);
      setTimeout(() => process.emit(signal), 1500);
      return await search;
    };
    expect((await interrupted("v3.5.7")).code).toBe(1);
    expect(readdirSync(join(folder, "found"))).not.toEqual([]);
    expect((await interrupted("v4.1.2")).code).toBe(130);
  });

  it.each([
    [["--runs", "0"], "--runs must be a whole number above 0"],
    [["--runs", "many"], "--runs must be a whole number above 0"],
    [["--limit", "1.5"], "--limit must be a whole number above 0"],
    [["--vary", "delivery"], 'unknown kind of choices "delivery"'],
    [["--engine", "v9"], 'unknown controller release "v9"'],
    [["--runs", "5", "--runs", "6"], "--runs is given more than once"],
    [["--out", "a"], "--out is given more than once"],
  ])("%j is refused with one message", async (args, message) => {
    const { code, error } = await fuzz(folderWith({ "handler.yaml": manifest }), ...args);
    expect(code).toBe(2);
    expect(error).toContain(message);
  });

  it("says that the findings cannot be written before it searches", async () => {
    const folder = folderWith({ "handler.yaml": manifest });
    const path = join(folder, "handler.yaml");
    for (const out of [path, join(path, "found")]) {
      const search = runDrydock("fuzz", path, "--runs", "100000000", "--engine", "v3.5.7", "--out", out);
      const { code, error } = await search;
      expect(code).toBe(2);
      expect(error).toContain("the findings cannot be written there");
    }
  });

  it("leaves no folder behind when there is nothing to write", async () => {
    const folder = folderWith({ "handler.yaml": manifest });
    const out = join(folder, "a", "b");
    await runDrydock("fuzz", join(folder, "handler.yaml"), "--runs", "5", "--engine", "v4.1.2", "--out", out);
    expect(readdirSync(folder)).toEqual(["handler.yaml"]);
  });

  it("overwrites neither the findings of another search nor what somebody has changed by hand", async () => {
    const folder = folderWith({ "handler.yaml": manifest });
    const found = join(folder, "found");
    const search = () => fuzz(folder, "--runs", "60", "--engine", "v3.5.7");
    await search();
    const names = readdirSync(found);
    await search();
    expect(readdirSync(found)).toEqual(names);
    const edited = join(found, names[0] ?? "");
    appendFileSync(edited, "# mine\n");
    const { out } = await search();
    expect(readFileSync(edited, "utf8")).toContain("# mine");
    const added = readdirSync(found).filter((name) => !names.includes(name));
    expect(added).toHaveLength(1);
    expect(out).toContain(join(found, added[0] ?? ""));
    expect((await runDrydock("run", found, "-q")).code).toBe(0);
  });

  it.each([
    ["ends with an empty document", "manifests: [handler.yaml]\n---\n"],
    ["sets a key twice", "manifests: [nowhere.yaml]\nmanifests: [handler.yaml]\n"],
    ["merges a map", "<<: {manifests: [handler.yaml], description: hi}\n"],
    ["has a rule without effect", "manifests: [handler.yaml]\npods: [{template: nothing}]\n"],
    ["has a name that leads elsewhere", 'name: "../../elsewhere/\\u0007x"\nmanifests: [handler.yaml]\n'],
    ["has a name without end", `name: ${"größer".repeat(500)}\nmanifests: [handler.yaml]\n`],
  ])("writes down what it finds in a scenario that %s", async (_what, scenario) => {
    const folder = folderWith({ "handler.yaml": manifest, "x.scenario.yaml": scenario });
    const found = join(folder, "inner", "found");
    const args = ["--runs", "30", "--engine", "v3.5.7", "--out", found];
    const { code, error } = await runDrydock("fuzz", join(folder, "x.scenario.yaml"), ...args);
    expect(error).not.toContain("error");
    expect(code).toBe(1);
    expect(readdirSync(found).length).toBeGreaterThan(0);
    expect((await runDrydock("run", found, "-q")).code).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(["handler.yaml", "inner", "x.scenario.yaml"]);
  });

  it("wants a file, since what it finds names it", async () => {
    const { code, error } = await runDrydock("fuzz", "-");
    expect(code).toBe(2);
    expect(error).toContain("what a search finds names the file that was searched");
  });

  it("says what is wrong with the file", async () => {
    const folder = folderWith({});
    const { code, error } = await fuzz(folder);
    expect(code).toBe(2);
    expect(error).toContain("there is no such file");
  });
});
