import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ObedientChoices } from "../../../sim/choice/choice.ts";
import { playScenario } from "../../../src/judge/play-scenario.ts";
import { loadDemo, work } from "../play.ts";

/** Asks for every order, and takes each as it is listed. */
class OrdersAsListed extends ObedientChoices {
  override asks(kind?: string): boolean {
    return kind === "order";
  }
}

/** Each task depends on some of those before it, and some are done as soon as they are started. */
const tasks = fc
  .array(fc.record({ picks: fc.array(fc.nat(20), { maxLength: 3 }), isSkipped: fc.boolean() }), {
    minLength: 2,
    maxLength: 8,
  })
  .map((drawn) =>
    drawn.map(({ picks, isSkipped }, index) => {
      const dependencies = index === 0 ? [] : [...new Set(picks.map((pick) => `t${pick % index}`))];
      const when = isSkipped ? `, when: "false"` : "";
      return `{name: t${index}, template: work, dependencies: [${dependencies.join(", ")}]${when}}`;
    }),
  );

describe("the walk through a DAG", () => {
  it("does the same whether it begins at the target or behind the tasks that wait", () => {
    fc.assert(
      fc.property(tasks, (drawn) => {
        const spec = `entrypoint: main\ntemplates:\n- name: main\n  dag: {tasks: [${drawn.join(", ")}]}\n${work}`;
        const demo = loadDemo(spec);
        const fromTargets = playScenario(demo, "v4.1.2", { choices: new OrdersAsListed() });
        expect(fromTargets.events).toEqual(playScenario(demo, "v4.1.2").events);
      }),
      { numRuns: 20, seed: 1 },
    );
  });
});
