import { chmodSync } from "node:fs";
import { join } from "node:path";
import pico from "picocolors";
import { describe, expect, it } from "vitest";
import { drydock } from "../../src/cli/drydock.ts";
import { demoManifest } from "../scenario/files.ts";
import { folderWith, runDrydock } from "./command-line.ts";

type Content = string | Uint8Array;

/** A workflow with the template that is given as `main`, and a template that runs a pod. */
function workflowWith(main: string): string {
  return `
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {name: demo}
spec:
  entrypoint: main
  templates:
  - name: main
    ${main}
  - name: work
    container: {image: busybox, command: [run]}
`;
}

const nested = (depth: number, inner: string) => "(".repeat(depth) + inner + ")".repeat(depth);

function expectOneMessage(error: string, message: string): void {
  expect(error).toContain(message);
  expect(error.match(/^(?:\S+: )?error: /gm)).toHaveLength(1);
  expect(error).not.toMatch(/^\s+at /m);
  expect(error).not.toContain("bug in drydock");
}

describe("files that cannot be played", () => {
  it.each<[string, Content, string]>([
    ["an empty file", "", "a.yaml:1:1: error: this file holds no document"],
    ["a file of comments", "# nothing\n---\n# here\n", "a.yaml:1:1: error: this file holds no document"],
    ["a binary file", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]), "this is a binary file"],
    ["a file in UTF-16", new Uint8Array(Buffer.from("kind: Workflow", "utf16le")), "this is a binary file"],
    ["a syntax error", "kind: Workflow\nspec: [", "a.yaml:2:8: error: "],
    ["JSON that ends too early", '{"kind": "Workflow", "spec": {', "a.yaml:1:"],
    ["a list", "- kind: Workflow", "a.yaml:1:1: error: a scenario must be a map, not a list"],
    ["a text", "hello", 'a.yaml:1:1: error: a scenario must be a map, not "hello"'],
    ["no kind", "apiVersion: argoproj.io/v1alpha1\nmetadata: {name: a}", "a.yaml:1:1: error: this object has no kind"],
    ["a kind of Kubernetes alone", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}", "no workflow to play"],
    ["no name", "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec: {}", "this Workflow has no metadata.name"],
    [
      "a field of another type",
      demoManifest.replace("entrypoint: main", "entrypoint: [main]"),
      "a.yaml:7:15: error: spec.entrypoint must be a string, but is a list",
    ],
    [
      "a misspelt field of a step",
      demoManifest.replace("name: test, template:", "name: test, tmplate:"),
      'Did you mean "template"?',
    ],
    ["two objects of one name", `${demoManifest}---${demoManifest}`, "is defined twice, first at "],
  ])("%s", async (_what, content, message) => {
    const folder = folderWith({ "a.yaml": content });
    for (const command of ["run", "fuzz"]) {
      const { code, out, error } = await runDrydock(command, join(folder, "a.yaml"));
      expectOneMessage(error, message);
      expect({ code, out }).toEqual({ code: 2, out: "" });
    }
  });

  it("twenty thousand mistakes: the first of them, and how many more there are", async () => {
    const templates = Array.from({ length: 20_000 }, (_, index) => `  - {name: t${index}, contaner: {}}`);
    const folder = folderWith({
      "a.yaml": `${workflowWith("suspend: {}")}${templates.join("\n")}\n`,
      "b.scenario.yaml": `manifests: [a.yaml]\npods:\n${"- {nod: x}\n".repeat(20_000)}`,
    });
    const begin = process.cpuUsage();
    const manifest = await runDrydock("run", join(folder, "a.yaml"));
    expect(manifest.error).toContain("... and 19980 more warnings\n");
    const scenario = await runDrydock("run", join(folder, "b.scenario.yaml"));
    expect(scenario.error).toContain("... and 19980 more errors\n");
    expect(`${manifest.error}${scenario.error}`.split("\n").length).toBeLessThan(300);
    const { user, system } = process.cpuUsage(begin);
    expect((user + system) / 1e6, "seconds").toBeLessThan(20);
  });

  it("a file that is not there, with the nearest that is", async () => {
    const folder = folderWith({ "deploy.yaml": demoManifest });
    const { code, error } = await runDrydock("run", join(folder, "depoly.yaml"));
    expect(code).toBe(2);
    expectOneMessage(error, 'depoly.yaml: there is no such file or folder\n  Did you mean "deploy.yaml"?');
  });

  it("a file below a file", async () => {
    const folder = folderWith({ "a.yaml": demoManifest });
    const { code, error } = await runDrydock("run", join(folder, "a.yaml", "b.yaml"));
    expect(code).toBe(2);
    expectOneMessage(error, "b.yaml: this file or folder cannot be read (ENOTDIR)");
  });

  it("a name that no file can have", async () => {
    const { code, error } = await runDrydock("run", "x".repeat(10_000));
    expect(code).toBe(2);
    expectOneMessage(error, "this file or folder cannot be read (ENAMETOOLONG)");
  });

  it("a folder in place of a file to search", async () => {
    const { code, error } = await runDrydock("fuzz", folderWith({}));
    expect(code).toBe(2);
    expectOneMessage(error, "this is a folder, not a file");
  });

  // The superuser may read everything.
  it.skipIf(process.getuid?.() === 0)("a folder and a file that may not be read", async () => {
    const folder = folderWith({ "inner/a.yaml": demoManifest, "b.yaml": demoManifest });
    chmodSync(join(folder, "inner"), 0o000);
    chmodSync(join(folder, "b.yaml"), 0o000);
    const inner = await runDrydock("run", folder);
    chmodSync(join(folder, "inner"), 0o700);
    expect(inner.code).toBe(2);
    expectOneMessage(inner.error, "this folder cannot be read (EACCES)");
    const file = await runDrydock("run", join(folder, "b.yaml"));
    expect(file.code).toBe(2);
    expectOneMessage(file.error, "this file may not be read");
  });
});

