import { expect, it } from "vitest";
import { simulate, twoSteps } from "../cluster/play.ts";

it("task results are deleted when their workflow has ended, and not before", () => {
  const reportsAt = (limit: number) => {
    const simulation = simulate(twoSteps, { timeLimit: limit });
    simulation.run();
    return [...simulation.server.taskResults.list()].length;
  };
  // One of each pod that has begun.
  expect(reportsAt(15_000)).toBe(2);
  expect(reportsAt(60_000)).toBe(0);
});
