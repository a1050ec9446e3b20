import { describe, expect, it } from "vitest";
import { formatDiagnostic } from "../../src/manifest/diagnostic.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";
import { demoManifest, loadDemo, readFrom } from "./files.ts";

/** Everything there is to say about a scenario file beside the demo manifest. */
function complaintsAbout(scenario: string): string[] {
  const files = readFrom({ "case.scenario.yaml": scenario, "demo.yaml": demoManifest });
  const { diagnostics } = loadScenario("case.scenario.yaml", files);
  return diagnostics.map((diagnostic) => formatDiagnostic(diagnostic));
}

describe("a scenario file", () => {
  it("is read with its durations in milliseconds and its defaults", () => {
    const { scenario, name } = loadDemo(`
name: two minutes
manifests: demo.yaml
engine: v3.5.7
defaults: {pending: 1.5s}
pods: [{template: work, run: 1m, onSigterm: ignore}, {node: "*", onSigterm: 2s, times: 2}]
actions: [{when: {node: test, phase: Running}, after: 250ms, do: stop}, {at: 0, do: restartController}]
`);
    expect(name).toBe("two minutes");
    expect(scenario).toMatchObject({
      manifests: ["demo.yaml"],
      engine: ["v3.5.7"],
      defaults: { pending: 1500 },
      pods: [
        { run: 60_000, onSigterm: "ignore" },
        { onSigterm: 2000, times: 2 },
      ],
      actions: [{ after: 250 }, { at: 0, for: 1000 }],
    });
  });

  it("is called by its file when it has no name", () => {
    expect(loadDemo("manifests: [demo.yaml]").name).toBe("demo");
  });

  it("may hold its workflow itself, as an object or as text", () => {
    const asObject = `workflow:${demoManifest.replaceAll("\n", "\n  ")}`;
    const asText = `workflow: |${demoManifest.replaceAll("\n", "\n  ")}`;
    for (const scenario of [asObject, asText]) {
      expect(loadDemo(scenario).objects.map(({ kind, name }) => `${kind} ${name}`)).toEqual(["Workflow demo"]);
    }
  });

  it("tells the place in the file of what is wrong in an inline workflow", () => {
    const scenario = `name: inline\nworkflow:${demoManifest.replace("onExit", "onExist").replaceAll("\n", "\n  ")}`;
    expect(complaintsAbout(scenario)).toEqual([
      'case.scenario.yaml:9:5: warning: spec (a WorkflowSpec) has no field "onExist"; Argo ignores it\n  Did you mean "onExit"?',
    ]);
  });

  it("keeps the values of parameters as they were written", () => {
    const { scenario } = loadDemo(`
manifests: [demo.yaml]
submit: [{workflow: demo, parameters: {version: 1.10, n: yes, date: 2026-03-02}}]
pods: [{exitCode: 1, outputs: {result: 007, parameters: {on: off}}}]
controller: {environment: {INFORMER_WRITE_BACK: false}}
expect: {nodes: {demo: {outputs: {result: 0.10, parameters: {y: null}}}}}
`);
    expect(scenario.submit?.[0]?.parameters).toEqual({ version: "1.10", n: "yes", date: "2026-03-02" });
    expect(scenario.pods?.[0]).toMatchObject({ exitCode: 1, outputs: { result: "007", parameters: { on: "off" } } });
    expect(scenario.controller?.environment).toEqual({ INFORMER_WRITE_BACK: "false" });
    const { demo } = scenario.expect?.nodes ?? {};
    expect(demo).toMatchObject({ outputs: { result: "0.10", parameters: { y: null } } });
  });

  it("is played on all recorded releases if it says so", () => {
    const engines = (engine: string) => loadDemo(`manifests: [demo.yaml]\nengine: ${engine}`).scenario.engine;
    expect(engines("all")).toEqual(["v3.5.7", "v3.6.19", "v3.7.18", "v4.0.10", "v4.1.2"]);
    expect(engines("v3.5.8")).toEqual(["v3.5.8"]);
  });

  it("may be a bare manifest", () => {
    const { scenario } = loadScenario("dir/demo.yaml", readFrom({ "dir/demo.yaml": demoManifest }));
    expect(scenario).toMatchObject({ name: "demo", path: "dir/demo.yaml" });
    expect(scenario?.objects).toHaveLength(1);
  });

  it("finds its manifests beside itself", () => {
    const files = { "dir/a.scenario.yaml": "manifests: [../demo.yaml]", "demo.yaml": demoManifest };
    expect(loadScenario("dir/a.scenario.yaml", readFrom(files)).scenario?.objects).toHaveLength(1);
  });
});