describe("manifests that only playing finds wrong", () => {
  it.each<[string, string, string, string?]>([
    [
      "an unknown template",
      "steps: [[{name: a, template: wrk}]]",
      "a.yaml:8:5: error: Argo v4.1.2 refuses workflow demo: invalid spec: templates.main",
      'Did you mean "work"?',
    ],
    [
      "an unknown dependency",
      "dag: {tasks: [{name: a, template: work, dependencies: [b]}]}",
      "a.yaml:8:5: error: Argo v4.1.2 refuses workflow demo: invalid spec: templates.main",
    ],
    [
      "a misspelt exit hook",
      "steps: [[{name: a, template: work, hooks: {exti: {template: work}}}]]",
      "exti Expression required",
      'Did you mean "exit"?',
    ],
    [
      "a hook without a condition",
      "steps: [[{name: a, template: work, hooks: {started: {template: work}}}]]",
      "started Expression required",
      "Only a hook named exit runs by itself; any other needs an `expression`.",
    ],
    ["a cycle of steps", "steps: [[{name: a, template: main}]]", "call each other without end"],
    ["a cycle of tasks", "dag: {tasks: [{name: a, template: main}]}", "call each other without end"],
    [
      "a cycle over an inline template",
      "steps: [[{name: a, inline: {dag: {tasks: [{name: b, template: main}]}}}]]",
      "call each other without end",
    ],
    [
      "a loop of ten million items",
      'steps: [[{name: a, template: work, withSequence: {count: "10000000"}}]]',
      "the run was cut off: withSequence has 10000000 items, more than 120000",
    ],
    [
      "a loop to the greatest number",
      'dag: {tasks: [{name: b, template: work}, {name: a, template: work, withSequence: {end: "9223372036854775807"}}]}',
      "the run was cut off: withSequence has ",
    ],
    [
      "a text that grows without end",
      "inputs: {parameters: [{name: x, value: abcdefgh}]}\n" +
        "    steps: [[{name: a, template: main, arguments: {parameters: [{name: x, value: " +
        '"{{inputs.parameters.x}}{{inputs.parameters.x}}{{inputs.parameters.x}}{{inputs.parameters.x}}"}]}}]]',
      "the run was cut off: tags make a text of ",
    ],
    [
      "a hook that doubles with each level",
      "dag: {tasks: [{name: a, inline: {suspend: {}}, hooks: {running: {template: main, " +
        "expression: 'tasks.a.status == \"Running\"'}}}]}",
      "the run was cut off: one reconcile of demo executes more than ",
    ],
    [
      "a condition nested too deeply",
      `steps: [[{name: a, template: work, when: "${nested(101, "1 == 1")}"}]]`,
      "the run was cut off: an expression is nested too deeply: more than 100 levels",
    ],
    [
      "an expression nested too deeply",
      `steps: [[{name: a, template: work, withParam: "{{=${nested(200, "[1]")}}}"}]]`,
      "the run was cut off: an expression is nested too deeply: more than 200 levels",
    ],
    [
      "a value nested too deeply",
      `steps: [[{name: a, template: work, withParam: "${"[".repeat(201)}${"]".repeat(201)}"}]]`,
      "the run was cut off: a JSON value is nested too deeply: more than 200 levels",
    ],
    [
      "templates nested too deeply",
      `steps: [[{name: a, template: t0}]]\n${Array.from({ length: 600 }, (_, i) => `  - {name: t${i}, steps: [[{name: a, template: ${i < 599 ? `t${i + 1}` : "work"}}]]}`).join("\n")}`,
      "the run was cut off: a template is nested too deeply: more than 150 levels",
    ],
  ])("%s", async (_what, main, message, hint = "") => {
    const folder = folderWith({ "a.yaml": workflowWith(main) });
    const { code, out, error } = await runDrydock("run", join(folder, "a.yaml"), "-q");
    expectOneMessage(error, message);
    expect(error).toContain(hint);
    expect(out).toMatch(/^✖ a on v4\.1\.2: 1 error; demo /);
    expect(code).toBe(2);
  });

  it("is no search's business", async () => {
    const folder = folderWith({ "a.yaml": workflowWith("steps: [[{name: a, template: wrk}]]") });
    const { code, out, error } = await runDrydock("fuzz", join(folder, "a.yaml"), "--engine", "v3.5.7");
    expectOneMessage(error, "Argo v3.5.7 refuses workflow demo");
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });

  it("is good when the scenario expects it", async () => {
    const refused = "manifests: [a.yaml]\nexpect: {workflow: {phase: Failed, message: 'invalid spec: *'}}";
    const folder = folderWith({
      "a.yaml": workflowWith("steps: [[{name: a, template: wrk}]]"),
      "b.yaml": workflowWith("steps: [[{name: a, template: main}]]"),
      "a.scenario.yaml": refused,
      "b.scenario.yaml": "manifests: [b.yaml]\nexpect: {workflow: Failed}",
    });
    const { code, error } = await runDrydock("run", folder, "-q");
    expect({ code, error }).toEqual({ code: 0, error: "" });
  });

  it.each([
    [
      "retries without a limit",
      "retryStrategy: {retryPolicy: Always}\n    container: {image: busybox, command: [run]}",
    ],
    ["a workflow that waits for ever", "suspend: {}"],
  ])("ends at the time limit of the scenario: %s", async (_what, main) => {
    const scenario = "manifests: [a.yaml]\npods: [{exitCode: 1}]\nlimit: 10m";
    const folder = folderWith({ "a.yaml": workflowWith(main), "a.scenario.yaml": scenario });
    const { code, out } = await runDrydock("run", folder, "-q");
    expect(out).toMatch(/^✔ a on v4\.1\.2: demo Running at 10m0s/);
    expect(code).toBe(0);
  });
});

