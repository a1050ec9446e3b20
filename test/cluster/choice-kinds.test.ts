import { describe, expect, it } from "vitest";
import { ObedientChoices } from "../../sim/choice/choice.ts";
import { RecordingChoices } from "../../sim/choice/choice-tape.ts";
import { RandomChoices } from "../../sim/choice/random-choices.ts";
import { RandomStreams } from "../../sim/random.ts";
import { choiceKinds, isChoiceKind, kindOfLabel } from "../../src/cluster/choice-kinds.ts";
import {
  delayLabel,
  momentLabel,
  podLabel,
  readMomentLabel,
  readPodLabel,
  readRequestLabel,
  requestLabel,
} from "../../src/cluster/choice-labels.ts";
import { simulate, told } from "./play.ts";

/** A fan-out with dependencies and a hook: something of everything that is asked for. */
const fanOut = `
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {name: demo, namespace: team}
spec:
  entrypoint: main
  onExit: work
  templates:
  - name: main
    dag:
      tasks:
      - {name: a, template: work}
      - {name: b, template: work}
      - {name: c, template: work, depends: a && b, hooks: {exit: {template: work}}}
  - name: work
    container: {image: busybox, command: [run]}
`;

function playAtRandom(seed: number) {
  const choices = new RecordingChoices(new RandomChoices(new RandomStreams(seed), () => ({ weight: 20, most: 6 })));
  const simulation = simulate(fanOut, { choices, timeLimit: 600_000 });
  simulation.run();
  return choices.tape;
}

const tapes = Array.from({ length: 150 }, (_, seed) => playAtRandom(seed));

describe("the kinds of choices", () => {
  it("are all asked for, and no others", () => {
    const asked = new Set(tapes.flatMap((tape) => tape.map(({ kind }) => kind)));
    expect([...asked].sort()).toEqual(Object.keys(choiceKinds).sort());
  });

  it("begin the labels, which name the namespace", () => {
    for (const { kind, label } of tapes.flat()) {
      expect(kindOfLabel(label)).toBe(kind);
      expect(label).toMatch(/team\//);
    }
  });

  it("leave everything as it is where all of them obey", () => {
    const play = (choices: RecordingChoices | ObedientChoices) => {
      const simulation = simulate(fanOut, { choices });
      simulation.run();
      return told(simulation);
    };
    const asked = new RecordingChoices(new ObedientChoices(), () => true);
    expect(play(asked)).toEqual(play(new ObedientChoices()));
    expect(asked.tape.length).toBeGreaterThan(50);
  });

  it("are known by their names", () => {
    expect(isChoiceKind("deliver")).toBe(true);
    expect(isChoiceKind("toString")).toBe(false);
    expect(kindOfLabel("no kind at all")).toBeUndefined();
  });
});

describe("a label", () => {
  it("says what it is about, and can be read", () => {
    const pod = { kind: "end", namespace: "team", nodeName: "demo[0].a(1:x/y)" } as const;
    expect(podLabel(pod)).toBe("end:team/demo[0].a(1:x/y)");
    expect(readPodLabel(podLabel(pod))).toEqual(pod);
    const moment = { kind: "action", namespace: "team", workflow: "demo", what: "demo.a is Running" } as const;
    expect(momentLabel(moment)).toBe("action:team/demo when demo.a is Running");
    expect(readMomentLabel(momentLabel(moment))).toEqual(moment);
    expect(delayLabel("terminate", momentLabel(moment))).toBe("delay:terminate team/demo when demo.a is Running");
    const request = { verb: "create", resource: "pods", namespace: "team", title: "demo.a" };
    expect(requestLabel(request)).toBe("request:create pods/team/demo.a");
    expect(readRequestLabel(requestLabel(request))).toEqual(request);
  });

  it("of another sort is not read", () => {
    expect([readPodLabel, readMomentLabel, readRequestLabel].map((read) => read("deliver:pod/team/a@Running"))).toEqual(
      [undefined, undefined, undefined],
    );
  });
});
