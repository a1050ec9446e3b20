import { describe, expect, it } from "vitest";
import { RecordingChoices } from "../../sim/choice/choice-tape.ts";
import { ScriptedChoices } from "../../sim/choice/scripted-choices.ts";
import { behaviourOfOption, ChosenPods } from "../../src/cluster/nodes/chosen-pods.ts";
import type { PodBehaviour, PodSubject } from "../../src/cluster/nodes/pod-behaviour.ts";
import { simulate, told, twoSteps } from "./play.ts";

const subject: PodSubject = {
  ...{ kind: "pod", namespace: "default", workflowName: "demo", nodeName: "demo[0].a", displayName: "a" },
  ...{ templateName: "work", containers: ["main", "wait"] },
};

function choosing(script: Record<string, string>, rule: PodBehaviour = {}, special: readonly number[] = []) {
  const choices = new RecordingChoices(new ScriptedChoices(new Map(Object.entries(script))));
  return { pods: new ChosenPods({ behaviourOf: () => rule }, choices, special), choices };
}

const asked = (rule: PodBehaviour, of: PodSubject = subject) => {
  const { pods, choices } = choosing({}, rule);
  pods.behaviourOf(of);
  return choices.tape.map(({ label }) => label);
};

/** What happens when pods behave by a script. */
function play(script: Record<string, string>): string[] {
  const choices = new ScriptedChoices(new Map(Object.entries(script)));
  const simulation = simulate(twoSteps, { choices });
  simulation.run();
  expect(choices.unused).toEqual([]);
  expect(choices.unknownOptions).toEqual([]);
  return told(simulation);
}

describe("what a pod does by choice", () => {
  it("is as usual unless it is chosen otherwise", () => {
    expect(choosing({}).pods.behaviourOf(subject)).toEqual({});
    const { pods } = choosing({ "run:default/demo[0].a": "1m0s", "end:default/demo[0].a": "exit 2" });
    expect(pods.behaviourOf(subject)).toEqual({ run: 60_000, exitCode: 2 });
  });

  it("is asked for where the rule does not say it, under the name of the node in its namespace", () => {
    expect(asked({})).toEqual(["end", "pending", "run", "report"].map((kind) => `${kind}:default/demo[0].a`));
    expect(asked({ exitCode: 0, run: 5 })).toEqual(["pending:default/demo[0].a", "report:default/demo[0].a"]);
    expect(asked({ pending: 5, run: 5, stuck: "ImagePullBackOff" })).toEqual([]);
  });

  it("has no report in a task of the agent, which has no executor", () => {
    const task: PodSubject = { ...subject, kind: "task", containers: [] };
    expect(asked({}, task)).toEqual(["end", "pending", "run"].map((kind) => `${kind}:default/demo[0].a`));
  });

  it("may be what the manifests speak of, or a second less or more", () => {
    const { pods, choices } = choosing({}, {}, [90_000]);
    pods.behaviourOf(subject);
    const run = choices.tape.find(({ kind }) => kind === "run");
    expect(run?.options).toEqual(expect.arrayContaining(["1m30s", "1m29s", "1m31s"]));
    expect(run?.options[0]).toBe("as usual");
  });

  it("is offered in one and the same list each time", () => {
    const { pods, choices } = choosing({});
    pods.behaviourOf(subject);
    pods.behaviourOf({ ...subject, nodeName: "demo[1].b" });
    const [first, second] = choices.tape.filter(({ kind }) => kind === "run");
    expect(first?.options).toBe(second?.options);
  });

  it("can be told by the fields of a rule", () => {
    const { pods, choices } = choosing({});
    pods.behaviourOf({ ...subject, containers: ["init", "main", "wait"] });
    for (const { kind, label, options } of choices.tape) {
      for (const option of options.slice(1)) {
        const chosen = choosing({ [label]: option }).pods.behaviourOf({ ...subject, containers: ["init"] });
        expect(behaviourOfOption(kind as "end", option)).toEqual(chosen);
      }
    }
  });
});

describe("a pod that by choice", () => {
  it("is evicted, ends so after its run", () => {
    expect(play({ "end:default/demo[0].a": "evicted" })).toEqual(
      expect.arrayContaining(["1100 pod demo[0].a Running", "6400 pod demo[0].a Evicted"]),
    );
  });

  it("is deleted, is gone after its run", () => {
    const lines = play({ "end:default/demo[0].a#1": "deleted", "run:default/demo[0].a#1": "10s" });
    expect(lines).toContain("11100 pod demo[0].a Deleted");
  });

  it("reports late or never, ends as usual", () => {
    const late = play({ "report:default/demo[0].a": "1m late" });
    expect(late.at(-1)).toMatch(/demo is Succeeded$/);
    expect(Number(late.at(-1)?.split(" ")[0])).toBeGreaterThan(60_000);
    expect(play({ "report:default/demo[0].a": "lost" }).some((line) => line.includes("Succeeded exit 0"))).toBe(true);
  });

  it("ignores SIGTERM, is asked for that when the first one comes", () => {
    const lines = play({
      "action:default/demo when demo[0].a is Pending": "terminate",
      "run:default/demo[0].a": "1m0s",
      "signal:default/demo[0].a": "ignore",
    });
    expect(lines).toContainEqual(expect.stringMatching(/demo\[0\]\.a SIGTERM ignored$/));
    expect(lines).toContainEqual(expect.stringMatching(/demo\[0\]\.a Failed exit 137$/));
  });
});
