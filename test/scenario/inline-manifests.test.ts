import { describe, expect, it } from "vitest";
import { formatDiagnostic } from "../../src/manifest/diagnostic.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";

/** A Workflow, or a template, in one line. */
const object = (kind: string, name: string) =>
  `{apiVersion: argoproj.io/v1alpha1, kind: ${kind}, metadata: {name: ${name}}, spec: {entrypoint: main, templates: [{name: main, suspend: {}}]}}`;

function load(text: string) {
  const { scenario, diagnostics } = loadScenario("x.scenario.yaml", () => ({ ok: true, text }));
  return {
    objects: scenario?.objects.map(({ kind, name }) => `${kind} ${name}`),
    told: diagnostics.map((diagnostic) => formatDiagnostic(diagnostic)),
  };
}

describe("manifests within a scenario file", () => {
  it("are the ones that count when a key is set twice, as is said", () => {
    const { objects, told } = load(`workflow: ${object("Workflow", "a")}\nworkflow: ${object("Workflow", "b")}\n`);
    expect(objects).toEqual(["Workflow b"]);
    expect(told).toEqual([
      'x.scenario.yaml:2:1: warning: key "workflow" is set twice in this map; the last one counts',
    ]);
  });

  it("are the objects that count when they are listed twice", () => {
    const first = `objects: [${object("WorkflowTemplate", "a")}, ${object("WorkflowTemplate", "c")}]`;
    const second = `objects: [${object("WorkflowTemplate", "b")}]`;
    const { objects, told } = load(`${first}\n${second}\nsubmit: [{from: workflowtemplate/b}]\n`);
    expect(objects).toEqual(["WorkflowTemplate b"]);
    expect(told).toHaveLength(1);
  });

  it("may come in by a merge key, and by aliases to anchors elsewhere in the file", () => {
    const merged = `description: ""\n<<: {workflow: ${object("Workflow", "a")}}\n`;
    expect(load(merged)).toEqual({ objects: ["Workflow a"], told: [] });
    const aliased = `
actions:
- at: 1s
  do: apply
  object: &template ${object("WorkflowTemplate", "t")}
objects: [*template]
workflow: ${object("Workflow", "a").replace("{entrypoint: main", "{<<: {entrypoint: other}, entrypoint: main")}
`;
    expect(load(aliased)).toEqual({ objects: ["Workflow a", "WorkflowTemplate t"], told: [] });
  });

  it("are told about at their place, whether they are YAML, JSON or text", () => {
    const unknown = object("Workflow", "a").replace("entrypoint", "entryPoint");
    expect(load(`<<: {workflow: ${unknown}}`).told[0]).toMatch(
      /^x\.scenario\.yaml:1:\d+: warning: spec \(a WorkflowSpec\) has no field "entryPoint"/,
    );
    const json = JSON.stringify({ workflow: { apiVersion: "argoproj.io/v1alpha1", kind: "Workflo" } });
    expect(load(json).told[0]).toContain('x.scenario.yaml:1:50: error: unknown kind "Workflo"');
    expect(load("workflow: |\n  kind: Workflow\n").told[0]).toContain("x.scenario.yaml#workflow:1:1: error: ");
    expect(load("workflow: [1]").told[0]).toMatch(/^x\.scenario\.yaml:1:11: error: /);
  });
});
