import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Choices, ObedientChoices } from "../../../sim/choice/choice.ts";
import { type ChoiceTape, RecordingChoices, ReplayedChoices } from "../../../sim/choice/choice-tape.ts";
import { RandomChoices } from "../../../sim/choice/random-choices.ts";
import { RandomStreams } from "../../../sim/random.ts";
import { play, program } from "../programs.ts";

function record(labels: readonly string[]): ChoiceTape {
  const recording = new RecordingChoices(new ObedientChoices(), () => true);
  ask(recording, labels);
  return recording.tape;
}

function ask(choices: Choices, labels: readonly string[]): void {
  for (const label of labels) choices.choose("deliver", label, ["now", "later"]);
}

/** The message with which the replay of some labels fails when others are asked. */
function divergence(recorded: readonly string[], asked: readonly string[]): string {
  const replayed = new ReplayedChoices(record(recorded));
  try {
    ask(replayed, asked);
    replayed.finish();
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  throw new Error("the replay did not diverge");
}

describe("RecordingChoices and ReplayedChoices", () => {
  it("replays what was recorded, also from JSON", () => {
    fc.assert(
      fc.property(program, fc.nat(), (tree, seed) => {
        const recording = new RecordingChoices(new RandomChoices(new RandomStreams(seed)));
        const answers = play(tree, recording);
        const replayed = new ReplayedChoices(JSON.parse(JSON.stringify(recording.tape)));
        const again = new RecordingChoices(replayed);
        expect(play(tree, again)).toEqual(answers);
        expect(again.tape).toEqual(recording.tape);
        replayed.finish();
      }),
    );
  });

  it("asks and records the kinds that others are asked for, and those alone", () => {
    const recording = new RecordingChoices(new ObedientChoices());
    expect(recording.asks("deliver")).toBe(false);
    recording.choose("deliver", "a", ["now", "later"]);
    expect(recording.tape).toEqual([]);
  });

  it("records no choice that has one option, and needs no record to replay it", () => {
    const recording = new RecordingChoices(new ObedientChoices());
    recording.choose("deliver", "a", ["only"]);
    expect(recording.tape).toEqual([]);
    expect(new ReplayedChoices([]).choose("deliver", "a", ["only"])).toBe(0);
  });
});

describe("a replay that diverges", () => {
  it("shows where it does, what was recorded and what was asked", () => {
    expect(divergence(["a", "b", "c"], ["a", "x"])).toBe(
      [
        "The run does not repeat the recorded one: they part at choice 2 of 3.",
        '  recorded: deliver "b" of now | later',
        '  asked:    deliver "x" of now | later',
        'The choice "x" was never recorded. Most likely the recording is of another input, or from another version of the program.',
      ].join("\n"),
    );
  });

  it.each([
    ["asks in another order", ["a", "b", "c"], ["a", "c"], /"c" was recorded later: the order has changed/],
    ["asks once more", ["a", "b", "c"], ["a", "b", "a"], /"a" was recorded earlier and is asked once more/],
    ["goes on", ["a"], ["a", "b"], /recorded: no further choice\n.*\nThe run went on/],
    ["ends early", ["a", "b"], ["a"], /asked: {4}no further choice\nThe run ended early/],
  ])("names the likely cause when the run %s", (_, recorded, asked, message) => {
    expect(divergence(recorded, asked)).toMatch(message);
  });

  it("names the likely cause when the options have changed", () => {
    const replayed = new ReplayedChoices(record(["a"]));
    expect(() => replayed.choose("deliver", "a", ["now", "never"])).toThrow("the same choice with other options");
  });
});
