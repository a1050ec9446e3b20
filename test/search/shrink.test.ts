import { describe, expect, it } from "vitest";
import { RecordingChoices } from "../../sim/choice/choice-tape.ts";
import { deviationsOf } from "../../sim/choice/deviations.ts";
import { type ChoiceScript, ScriptedChoices } from "../../sim/choice/scripted-choices.ts";
import type { Violation } from "../../src/invariants/invariant.ts";
import { type SearchFinding, signatureOf } from "../../src/search/findings/finding.ts";
import { shrink } from "../../src/search/shrink/shrink.ts";

const violation: Violation = {
  ...{ invariant: "one-pod-per-node", workflow: "demo", nodes: ["demo[0].a"], message: "two pods", t: 1000 },
};
const other: Violation = { ...violation, invariant: "nodes-only-grow" };

const commands = ["nothing", "terminate", "stop"];
const durations = ["at once", "1m", "10s", "1s", "700ms"];

/** What is asked in a run: who acts at a moment is asked for the delay. */
function run(script: ChoiceScript) {
  const choices = new RecordingChoices(new ScriptedChoices(script));
  for (const node of ["a", "b", "c"]) choices.choose("run", `run:default/demo.${node}`, durations);
  for (const what of ["a is Running", "a is Failed", "b is Running"]) {
    const command = commands[choices.choose("action", `action:default/demo when ${what}`, commands)];
    if (command !== "nothing") choices.choose("delay", `delay:${command} default/demo when ${what}`, durations);
  }
  return choices.tape;
}

const complicated = new Map([
  ["run:default/demo.a#1", "700ms"],
  ["run:default/demo.b#1", "1s"],
  ["run:default/demo.c#1", "10s"],
  ["action:default/demo when a is Running#1", "stop"],
  ["delay:stop default/demo when a is Running#1", "700ms"],
  ["action:default/demo when b is Running#1", "terminate"],
]);

/** What is left of the complicated choices when the predicate says which are enough; else something else is violated. */
function shrunk(isViolated: (choices: Readonly<Record<string, string>>) => boolean) {
  const deviations = deviationsOf(run(complicated));
  const finding: SearchFinding = {
    ...{ signature: signatureOf(violation), engine: "v4.1.2", violations: [violation], count: 1, deviations },
  };
  let plays = 0;
  const found = shrink(finding, (script) => {
    plays++;
    const tape = run(script);
    return { tape, violations: isViolated(told(deviationsOf(tape))) ? [violation] : [other] };
  });
  return { choices: told(found.deviations), plays };
}

function told(deviations: SearchFinding["deviations"]): Record<string, string> {
  return Object.fromEntries(deviations.map(({ label, options, chosen }) => [label, options[chosen] as string]));
}

describe("shrinking", () => {
  it("leaves nothing when nothing is needed", () => {
    expect(shrunk(() => true).choices).toEqual({});
  });

  it("changes nothing when everything is needed", () => {
    const whole = JSON.stringify(told(deviationsOf(run(complicated))));
    expect(JSON.stringify(shrunk((choices) => JSON.stringify(choices) === whole).choices)).toBe(whole);
  });

  it("keeps the choices that matter", () => {
    const { choices, plays } = shrunk(
      (all) => all["run:default/demo.c"] === "10s" && "action:default/demo when b is Running" in all,
    );
    expect(choices).toEqual({
      "run:default/demo.c": "10s",
      "action:default/demo when b is Running": "terminate",
    });
    expect(plays).toBeLessThan(40);
  });

  it("takes the first of the options that do", () => {
    const { choices } = shrunk((all) => ["10s", "1s", "700ms"].includes(all["run:default/demo.a"] ?? ""));
    expect(choices).toEqual({ "run:default/demo.a": "10s" });
  });

  it("acts at another moment rather than some time after one", () => {
    const acts = (all: Readonly<Record<string, string>>, what: string) =>
      all[`action:default/demo when ${what}`] === "stop";
    const { choices } = shrunk(
      (all) =>
        (acts(all, "a is Running") && all["delay:stop default/demo when a is Running"] === "700ms") ||
        acts(all, "a is Failed"),
    );
    expect(choices).toEqual({ "action:default/demo when a is Failed": "stop" });
  });

  it("does not slip to another violation", () => {
    const { choices } = shrunk((all) => "run:default/demo.a" in all);
    expect(choices).toEqual({ "run:default/demo.a": "1m" });
  });
});

describe("the signature of a violation", () => {
  const signature = (workflow: string, ...nodes: readonly string[]) => signatureOf({ ...violation, workflow, nodes });

  it("is the same for other positions, items and workflows", () => {
    expect(signature("a", "a[0].x(1:b)", "a[0]")).toBe(signature("b", "b[12]", "b[3].x(0:c)", "b[2].x(1:d)"));
  });

  it("differs for other nodes", () => {
    expect(signature("a", "a[0].x")).not.toBe(signature("a", "a[0].y"));
  });
});
