import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RandomChoices } from "../../sim/choice/random-choices.ts";
import { RandomStreams } from "../../sim/random.ts";
import { optionNames, play, program } from "./programs.ts";

describe("RandomChoices", () => {
  it("does the same for the same seed", () => {
    fc.assert(
      fc.property(program, fc.string(), (tree, seed) => {
        const run = () => play(tree, new RandomChoices(new RandomStreams(seed)));
        expect(run()).toEqual(run());
      }),
    );
  });

  it("obeys at weight 0, never obeys at weight 100, and takes the other options alike", () => {
    const weights = new Map([
      ["conflict", 0],
      ["deliver", 100],
    ]);
    const choices = new RandomChoices(new RandomStreams(1), weights);
    const ask = (kind: string) => Array.from({ length: 2000 }, () => choices.choose(kind, "a", optionNames(3)));
    expect(new Set(ask("conflict"))).toEqual(new Set([0]));
    const delivered = ask("deliver");
    expect(new Set(delivered)).toEqual(new Set([1, 2]));
    expect(delivered.filter((answer) => answer === 1).length / delivered.length).toBeCloseTo(0.5, 1);
  });

  it("disobeys as often as the weight says", () => {
    const choices = new RandomChoices(new RandomStreams(1), new Map([["deliver", 25]]));
    const answers = Array.from({ length: 4000 }, () => choices.choose("deliver", "a", optionNames(4)));
    expect(answers.filter((answer) => answer > 0).length / answers.length).toBeCloseTo(0.25, 1);
  });

  it("switches off about half of all kinds, and weighs the others from 1 to 100", () => {
    const weights = Array.from({ length: 2000 }, (_, seed) => {
      const choices = new RandomChoices(new RandomStreams(seed));
      choices.choose("deliver", "a", optionNames(2));
      return choices.weights.get("deliver") as number;
    });
    expect(weights.filter((weight) => weight === 0).length / weights.length).toBeCloseTo(0.5, 1);
    expect(Math.max(...weights)).toBeGreaterThan(90);
    expect(weights.every((weight) => Number.isInteger(weight) && weight >= 0 && weight <= 100)).toBe(true);
  });

  it("leaves a kind as it was when choices of other kinds come in between", () => {
    const plain = new RandomChoices(new RandomStreams(3));
    const mixed = new RandomChoices(new RandomStreams(3));
    for (let turn = 0; turn < 200; turn++) {
      mixed.choose("conflict", "b", optionNames(3));
      expect(mixed.choose("deliver", "a", optionNames(3))).toBe(plain.choose("deliver", "a", optionNames(3)));
    }
  });

  it("draws nothing for a choice with one option", () => {
    const choices = new RandomChoices(new RandomStreams(3));
    expect(choices.choose("deliver", "a", ["only"])).toBe(0);
    expect(choices.weights.size).toBe(0);
  });
});
