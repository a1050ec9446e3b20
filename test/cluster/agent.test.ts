import { expect, it } from "vitest";
import { simulate, told } from "./play.ts";

const http = `
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {name: demo}
spec:
  entrypoint: call
  templates:
  - name: call
    http: {url: "http://example.com"}
`;

it("answers an HTTP task in the time of a pod", () => {
  const simulation = simulate(http, { pods: { pending: 2_000, run: 3_000 } });
  simulation.run();
  expect(told(simulation)).toEqual([
    "0 demo is new",
    "0 pod agent Created demo-1340600742-agent",
    "0 demo is Running",
    "5000 task demo Succeeded",
    "10000 demo is Running",
    "20000 demo is Succeeded",
    "20005 pod agent Deleted",
  ]);
});

it("fails a task as its rule says", () => {
  const simulation = simulate(http, { pods: { exitCode: 1, message: "no route" } });
  simulation.run();
  expect(told(simulation)).toContain("6400 task demo Failed");
  expect(told(simulation)).toContain("20000 demo is Failed: no route");
});
