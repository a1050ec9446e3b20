import { join } from "node:path";
import pico from "picocolors";
import { describe, expect, it } from "vitest";
import { drydock } from "../../src/cli/drydock.ts";
import { folderWith, runDrydock } from "./command-line.ts";

/** Forges a verdict, a command to a CI system, the colours of success and the title of the window. */
const hostile = JSON.stringify(
  "x\n✔ all good\r\n::error::forged\n##[error]forged\u001b[32m\u001b]0;title\u0007\u009b2J\u202e",
);

const manifest = `
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {name: demo, labels: {a: ${hostile}}}
spec:
  entrypoint: main
  arguments: {parameters: [{name: ${hostile}, value: ${hostile}}]}
  templates:
  - name: main
    inputs: {parameters: [{name: p, value: ${hostile}}]}
    steps:
    - - {name: ${hostile}, template: work, withItems: [${hostile}]}
      - {name: gate, template: gate}
  - name: work
    outputs: {parameters: [{name: ${hostile}, valueFrom: {path: /tmp/x}}]}
    container: {image: ${hostile}, command: [${hostile}]}
  - name: gate
    suspend: {}
`;
const cronWorkflow = `
apiVersion: argoproj.io/v1alpha1
kind: CronWorkflow
metadata: {name: nightly}
spec:
  schedules: ["0 0 * * *"]
  when: ${hostile}
  workflowSpec: {entrypoint: main, templates: [{name: main, suspend: {}}]}
`;
const scenario = `
name: ${hostile}
manifests: [demo.yaml, nightly.yaml]
pods: [{node: "*", exitCode: 1, message: ${hostile}, reason: ${hostile}}, {node: ${hostile}, run: 1s}]
actions:
- {at: 5s, do: set, node: gate, message: ${hostile}, phase: Failed}
- {at: 6s, do: stop, node: ${hostile}, workflow: ${hostile}}
limit: 1m
expect:
  nodes: {${hostile}: Succeeded}
  workflow: {phase: Succeeded, message: ${hostile}}
  refused: [{message: ${hostile}}]
`;
const files = { "demo.yaml": manifest, "nightly.yaml": cronWorkflow, "x.scenario.yaml": scenario };
const acting = /[^\P{Cc}\n]|[\p{Zl}\p{Zp}\u202e]|^\s*(?:✔ all good|::error::)|##\[/mu;

/** The ways in which `run` prints, as its help lists them. */
async function outputs(): Promise<readonly string[]> {
  const { out } = await runDrydock("run", "--help");
  const choices = /--output[\s\S]*?\[choices: ([^\]]*)\]/.exec(out)?.[1] ?? "";
  return [...choices.matchAll(/"(\w+)"/g)].map(([, name = ""]) => name).filter((name) => name !== "json");
}

describe("text of names, messages and values", () => {
  it("is only seen, in whatever way a run is printed", async () => {
    const folder = folderWith(files);
    expect(await outputs()).toEqual(expect.arrayContaining(["tree", "timeline"]));
    for (const output of await outputs()) {
      const { out, error } = await runDrydock("run", folder, "-o", output);
      expect(out, output).toContain("\\n✔ all good");
      expect(out, output).not.toMatch(acting);
      expect(error, output).not.toMatch(acting);
    }
  });

  it("is only seen in what is told about a file", async () => {
    const folder = folderWith({
      "a.yaml": manifest.replace("entrypoint:", `${hostile}: 1\n  entrypoint:`),
      "b.yaml": `kind: ${hostile}\napiVersion: argoproj.io/v1alpha1`,
      "c.scenario.yaml": `${hostile}: 1`,
      "d.scenario.yaml": `manifests: [${hostile}]`,
    });
    for (const name of ["a.yaml", "b.yaml", "c.scenario.yaml", "d.scenario.yaml"]) {
      for (const command of ["run", "fuzz"]) {
        const { error } = await runDrydock(command, join(folder, name), ...(command === "fuzz" ? ["--runs", "1"] : []));
        expect(error).toContain("\\n✔ all good");
        expect(error).not.toMatch(acting);
      }
    }
  });

  it("is only seen in what is told about the command line and the files it names", async () => {
    for (const args of [
      ["run", JSON.parse(hostile)],
      ["releases", "--engine", JSON.parse(hostile)],
      ["conform", JSON.parse(hostile)],
    ]) {
      const { code, error } = await runDrydock(...args);
      expect(code).toBe(2);
      expect(error).toContain("\\n✔ all good");
      expect(error).not.toMatch(acting);
    }
  });

  it("shows no colours but ours", async () => {
    let out = "";
    const write = (text: string) => {
      out += text;
    };
    const colors = pico.createColors(true);
    await drydock(["run", folderWith(files)], { out: write, error: () => {}, colors, debug: false });
    expect(out).toContain(colors.red("✖"));
    expect(out).not.toContain("forged\u001b");
    expect(out).toContain("forged\\x1b[32m");
  });
});
