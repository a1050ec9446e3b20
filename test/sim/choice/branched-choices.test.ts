import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BranchedChoices } from "../../../sim/choice/branched-choices.ts";
import { RecordingChoices } from "../../../sim/choice/choice-tape.ts";
import { RandomChoices } from "../../../sim/choice/random-choices.ts";
import { RandomStreams } from "../../../sim/random.ts";
import { play, program } from "../programs.ts";

const allKinds = new Set(["deliver", "conflict", "fault"]);

describe("BranchedChoices", () => {
  it("takes the beginning of another run, and is obedient from there on", () => {
    fc.assert(
      fc.property(program, fc.nat(), fc.nat({ max: 6 }), (tree, seed, length) => {
        const recording = new RecordingChoices(new RandomChoices(new RandomStreams(seed)), (kind) =>
          allKinds.has(kind),
        );
        play(tree, recording);
        const beginning = recording.tape.slice(0, length);
        const branched = new BranchedChoices(allKinds, beginning);
        play(tree, branched);
        expect(branched.tape.slice(0, length)).toEqual(beginning);
        expect(branched.tape.slice(length).every(({ chosen }) => chosen === 0)).toBe(true);
      }),
    );
  });

  it("leaves choices of other kinds alone", () => {
    const branched = new BranchedChoices(new Set(["order"]));
    expect(branched.asks("order")).toBe(true);
    expect(branched.asks("fault")).toBe(false);
    expect(branched.choose("fault", "a", ["served", "refused"])).toBe(0);
    expect(branched.tape).toEqual([]);
  });

  it("insists that its beginning is asked for", () => {
    const beginning = [{ kind: "order", label: "a", options: ["x", "y"], chosen: 1 }];
    const branched = new BranchedChoices(new Set(["order"]), beginning);
    expect(() => branched.choose("order", "b", ["x", "y"])).toThrow('The choice "b" was never recorded');
  });
});
