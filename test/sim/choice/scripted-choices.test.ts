import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RecordingChoices } from "../../../sim/choice/choice-tape.ts";
import { scriptOf } from "../../../sim/choice/deviations.ts";
import { RandomChoices } from "../../../sim/choice/random-choices.ts";
import { ScriptedChoices } from "../../../sim/choice/scripted-choices.ts";
import { RandomStreams } from "../../../sim/random.ts";
import { play, program } from "../programs.ts";

const delivery = ["now", "later", "never"];

describe("ScriptedChoices", () => {
  it("takes the named option wherever the label is asked, and the obedient one elsewhere", () => {
    const choices = new ScriptedChoices(new Map([["pod/a", "later"]]));
    const asked = ["pod/a", "pod/b", "pod/a"].map((label) => choices.choose("deliver", label, delivery));
    expect(asked).toEqual([1, 0, 1]);
  });

  it("prefers the entry for one occurrence", () => {
    const script = new Map([
      ["pod/a", "later"],
      ["pod/a#2", "never"],
    ]);
    const choices = new ScriptedChoices(script);
    const asked = ["pod/a", "pod/a", "pod/a"].map((label) => choices.choose("deliver", label, delivery));
    expect(asked).toEqual([1, 2, 1]);
    expect(choices.unused).toEqual([]);
  });

  it("tells which entries nothing has matched", () => {
    const script = new Map([
      ["pod/a", "later"],
      ["pod/typo", "later"],
      ["pod/a#5", "later"],
    ]);
    const choices = new ScriptedChoices(script);
    choices.choose("deliver", "pod/a", delivery);
    expect(choices.unused).toEqual(["pod/typo", "pod/a#5"]);
  });

  it("obeys where the choice does not have the option, and tells those it has", () => {
    const choices = new ScriptedChoices(new Map([["pod/a", "tomorrow"]]));
    expect(["pod/a", "pod/a"].map((label) => choices.choose("deliver", label, delivery))).toEqual([0, 0]);
    expect(choices.unknownOptions).toEqual([
      { key: "pod/a", asked: { kind: "deliver", label: "pod/a", options: delivery } },
    ]);
  });

  it("leaves to others what it says nothing of", () => {
    const otherwise = new ScriptedChoices(new Map([["pod/b", "never"]]), { kinds: new Set(["deliver"]) });
    const choices = new ScriptedChoices(new Map([["pod/a", "later"]]), { kinds: new Set(["conflict"]), otherwise });
    expect(["pod/a", "pod/b"].map((label) => choices.choose("deliver", label, delivery))).toEqual([1, 2]);
    expect(["conflict", "deliver", "fault"].map((kind) => choices.asks(kind))).toEqual([true, true, false]);
  });

  it("counts occurrences by label, whatever else is asked", () => {
    const choices = new ScriptedChoices(new Map([["pod/a#2", "later"]]));
    const asked = ["pod/a", "pod/b", "pod/b", "pod/a"].map((label) => choices.choose("deliver", label, delivery));
    expect(asked).toEqual([0, 0, 0, 1]);
  });
});

describe("scriptOf", () => {
  it("repeats the recorded run", () => {
    fc.assert(
      fc.property(program, fc.nat(), (tree, seed) => {
        const recording = new RecordingChoices(new RandomChoices(new RandomStreams(seed)));
        const answers = play(tree, recording);
        const scripted = new ScriptedChoices(scriptOf(recording.tape));
        expect(play(tree, scripted)).toEqual(answers);
        expect(scripted.unused).toEqual([]);
      }),
    );
  });

  it("has only what was not obedient", () => {
    const recording = new RecordingChoices(new ScriptedChoices(new Map([["pod/a#2", "never"]])));
    for (const label of ["pod/a", "pod/b", "pod/a"]) recording.choose("deliver", label, delivery);
    expect([...scriptOf(recording.tape)]).toEqual([["pod/a#2", "never"]]);
  });
});
