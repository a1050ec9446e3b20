import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RandomChoices, swarmWeight } from "../../../sim/choice/random-choices.ts";
import { Random, RandomStreams } from "../../../sim/random.ts";
import { optionNames, play, program } from "../programs.ts";

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
    const choices = new RandomChoices(new RandomStreams(1), (kind) => ({ weight: kind === "deliver" ? 100 : 0 }));
    const ask = (kind: string) => Array.from({ length: 2000 }, () => choices.choose(kind, "a", optionNames(3)));
    expect(new Set(ask("conflict"))).toEqual(new Set([0]));
    const delivered = ask("deliver");
    expect(new Set(delivered)).toEqual(new Set([1, 2]));
    expect(delivered.filter((answer) => answer === 1).length / delivered.length).toBeCloseTo(0.5, 1);
  });

  it("disobeys as often as the weight says", () => {
    const choices = new RandomChoices(new RandomStreams(1), () => ({ weight: 25 }));
    const answers = Array.from({ length: 4000 }, () => choices.choose("deliver", "a", optionNames(4)));
    expect(answers.filter((answer) => answer > 0).length / answers.length).toBeCloseTo(0.25, 1);
  });

  it("switches off about half of all kinds, which it then does not ask for, and weighs the others from 1 to 100", () => {
    const weights = Array.from({ length: 2000 }, (_, seed) => swarmWeight(new Random(String(seed))));
    expect(weights.filter((weight) => weight === 0).length / weights.length).toBeCloseTo(0.5, 1);
    expect(Math.max(...weights)).toBeGreaterThan(90);
    expect(weights.every((weight) => Number.isInteger(weight) && weight >= 0 && weight <= 100)).toBe(true);
    const asking = weights.filter((_, seed) => new RandomChoices(new RandomStreams(seed)).asks("deliver"));
    expect(asking.length / weights.length).toBeCloseTo(0.5, 1);
  });

  it("obeys once it has disobeyed as often as it may", () => {
    const choices = new RandomChoices(new RandomStreams(1), () => ({ weight: 100, most: 3 }));
    const answers = Array.from({ length: 10 }, () => choices.choose("deliver", "a", optionNames(2)));
    expect(answers).toEqual([1, 1, 1, 0, 0, 0, 0, 0, 0, 0]);
  });

  it("disobeys at the numbers that it is given", () => {
    const choices = new RandomChoices(new RandomStreams(1), () => ({ weight: 0, at: new Set([1, 3]) }));
    expect(choices.asks("deliver")).toBe(true);
    const answers = Array.from({ length: 5 }, () => choices.choose("deliver", "a", optionNames(2)));
    expect(answers).toEqual([0, 1, 0, 1, 0]);
    expect(choices.asked.get("deliver")).toBe(5);
  });

  it("takes about half of the options when it mutes, the same ones for the whole run", () => {
    const counts = Array.from({ length: 200 }, (_, seed) => {
      const choices = new RandomChoices(new RandomStreams(seed), () => ({ weight: 100, mutesOptions: true }));
      const answers = Array.from({ length: 100 }, () => choices.choose("deliver", "a", optionNames(11)));
      return new Set(answers.filter((answer) => answer > 0)).size;
    });
    expect(counts.reduce((sum, count) => sum + count, 0) / counts.length).toBeCloseTo(5, 0);
  });

  it("leaves a kind as it was when choices of other kinds come in between", () => {
    const even = () => ({ weight: 50 });
    const plain = new RandomChoices(new RandomStreams(3), even);
    const mixed = new RandomChoices(new RandomStreams(3), even);
    for (let turn = 0; turn < 200; turn++) {
      mixed.choose("conflict", "b", optionNames(3));
      expect(mixed.choose("deliver", "a", optionNames(3))).toBe(plain.choose("deliver", "a", optionNames(3)));
    }
  });

  it("draws nothing for a choice with one option", () => {
    const choices = new RandomChoices(new RandomStreams(3), () => ({ weight: 100 }));
    expect(choices.choose("deliver", "a", ["only"])).toBe(0);
    expect(choices.asked.size).toBe(0);
  });
});
