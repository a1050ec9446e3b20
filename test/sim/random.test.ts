import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Random, RandomStreams } from "../../sim/random.ts";

function draws(random: Random, count: number): number[] {
  return Array.from({ length: count }, () => random.integer(0, 1_000_000));
}

/** Pearson's statistic against equally likely values; for 9 degrees of freedom 33.7 is exceeded once in 10,000. */
function chiSquared(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

function histogram(values: Iterable<number>, buckets: number): number[] {
  const counts = new Array<number>(buckets).fill(0);
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

describe("Random", () => {
  it("gives the numbers it always gave: a seed means the same run for ever", () => {
    const random = new Random("seed");
    expect(draws(random, 5)).toMatchInlineSnapshot(`
      [
        34752,
        605906,
        493677,
        38089,
        970082,
      ]
    `);
    expect(Array.from({ length: 5 }, () => random.logUniform(0, 10 ** 12))).toMatchInlineSnapshot(`
      [
        617,
        8996591,
        174510,
        456448,
        1,
      ]
    `);
  });

  it("draws whole numbers within the bounds", () => {
    const bound = fc.maxSafeInteger();
    fc.assert(
      fc.property(fc.string(), bound, bound, (seed, one, other) => {
        const [minimum, maximum] = [Math.min(one, other), Math.max(one, other)];
        fc.pre(Number.isSafeInteger(maximum - minimum + 1));
        const drawn = new Random(seed).integer(minimum, maximum);
        expect(Number.isSafeInteger(drawn) && minimum <= drawn && drawn <= maximum).toBe(true);
      }),
    );
  });

  it("draws every whole number alike", () => {
    const random = new Random("uniform");
    const drawn = Array.from({ length: 10_000 }, () => random.integer(0, 9));
    expect(chiSquared(histogram(drawn, 10))).toBeLessThan(33.7);
  });

  it("refuses bounds that hold no whole number", () => {
    const random = new Random("bounds");
    for (const [minimum, maximum] of [
      [1, 0],
      [0.5, 2],
      [0, Number.POSITIVE_INFINITY],
      [Number.NaN, 1],
    ] as const) {
      expect(() => random.integer(minimum, maximum)).toThrow(RangeError);
    }
    expect(() => random.pick([])).toThrow(RangeError);
  });

  it("is true as often as asked", () => {
    const random = new Random("boolean");
    const share = (probability: number) =>
      Array.from({ length: 10_000 }, () => random.boolean(probability)).filter(Boolean).length / 10_000;
    expect([share(0), share(1)]).toEqual([0, 1]);
    expect(share(0.3)).toBeCloseTo(0.3, 1);
  });

  it("picks by weight, and never what has weight 0", () => {
    const random = new Random("weighted");
    const drawn = Array.from({ length: 10_000 }, () =>
      random.weighted([
        ["never", 0],
        ["seldom", 1],
        ["often", 9],
      ]),
    );
    expect(drawn).not.toContain("never");
    expect(drawn.filter((item) => item === "seldom").length / 10_000).toBeCloseTo(0.1, 1);
    expect(() => random.weighted([["never", 0]])).toThrow("no item has a weight above 0");
    expect(() => random.weighted([["odd", 0.5]])).toThrow("0.5 is no weight");
  });

  it("draws every magnitude alike", () => {
    const random = new Random("magnitudes");
    const drawn = Array.from({ length: 10_000 }, () => random.logUniform(1, 1023));
    expect(
      chiSquared(
        histogram(
          drawn.map((value) => 31 - Math.clz32(value)),
          10,
        ),
      ),
    ).toBeLessThan(33.7);
  });

  it("keeps to the bounds of a magnitude draw", () => {
    fc.assert(
      fc.property(fc.string(), fc.maxSafeNat(), fc.maxSafeNat(), (seed, one, other) => {
        const [minimum, maximum] = [Math.min(one, other), Math.max(one, other)];
        const drawn = new Random(seed).logUniform(minimum, maximum);
        expect(Number.isSafeInteger(drawn) && minimum <= drawn && drawn <= maximum).toBe(true);
      }),
    );
    expect(() => new Random("negative").logUniform(-1, 1)).toThrow("-1 has no magnitude");
  });
});

describe("RandomStreams", () => {
  it("gives each purpose its own stream, which no other purpose disturbs", () => {
    const undisturbed = draws(new RandomStreams(7).stream("delay"), 10);
    const streams = new RandomStreams(7);
    draws(streams.stream("fault"), 3);
    const disturbed = draws(streams.stream("delay"), 5);
    draws(streams.stream("fault"), 3);
    disturbed.push(...draws(streams.stream("delay"), 5));
    expect(disturbed).toEqual(undisturbed);
    expect(draws(new RandomStreams(7).stream("fault"), 10)).not.toEqual(undisturbed);
    expect(draws(new RandomStreams(8).stream("delay"), 10)).not.toEqual(undisturbed);
  });

  it("keeps seed and purpose apart", () => {
    const left = draws(new RandomStreams("c").stream("ab"), 5);
    expect(draws(new RandomStreams("bc").stream("a"), 5)).not.toEqual(left);
    expect(draws(new RandomStreams("ab").stream("c"), 5)).not.toEqual(left);
  });

  it("spreads the first draws of neighbouring seeds evenly, one by one and in pairs", () => {
    const firsts = Array.from({ length: 10_000 }, (_, seed) => new RandomStreams(seed).stream("delay").integer(0, 9));
    expect(chiSquared(histogram(firsts, 10))).toBeLessThan(33.7);
    const steps = firsts.slice(1).map((first, index) => (first - (firsts[index] as number) + 10) % 10);
    expect(chiSquared(histogram(steps, 10))).toBeLessThan(33.7);
  });
});
