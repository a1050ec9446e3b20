import { expect, it } from "vitest";
import { simulate, told } from "./play.ts";

const everyFiveMinutes = `
apiVersion: argoproj.io/v1alpha1
kind: CronWorkflow
metadata: {name: tick}
spec:
  schedules: ["*/5 * * * *"]
  successfulJobsHistoryLimit: 1
  workflowSpec:
    entrypoint: work
    templates:
    - name: work
      container: {image: busybox, command: [run]}
`;

const epoch = Date.UTC(2024, 0, 1);

it("submits a workflow whenever one is due, and deletes the old ones", () => {
  const simulation = simulate(everyFiveMinutes, { epoch, timeLimit: 11 * 60_000 });
  expect(simulation.run()).toEqual({ reason: "timeLimit", endedAt: 660_000 });
  const lines = told(simulation).filter((line) => !line.includes("pod"));
  expect(lines).toEqual([
    "0 tick: 0 active, 0 succeeded, 0 failed",
    "300000 tick-1704067500 is new",
    "300000 tick: 1 active, 0 succeeded, 0 failed",
    "300000 tick-1704067500 is Running",
    "310000 tick-1704067500 is Succeeded",
    "319105 tick: 0 active, 1 succeeded, 0 failed",
    "600000 tick-1704067800 is new",
    "600000 tick: 1 active, 1 succeeded, 0 failed",
    "600000 tick-1704067800 is Running",
    "610000 tick-1704067800 is Succeeded",
    "619105 workflow tick-1704067500 Deleted",
    "619105 tick: 0 active, 2 succeeded, 0 failed",
  ]);
  expect(simulation.server.cronWorkflows.get("default", "tick")?.status).toMatchObject({ succeeded: 2, failed: 0 });
});

it("goes on after a restart of the controller", () => {
  const simulation = simulate(everyFiveMinutes, { epoch, timeLimit: 11 * 60_000 });
  const target = { namespace: "default", workflow: "tick" };
  simulation.schedule({ ...target, do: "restartController", for: 1_000 }, 400_000);
  simulation.run();
  expect(told(simulation)).toContain("600000 tick-1704067800 is Running");
});
