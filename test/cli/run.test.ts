import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { demoManifest } from "../scenario/files.ts";
import { folderWith, runDrydock } from "./command-line.ts";

const founding = `
name: terminate while the exit handler runs
manifests: [demo.yaml]
engine: [v3.5.7, v4.1.2]
pods: [{node: "*.onExit*", run: 1m}]
actions: [{when: {node: "*.onExit*", phase: Running}, after: 3s, do: terminate}]
`;
const stepsHandler = demoManifest.replace(
  "- name: cleanup\n    container: {image: busybox, command: [run]}",
  "- name: cleanup\n    steps: [[{name: notify, template: work}]]",
);

describe("drydock run", () => {
  it("plays a bare manifest on the newest release and prints its tree", async () => {
    const folder = folderWith({ "demo.yaml": demoManifest });
    const { code, out, error } = await runDrydock("run", join(folder, "demo.yaml"));
    expect({ code, error }).toEqual({ code: 0, error: "" });
    expect(out).toContain(" ├───✔ build    work      demo-work-");
    expect(out).toContain("✔ demo on v4.1.2: demo Succeeded");
  });

  it("names the broken invariant, the stuck nodes, and the command that shows it again", async () => {
    const folder = folderWith({ "demo.yaml": stepsHandler, "stuck.scenario.yaml": founding });
    const path = join(folder, "stuck.scenario.yaml");
    const { code, out } = await runDrydock("run", path, "--engine", "v3.5.7", "--quiet");
    expect(code).toBe(1);
    expect(out).toMatch(/violated: finished-workflow-has-no-unfinished-node .*demo\.onExit .*demo\.onExit\[0\]/);
    expect(out).toContain(`reproduce: drydock run ${path} --engine v3.5.7`);
    expect(await runDrydock("run", path, "--engine", "v4.1.2", "--quiet")).toMatchObject({ code: 0 });
  });

  it("plays a scenario on each of its releases, and those of a folder one after the other", async () => {
    const files = {
      "demo.yaml": stepsHandler,
      "a/b/x.scenario.yaml": founding.replace("demo.yaml", "../../demo.yaml"),
    };
    const { code, out } = await runDrydock("run", folderWith({ ...files, "y.scenario.yaml": founding }), "--quiet");
    expect(code).toBe(1);
    expect(out.match(/^[✔✖] .* on v\S+:/gm)).toHaveLength(4);
    expect(out).toContain("4 runs, 2 of them fail");
  });

  it("tells where the expectation is that failed", async () => {
    const scenario = "manifests: [demo.yaml]\nexpect:\n  workflow: Failed\n";
    const folder = folderWith({ "demo.yaml": demoManifest, "x.scenario.yaml": scenario });
    const { code, out } = await runDrydock("run", folder, "-q");
    expect(code).toBe(1);
    expect(out).toContain("x.scenario.yaml:3:13: workflow demo ends Succeeded, not Failed");
  });

  it("tells of pods that were counted under another name", async () => {
    const retried = demoManifest.replace("- name: work", "- name: work\n    retryStrategy: {limit: 1}");
    const scenario = "manifests: [demo.yaml]\nexpect: {pods: {build: 1, biuld: 1, deploy: 1}}\n";
    const folder = folderWith({ "demo.yaml": retried, "x.scenario.yaml": scenario });
    const { out } = await runDrydock("run", folder, "-q");
    expect(out).toContain(
      '0 pods are of nodes build created, not 1; each attempt is a node of its own: "*.build(*)"\n',
    );
    expect(out).toContain('0 pods are of nodes biuld created, not 1; did you mean "build"?\n');
    expect(out).toContain("0 pods are of nodes deploy created, not 1\n");
  });

  it("warns of what had no effect on any release, and still succeeds", async () => {
    const scenario = "manifests: [demo.yaml]\nengine: [v3.5.7, v4.1.2]\npods: [{template: wrk}]";
    const folder = folderWith({ "demo.yaml": demoManifest, "x.scenario.yaml": scenario });
    const { code, error } = await runDrydock("run", folder, "-q");
    expect(code).toBe(0);
    expect(error.match(/x\.scenario\.yaml:3:8: warning: no pod matched this rule/g)).toHaveLength(1);
  });

  it("prints the same JSON in two processes", () => {
    const folder = folderWith({ "demo.yaml": stepsHandler, "x.scenario.yaml": founding });
    const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));
    const [one, two] = [1, 2].map(() =>
      spawnSync(process.execPath, ["--import", "tsx", main, "run", join(folder, "x.scenario.yaml"), "-o", "json"]),
    );
    const report = JSON.parse(String(one?.stdout));
    expect(report.runs.map(({ engine, holds }: { engine: string; holds: boolean }) => [engine, holds])).toEqual([
      ["v3.5.7", false],
      ["v4.1.2", true],
    ]);
    expect(String(one?.stdout)).toBe(String(two?.stdout));
    expect([one?.status, two?.status]).toEqual([1, 1]);
  });
});

describe("bad input to drydock run", () => {
  const demo = "manifests: [demo.yaml]\n";
  it.each<[string, Record<string, string | Uint8Array>, string]>([
    ["an empty file", { "x.scenario.yaml": "" }, "x.scenario.yaml:1:1: error: this file holds no document"],
    ["a binary file", { "x.scenario.yaml": new Uint8Array([0, 1, 2]) }, "error: this is a binary file"],
    ["a syntax error", { "x.scenario.yaml": "pods: [" }, "x.scenario.yaml:1:8: error:"],
    ["a missing manifest", { "x.scenario.yaml": "manifests: [nowhere.yaml]" }, "nowhere.yaml: there is no such file"],
    ["a manifest that is a folder", { "x.scenario.yaml": "manifests: [.]" }, "this is a folder, not a file"],
    [
      "two workflows of one name",
      { "x.scenario.yaml": demo, "demo.yaml": `${demoManifest}---${demoManifest}` },
      'error: Workflow "demo" is defined twice',
    ],
    [
      "no kind of Argo's",
      { "x.scenario.yaml": demo, "demo.yaml": "kind: Workflo\napiVersion: argoproj.io/v1alpha1" },
      'Did you mean "Workflow"?',
    ],
    ["an unknown action", { "x.scenario.yaml": `${demo}actions: [{at: 1s, do: stopp}]` }, 'unknown action "stopp"'],
    ["a negative time", { "x.scenario.yaml": `${demo}actions: [{at: -1s, do: stop}]` }, "the duration -1s is negative"],
    [
      "an unknown engine",
      { "x.scenario.yaml": `${demo}engine: v2.0.0`, "demo.yaml": demoManifest },
      'unknown controller release "v2.0.0"',
    ],
    ["no scenario in the folder", { "demo.yaml": demoManifest }, "there is no scenario in"],
  ])("%s", async (_what, files, message) => {
    const { code, out, error } = await runDrydock("run", folderWith(files));
    expect(error).toContain(message);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(error).not.toMatch(/^\s+at /m);
  });
});
