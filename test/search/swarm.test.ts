import { describe, expect, it } from "vitest";
import type { ChoiceKind } from "../../src/cluster/choice-kinds.ts";
import { Swarm } from "../../src/search/strategies/swarm.ts";
import { everythingVaried, usuallyVaried, type Varied, variedWith } from "../../src/search/varied.ts";

const commands = ["nothing", "terminate", "stop", "suspend", "delete"];

function swarm(varied: Varied = usuallyVaried, seed = "1") {
  return new Swarm({ varied, seed, asked: new Map([["action", 10]]) });
}

/** The commands that one run chooses of so many times that it is asked. */
function chosenIn(strategy: Swarm, run: number, times = 10): string[] {
  const choices = strategy.choicesOf(run);
  if (!choices.asks("action")) return [];
  return Array.from({ length: times }, () => commands[choices.choose("action", "action:default/demo", commands)] ?? "");
}

const runs = Array.from({ length: 400 }, (_, index) => index + 1);

describe("a swarm", () => {
  it("makes the choices of a run by its number alone", () => {
    const forwards = runs.map((run) => chosenIn(swarm(), run));
    const one = swarm();
    const backwards = runs.toReversed().map((run) => chosenIn(one, run));
    expect(backwards.reverse()).toEqual(forwards);
    expect(runs.map((run) => chosenIn(swarm(usuallyVaried, "2"), run))).not.toEqual(forwards);
  });

  it("asks in each run for about half of the kinds, and never for others", () => {
    const asking = (kind: ChoiceKind) => runs.filter((run) => swarm().choicesOf(run).asks(kind)).length / runs.length;
    expect(asking("run")).toBeCloseTo(0.5, 1);
    expect(asking("deliver")).toBe(0);
  });

  it("takes only the options that are varied", () => {
    const taken = new Set(runs.flatMap((run) => chosenIn(swarm(), run)));
    expect(taken).toEqual(new Set(["nothing", "terminate", "stop"]));
    const more = new Set(runs.flatMap((run) => chosenIn(swarm(variedWith(["action"])), run)));
    expect(more).toEqual(new Set(commands));
    expect(everythingVaried.size).toBeGreaterThan(usuallyVaried.size);
  });

  it("lets people act anywhere in a run, and a few times", () => {
    const places = runs.map((run) => chosenIn(swarm(), run).findIndex((command) => command !== "nothing"));
    for (let place = 0; place < 10; place++) expect(places).toContain(place);
  });

  it("leaves a run in peace after a while", () => {
    for (const run of runs) {
      const disobedient = chosenIn(swarm(everythingVaried), run, 500).filter((command) => command !== "nothing");
      expect(disobedient.length).toBeLessThanOrEqual(32);
    }
  });
});
