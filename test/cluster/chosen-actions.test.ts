import { describe, expect, it } from "vitest";
import { ObedientChoices } from "../../sim/choice/choice.ts";
import { RecordingChoices } from "../../sim/choice/choice-tape.ts";
import { ScriptedChoices } from "../../sim/choice/scripted-choices.ts";
import { simulate, told, twoSteps } from "./play.ts";

const suspended = `
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {name: demo}
spec:
  entrypoint: main
  templates:
  - name: main
    steps: [[{name: approve, template: wait}]]
  - name: wait
    suspend: {}
`;

/** The moments at which people are asked, with what they may do. */
function moments(manifest: string, script: Record<string, string> = {}) {
  const choices = new RecordingChoices(new ScriptedChoices(new Map(Object.entries(script))));
  simulate(manifest, { choices, timeLimit: 200_000 }).run();
  return choices.tape.filter(({ kind }) => kind === "action");
}

const labels = (manifest: string, script?: Record<string, string>) =>
  moments(manifest, script).map(({ label }) => label.replace("action:default/demo when ", ""));

function play(script: Record<string, string>, manifest = twoSteps): string[] {
  const choices = new ScriptedChoices(new Map(Object.entries(script)));
  const simulation = simulate(manifest, { choices, timeLimit: 200_000 });
  simulation.run();
  expect(choices.unused).toEqual([]);
  return told(simulation).filter((line) => / action|controller/.test(line));
}

describe("people", () => {
  it("are asked at each visible change of a workflow, under what is new with it", () => {
    expect(labels(twoSteps)).toEqual([
      "it is created",
      "demo[0].a is Pending",
      "demo[0].a is Succeeded",
      "demo[1].b is Succeeded",
    ]);
  });

  it("are asked about a node that waits for them", () => {
    const asked = moments(suspended).find(({ label }) => label.endsWith("demo[0].approve is Running"));
    expect(asked?.options).toEqual(expect.arrayContaining(["resume", "stop the node", "set the node Failed"]));
  });

  it("are offered what may be done to a workflow as it is", () => {
    const offered = (suffix: string, script?: Record<string, string>) =>
      moments(twoSteps, script).find(({ label }) => label.endsWith(suffix))?.options;
    expect(offered("demo[0].a is Pending")).toContain("terminate");
    expect(offered("demo[1].b is Succeeded")).toContain("resubmit");
    expect(offered("demo[1].b is Succeeded")).not.toContain("terminate");
    const script = { "action:default/demo when demo[0].a is Succeeded": "suspend" };
    expect(offered("it is suspended", script)).toContain("resume");
  });

  it("act at once, or after a delay that is a choice of its own", () => {
    const moment = "default/demo when demo[0].a is Succeeded";
    expect(play({ [`action:${moment}`]: "terminate" })).toEqual(["10000 action terminate"]);
    const late = play({ [`action:${moment}`]: "terminate", [`delay:terminate ${moment}`]: "2s" });
    expect(late).toEqual(["12000 action terminate"]);
  });

  it("act on a suspended node", () => {
    const script = { "action:default/demo when demo[0].approve is Running": "set the node Failed" };
    expect(play(script, suspended)).toEqual([expect.stringMatching(/action set$/)]);
  });

  it("act a few times at most", () => {
    const retry = { "action:default/demo when demo[1].b is Succeeded": "resubmit" };
    const resubmitted = labels(twoSteps, retry);
    expect(resubmitted.length).toBeLessThan(100);
  });

  it("are asked nothing where nobody decides", () => {
    const choices = new RecordingChoices(new ObedientChoices());
    const simulation = simulate(twoSteps, { choices });
    simulation.run();
    expect(choices.tape).toEqual([]);
  });
});

describe("the controller", () => {
  it("is restarted at a moment by choice", () => {
    const lines = play({ "restart:default/demo when demo[0].a is Succeeded": "for 30s" });
    expect(lines).toEqual([
      "10000 action restartController",
      "10000 controller workflow-controller stopped",
      "40000 controller workflow-controller started",
    ]);
  });
});
