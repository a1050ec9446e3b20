import { describe, expect, it } from "vitest";
import { RecordingChoices } from "../../sim/choice/choice-tape.ts";
import { ScriptedChoices } from "../../sim/choice/scripted-choices.ts";
import { playScenario } from "../../src/judge/play-scenario.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";
import { readableParts } from "../../src/search/findings/readable-parts.ts";

const workflow = `
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {name: demo}
spec:
  entrypoint: main
  templates:
  - name: main
    steps: [[{name: a, template: work}], [{name: b, template: work}]]
  - name: work
    retryStrategy: {limit: 2}
    container: {image: busybox, command: [run]}
`;

function load(fields: object) {
  const text = JSON.stringify({ workflow, ...fields });
  const { scenario, diagnostics } = loadScenario("case.yaml", () => ({ ok: true, text }));
  if (scenario === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return scenario;
}

const all = new Set(["pods", "actions", "faults"] as const);

/** The words for what a script makes of the workflow, and whether they make the same of it. */
function told(script: Record<string, string>, readable: ReadonlySet<"pods" | "actions" | "faults"> = all) {
  const recording = new RecordingChoices(new ScriptedChoices(new Map(Object.entries(script))));
  const { events } = playScenario(load({}), "v4.1.2", { choices: recording });
  const parts = readableParts(recording.tape, readable);
  const again = playScenario(load(parts), "v4.1.2");
  expect(again.warnings).toEqual([]);
  return { ...parts, isSame: JSON.stringify(again.events) === JSON.stringify(events) };
}

const nothing = { pods: [], actions: [], faults: [], choices: {} };

describe("choices in the words of a scenario", () => {
  it("about pods are rules", () => {
    expect(told({ "run:default/demo[0].a(0)": "1m0s", "end:default/demo[0].a(0)": "exit 2" })).toEqual({
      ...{ ...nothing, isSame: true },
      pods: [{ node: "demo[0].a(0)", exitCode: 2, run: "1m0s" }],
    });
  });

  it("about ends that are none of the pod's own are rules, too", () => {
    const { pods, isSame } = told({ "end:default/demo[0].a(0)": "evicted", "report:default/demo[1].b(0)": "10s late" });
    expect(pods).toEqual([
      { node: "demo[0].a(0)", end: "evicted" },
      { node: "demo[1].b(0)", taskResultDelay: "10s" },
    ]);
    expect(isSame).toBe(true);
  });

  it("about people are actions at their moments", () => {
    const moment = "default/demo when demo[0].a(0) is Succeeded";
    expect(told({ [`action:${moment}`]: "terminate", [`delay:terminate ${moment}`]: "2s" })).toEqual({
      ...{ ...nothing, isSame: true },
      actions: [{ when: { node: "demo[0].a(0)", phase: "Succeeded" }, after: "2s", do: "terminate" }],
    });
  });

  it("about people at the creation of a workflow are actions at their times", () => {
    const moment = "default/demo when it is created";
    expect(told({ [`action:${moment}`]: "stop", [`delay:stop ${moment}`]: "3s" })).toEqual({
      ...{ ...nothing, isSame: true },
      actions: [{ at: "3s", do: "stop" }],
    });
  });

  it("about a pod that people delete are actions on it", () => {
    const moment = "default/demo when demo[0].a(0) is Pending";
    const { actions, isSame } = told({ [`action:${moment}`]: "delete the pod" });
    expect(actions).toEqual([
      { when: { node: "demo[0].a(0)", phase: "Pending" }, do: "deletePod", node: "demo[0].a(0)" },
    ]);
    expect(isSame).toBe(true);
  });

  it("about restarts are actions", () => {
    const { actions, isSame } = told({ "restart:default/demo when demo[0].a(0) is Succeeded": "for 30s" });
    expect(actions).toEqual([
      { when: { node: "demo[0].a(0)", phase: "Succeeded" }, do: "restartController", for: "30s" },
    ]);
    expect(isSame).toBe(true);
  });

  it("about the first request of its sort are faults", () => {
    expect(told({ "request:create pods/default/demo[1].b(0)#1": "unavailable" })).toEqual({
      ...{ ...nothing, isSame: true },
      faults: [{ do: "unavailable", verb: "create", resource: "pods", node: "demo[1].b(0)", times: 1 }],
    });
  });

  it("stay choices where there are no other words", () => {
    const second = { "request:update workflows.argoproj.io/default/demo#2": "conflict" };
    expect(told(second)).toEqual({ ...nothing, choices: second, isSame: true });
  });

  it("stay choices where no other words are wanted", () => {
    const label = "end:default/demo[0].a(0)";
    expect(told({ [label]: "exit 1" }, new Set())).toEqual({
      ...{ ...nothing, isSame: true },
      choices: { [label]: "exit 1" },
    });
  });
});

describe("one of several pods of a node", () => {
  const again = `
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {name: demo}
spec:
  entrypoint: work
  templates:
  - {name: work, container: {image: busybox, command: [run]}}
`;

  it("has a rule of its own, after one for each pod before it", () => {
    const scenario = load({ workflow: again });
    const script = new Map([
      ["end:default/demo#1", "exit 1"],
      ["action:default/demo when demo is Failed", "retry"],
      ["run:default/demo#2", "20s"],
    ]);
    const recording = new RecordingChoices(new ScriptedChoices(script));
    const { events } = playScenario(scenario, "v4.1.2", { choices: recording });
    const parts = readableParts(recording.tape, all);
    expect(parts.pods).toEqual([
      { node: "demo", times: 1, exitCode: 1 },
      { node: "demo", run: "20s" },
    ]);
    expect(playScenario(load({ workflow: again, ...parts }), "v4.1.2").events).toEqual(events);
  });
});