describe("a wrong scenario file", () => {
  const demo = "manifests: [demo.yaml]\n";
  it.each([
    ["unknown field", `${demo}limt: 2h`, '2:1: error: unknown field "limt"\n  Did you mean "limit"?'],
    [
      "unknown action",
      `${demo}actions: [{at: 1s, do: terminat}]`,
      '2:24: error: unknown action "terminat"\n  Did you mean "terminate"?',
    ],
    [
      "unknown phase",
      `${demo}actions: [{when: {phase: Runing}, do: stop}]`,
      '2:26: error: unknown phase "Runing"\n  Did you mean "Running"?',
    ],
    [
      "field of another action",
      `${demo}actions: [{at: 1s, do: suspend, node: a}]`,
      '2:33: error: unknown field "node"\n  The fields known here are do, at, when, after, workflow.',
    ],
    [
      "negative time",
      `${demo}actions: [{at: -1s, do: stop}]`,
      "2:16: error: the duration -1s is negative\n  Time starts at 0s and only moves forward.",
    ],
    [
      "time without a unit",
      `${demo}limit: 30`,
      '2:8: error: "30" is not a duration\n  Write the unit, for example 30s.',
    ],
    [
      "action without a moment",
      `${demo}actions: [{do: stop}]`,
      "2:11: error: an action needs either `at` or `when`\n  Use `at: 12s` for a moment, `when: {...}` for an event.",
    ],
    ["action without do", `${demo}actions: [{at: 1s}]`, '2:11: error: the field "do" is missing'],
    ["wrong type", `${demo}pods: [{exitCode: "1"}]`, '2:19: error: exitCode must be a number, not "1"'],
    ["text for a list", `${demo}pods: none`, '2:7: error: pods must be a list, not "none"'],
    [
      "unknown engine",
      `${demo}engine: v9.9.9`,
      '2:9: error: unknown controller release "v9.9.9": releases from v3.5.0 to v4.1.x are modelled, for example v4.1.2',
    ],
    [
      "unknown invariant",
      `${demo}expect: {violates: [finished-workflow-stays-as-it-was]}`,
      '2:21: error: unknown invariant "finished-workflow-stays-as-it-was"\n  Did you mean "finished-workflow-stays-as-it-is"?',
    ],
    [
      "no range of releases",
      `${demo}expect: {engines: {new: {}}}`,
      '2:25: error: "new" is not a range of releases\n  Write a range such as <3.5.8, >=3.5.8 or 3.5.x.',
    ],
    [
      "unknown workflow",
      `${demo}submit: [{workflow: dmo}]`,
      '2:21: error: unknown workflow "dmo"\n  Did you mean "demo"?',
    ],
    [
      "submission of nothing",
      `${demo}submit: [{at: 1s}]`,
      "2:10: error: a submission needs either `workflow` or `from`\n" +
        "  Use `workflow: NAME` for a Workflow, `from: workflowtemplate/NAME` for a template.",
    ],
    [
      "submission from something else",
      `${demo}submit: [{from: job/demo}]`,
      '2:17: error: nothing can be submitted from "job/demo"\n' +
        "  Write workflowtemplate/NAME or clusterworkflowtemplate/NAME.",
    ],
    [
      "unknown template",
      `${demo}submit: [{from: wftmpl/deploy}]`,
      '2:17: error: unknown WorkflowTemplate "deploy"\n  The manifests have no WorkflowTemplate.',
    ],
    [
      "applied workflow",
      `${demo}actions: [{at: 1s, do: apply, object: {apiVersion: argoproj.io/v1alpha1, kind: Workflow, metadata: {name: a}, spec: {}}}]`,
      "2:74: error: a Workflow cannot be applied\n  Submit it instead.",
    ],
    ["missing manifest", "manifests: [nowhere.yaml]", "1:13: error: nowhere.yaml: there is no such file"],
    [
      "nothing to play",
      "name: empty",
      "1:1: error: this scenario has no workflow\n  Name a file in `manifests:`, or write the Workflow under `workflow:`.",
    ],
    ["empty file", "", "1:1: error: this file holds no document"],
    ["binary file", "\0\x01", "1:1: error: this is a binary file, not YAML or JSON"],
  ])("%s", (_what, scenario, complaint) => {
    expect(complaintsAbout(scenario)).toEqual([`case.scenario.yaml:${complaint}`]);
  });

  it("is refused with every complaint that there is", () => {
    expect(complaintsAbout(`${demo}pod: []\nfaults: [{do: podQuotaExeeded}]`)).toHaveLength(2);
  });

  it("is not there", () => {
    const { diagnostics } = loadScenario("a.yaml", readFrom({}));
    expect(diagnostics.map(({ message }) => message)).toEqual(["a.yaml: there is no such file"]);
  });

  it("is named with its manifest when that is wrong", () => {
    const files = readFrom({ "a.scenario.yaml": demo, "demo.yaml": "kind: Workflw\napiVersion: argoproj.io/v1alpha1" });
    const { scenario, diagnostics } = loadScenario("a.scenario.yaml", files);
    expect(scenario).toBeUndefined();
    expect(diagnostics[0]?.source.file).toBe("demo.yaml");
  });

  it.each([["semaphores: [{database: {key: k}}]"], ["mutexes: [{name: m, database: true}]"]])(
    "tells where a manifest asks for a lock in a database: %s",
    (lock) => {
      const text = `
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {name: demo}
spec:
  entrypoint: work
  templates:
  - name: work
    synchronization:
      ${lock}
    container: {image: busybox}
`;
      expect(loadScenario("wf.yaml", () => ({ ok: true, text })).diagnostics).toMatchObject([
        { severity: "warning", code: "not-modelled", source: { file: "wf.yaml", line: 10 } },
      ]);
    },
  );
});