describe("scenarios that cannot be played", () => {
  it.each([
    ["manifests: [a.yaml, a.yaml]", "is defined twice"],
    ["manifests: [x.scenario.yaml]", "this object has no kind"],
    ["manifests: [b.yaml]", "b.yaml: there is no such file"],
    ["manifests: [a.yaml]\npdos: []", 'Did you mean "pods"?'],
    ["manifests: [a.yaml]\nlimit: 5", "Write the unit, for example 5s."],
    ["manifests: [a.yaml]\nlimit: -5s", "the duration -5s is negative"],
    ["manifests: [a.yaml]\nactions: [{at: 1s, do: terminat}]", 'Did you mean "terminate"?'],
    ["manifests: [a.yaml]\nactions: [{do: stop}]", "an action needs either `at` or `when`"],
    ["manifests: [a.yaml]\nsubmit: [{workflow: dmo}]", 'Did you mean "demo"?'],
    ["manifests: [a.yaml]\nengine: v9", "unknown controller release"],
    ["manifests: [a.yaml]\nexpect: {violates: [nothing]}", 'unknown invariant "nothing"'],
    ["pods: []", "this scenario has no workflow"],
    ["manifests: [a.yaml]\nexpect: {refused: [x]}", 'refused[0] must be a map, not "x"'],
    ["manifests: [a.yaml]\npods: [[1]]", "pods[0] must be a map, not a list"],
  ])("%j", async (scenario, message) => {
    const folder = folderWith({ "a.yaml": demoManifest, "x.scenario.yaml": scenario });
    const { code, out, error } = await runDrydock("run", folder);
    expect(error).toMatch(/\.yaml:\d+:\d+: error: /);
    expectOneMessage(error, message);
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });
});

describe("a bug of drydock itself", () => {
  it("is told as such in one line, and exits with 3", async () => {
    let error = "";
    const terminal = {
      out: () => {
        throw new TypeError("cannot read properties of undefined");
      },
      error: (text: string) => {
        error += text;
      },
      colors: pico.createColors(false),
    };
    expect(await drydock(["invariants"], { ...terminal, debug: false })).toBe(3);
    expect(error.split("\n")[0]).toBe("This is a bug in drydock: cannot read properties of undefined");
    expect(error).toContain("Please report it");
    expect(error).not.toMatch(/^\s+at /m);
    expect(await drydock(["invariants"], { ...terminal, debug: true })).toBe(3);
    expect(error).toMatch(/^\s+at /m);
  });
});
