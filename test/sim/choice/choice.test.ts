import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ObedientChoices } from "../../../sim/choice/choice.ts";
import { play, program } from "../programs.ts";

describe("ObedientChoices", () => {
  it("always takes the first option", () => {
    fc.assert(
      fc.property(program, (tree) => {
        expect(play(tree, new ObedientChoices()).every((answer) => answer === 0)).toBe(true);
      }),
    );
  });

  it("refuses a choice without options", () => {
    expect(() => new ObedientChoices().choose("deliver", "pod/a", [])).toThrow(
      'the deliver choice "pod/a" has no options',
    );
  });
});
