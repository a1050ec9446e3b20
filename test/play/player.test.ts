import { describe, expect, it } from "vitest";
import { invariants } from "../../src/invariants/index.ts";
import { moments } from "../../src/judge/moment.ts";
import type { PlayResult } from "../../src/judge/play-result.ts";
import { playScenario } from "../../src/judge/play-scenario.ts";
import { loadDemo } from "../scenario/files.ts";

function playDemo(scenario: string, engine = "v4.1.2"): PlayResult {
  return playScenario(loadDemo(`manifests: [demo.yaml]\n${scenario}`), engine, { invariants });
}

function finalPhases(result: PlayResult): Record<string, string> {
  const nodes = result.workflows.flatMap(({ status }) => [...status.nodes.values()]);
  return Object.fromEntries(nodes.map(({ name, phase }) => [name, phase]));
}

/** When each event of these kinds was, and what. */
function told(result: PlayResult, ...kinds: string[]): string[] {
  return result.events.flatMap(({ t, kind, object, data }) =>
    kinds.includes(kind) ? [`${t} ${kind} ${object} ${typeof data === "string" ? data : JSON.stringify(data)}`] : [],
  );
}

describe("playScenario", () => {
  it("lets every pod succeed unless told otherwise", () => {
    const result = playDemo("");
    expect(result).toMatchObject({ engine: "v4.1.2", end: { kind: "quiet" }, violations: [], warnings: [] });
    expect(new Set(Object.values(finalPhases(result)))).toEqual(new Set(["Succeeded"]));
  });

  it("serves each pod by the first rule that fits it, and times counts the pods", () => {
    const result = playDemo(`
defaults: {pending: 2s}
pods:
- {template: work, times: 1, run: 1s}
- {node: "demo[1]*", exitCode: 3, message: boom}
- {template: work, exitCode: 4}
`);
    expect(told(result, "pod").filter((line) => !line.includes("onExit") && !line.includes("Created"))).toEqual([
      "2000 pod demo[0].build Running",
      "3000 pod demo[0].build Succeeded exit 0",
      "12000 pod demo[1].test Running",
      "17300 pod demo[1].test Failed exit 3",
    ]);
  });

  it("takes display names wherever it takes a pattern of nodes", () => {
    const byRule = playDemo("pods: [{node: build, exitCode: 3}]");
    expect(finalPhases(byRule)["demo[0].build"]).toBe("Failed");
    const byAction = playDemo("pods: [{run: 1m}]\nactions: [{at: 30s, do: evict, node: build}]");
    expect(finalPhases(byAction)["demo[0].build"]).toBe("Error");
    const byFault = playDemo("faults: [{do: podCreateDenied, node: build}]");
    expect(finalPhases(byFault)["demo[0].build"]).toBe("Error");
  });

  it("warns of a rule that no pod matched and of a condition that never came true, at their places", () => {
    const { warnings } = playDemo(`pods: [{template: work}, {template: wrk}]
actions: [{when: {node: deploy}, do: stop}]`);
    expect(warnings.map(({ message, source }) => [message, source.line, source.column])).toEqual([
      ["no pod matched this rule", 2, 26],
      ["this condition never came true, so nothing was done", 3, 18],
    ]);
  });

  it("warns of a container that no pod has", () => {
    expect(playDemo("pods: [{template: work, containers: {main: {exitCode: 1}, mian: {}}}]").warnings).toMatchObject([
      { code: "unknown-container", message: 'no pod of this rule has a container "mian", but init, main, wait' },
    ]);
  });

  it.each([
    ["{node: biuld, phase: Running}", 'Did you mean "build"?'],
    [
      "{node: build, phase: Running}",
      "demo[0].build was Pending, then Succeeded. A phase is seen only if it lasts until the controller looks again.",
    ],
    ["{workflow: Failed}", undefined],
  ])("says why %s may never have come true", (when, hint) => {
    const { warnings } = playDemo(`actions: [{when: ${when}, do: stop}]`);
    expect(warnings.map((warning) => warning.hint)).toEqual([hint]);
  });

  it("does what is due at a time", () => {
    const result = playDemo("actions: [{at: 3s, do: suspend}, {at: 40s, do: resume}]");
    expect(told(result, "action")).toEqual([
      '3000 action demo {"do":"suspend","node":""}',
      '40000 action demo {"do":"resume","node":""}',
    ]);
    expect(finalPhases(result)["demo[1].test"]).toBe("Succeeded");
  });

  it("does what waits for a node once, some time after its phase was written", () => {
    const result = playDemo(`pods: [{node: "*.test", run: 1m}]
actions: [{when: {node: test, phase: Pending}, after: 500ms, do: terminate}]`);
    expect(told(result, "action")).toEqual(['10500 action demo {"do":"terminate","node":""}']);
    expect(finalPhases(result)).toMatchObject({ "demo[0].build": "Succeeded", "demo[1].test": "Failed" });
    expect(finalPhases(result)["demo.onExit"]).toBeUndefined();
  });

  it("does what waits for a workflow", () => {
    const result = playDemo("actions: [{when: {workflow: Succeeded}, after: 1s, do: delete}]");
    expect(told(result, "workflow")).toEqual(["31000 workflow demo Deleted"]);
  });

  it("tells the error that the user sees", () => {
    const result = playDemo("actions: [{at: 0s, do: resume, node: nothing}]");
    expect(told(result, "actionError")).toHaveLength(1);
  });

  it("refuses pods while a fault lasts", () => {
    const faults = 'faults: [{from: 5s, to: 25s, do: podQuotaExceeded, node: "*.test"}]';
    const result = playDemo(faults);
    expect(told(result, "fault").map((line) => line.split(" ")[0])).toEqual(["10000", "20000"]);
    expect(finalPhases(result)["demo[1].test"]).toBe("Succeeded");
  });

  it("ends at the limit", () => {
    expect(playDemo("limit: 12s")).toMatchObject({ end: { kind: "limit" }, endedAt: 12_000 });
  });

  it("submits workflows when they are due, with their arguments", () => {
    const result = playScenario(
      loadDemo(`
workflow:
  apiVersion: argoproj.io/v1alpha1
  kind: Workflow
  metadata: {name: late}
  spec:
    entrypoint: work
    arguments: {parameters: [{name: kept, value: a}, {name: x, value: b}]}
    templates: [{name: work, container: {image: busybox, args: ["{{workflow.parameters.x}}"]}}]
submit: [{workflow: late, at: 7s, parameters: {x: 3}}]
`),
      "v4.1.2",
    );
    expect(moments(result.events).next().value?.t).toBe(7000);
    expect(result.workflows[0]?.spec.arguments?.parameters).toEqual([
      { name: "x", value: "3" },
      { name: "kept", value: "a" },
    ]);
  });

  it("submits one workflow several times under other names, as argo submit --name and --priority", () => {
    const { workflows, warnings } = playDemo(
      "submit: [{workflow: demo, name: first}, {workflow: demo, name: second, at: 1m, priority: 7}]",
    );
    expect(workflows.map(({ metadata, spec }) => [metadata.name, spec.priority])).toEqual([
      ["first", undefined],
      ["second", 7],
    ]);
    expect(warnings).toEqual([]);
  });

  it("warns of a submission that is refused because the name is taken", () => {
    const { warnings } = playDemo("submit: [{workflow: demo}, {workflow: demo, at: 1m}]");
    expect(warnings).toMatchObject([
      {
        code: "refused-submission",
        message: 'this was refused: workflows.argoproj.io "demo" already exists',
        source: { line: 2, column: 28 },
      },
    ]);
  });

  it.each([
    ["WorkflowTemplate", "workflowtemplate/shared", {}, "workflow-template"],
    ["ClusterWorkflowTemplate", "cwftmpl/shared", { clusterScope: true }, "cluster-workflow-template"],
  ])("makes a workflow of a %s, as argo submit --from", (kind, from, scope, label) => {
    const scenario = loadDemo(`
objects:
- apiVersion: argoproj.io/v1alpha1
  kind: ${kind}
  metadata: {name: shared}
  spec:
    entrypoint: work
    arguments: {parameters: [{name: x, value: a}]}
    templates: [{name: work, container: {image: busybox, args: ["{{workflow.parameters.x}}"]}}]
submit: [{from: ${from}, name: mine, parameters: {x: b}}]
actions: [{at: 5s, do: stop}]
`);
    const [workflow] = playScenario(scenario, "v4.1.2").workflows;
    expect(workflow?.metadata).toMatchObject({ name: "mine", namespace: "default" });
    expect(workflow?.metadata.labels?.[`workflows.argoproj.io/${label}`]).toBe("shared");
    expect(workflow?.spec).toMatchObject({
      workflowTemplateRef: { name: "shared", ...scope },
      arguments: { parameters: [{ name: "x", value: "b" }] },
      shutdown: "Stop",
    });
  });

  it("goes on after the end of its workflows if it is told to", () => {
    expect(playDemo("until: 1h").endedAt).toBeGreaterThan(3_600_000);
    expect(playDemo("until: 3h\nlimit: 1h").endedAt).toBe(3 * 3_600_000);
  });

  it("applies changed objects, as kubectl does", () => {
    const template = (image: string) =>
      `{apiVersion: argoproj.io/v1alpha1, kind: WorkflowTemplate, metadata: {name: shared}, ` +
      `spec: {entrypoint: work, templates: [{name: work, container: {image: ${image}}}]}}`;
    const scenario = loadDemo(`
objects: [${template("old")}]
submit: [{from: wftmpl/shared, name: before}, {from: wftmpl/shared, name: after, at: 1m}]
actions:
- {at: 30s, do: apply, object: ${template("new")}}
- {at: 31s, do: apply, object: {apiVersion: v1, kind: ConfigMap, metadata: {name: added}}}
`);
    const { workflows, warnings, events } = playScenario(scenario, "v4.1.2");
    const images = workflows.map(
      ({ status }) => status.storedWorkflowTemplateSpec?.templates?.[0]?.container?.image ?? "none",
    );
    expect(images).toEqual(["old", "new"]);
    expect(warnings).toEqual([]);
    expect(events.filter(({ kind }) => kind === "action").map(({ object }) => object)).toEqual(["shared", "added"]);
  });

  it("warns of an action that was refused, unless that is expected", () => {
    const scenario = "actions: [{at: 1s, do: retry}]";
    expect(playDemo(scenario).warnings).toMatchObject([
      {
        code: "refused-action",
        message: "this was refused: Cannot retry a workflow in phase Running",
        source: { line: 2 },
      },
    ]);
    expect(playDemo(`${scenario}\nexpect: {refused: [{do: retry}]}`).warnings).toEqual([]);
  });

  it("plays the same every time", () => {
    const scenario = 'actions: [{when: {node: "*.onExit"}, do: stop}]\npods: [{template: work, exitCode: 1}]';
    expect(JSON.stringify(playDemo(scenario).events)).toBe(JSON.stringify(playDemo(scenario).events));
  });

  it("throws when there is no such release", () => {
    expect(() => playDemo("", "v1.0.0")).toThrow(/unknown controller release "v1.0.0"/);
  });
});
