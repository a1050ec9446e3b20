import { describe, expect, it } from "vitest";
import { playScenario } from "../../src/judge/play-scenario.ts";
import { timelineLines } from "../../src/report/timeline.ts";
import { loadDemo } from "../scenario/files.ts";

describe("timelineLines", () => {
  it("tells each change of a phase, and what happened beside", () => {
    const loaded = loadDemo("manifests: [demo.yaml]\nactions: [{at: 2s, do: terminate}]");
    expect(timelineLines(playScenario(loaded, "v4.1.2").events)).toEqual([
      "      0s  workflow demo created",
      "      0s  pod demo[0].build: Created demo-work-3381240458",
      "      0s  Steps node demo phase Running",
      "      0s  StepGroup node demo[0] phase Running",
      "      0s  Pod node demo[0].build phase Pending",
      "      0s  workflow demo phase Running",
      "    1.1s  pod demo[0].build: Running",
      "      2s  demo: argo terminate",
      "      2s  workflow demo shutdown Terminate",
      "    6.4s  pod demo[0].build: Succeeded exit 0",
      "     10s  node demo phase Running -> Failed: child 'demo-896085761' failed",
      "     10s  node demo[0] phase Running -> Succeeded",
      "     10s  node demo[0].build phase Pending -> Succeeded",
      "     10s  StepGroup node demo[1] phase Failed: child 'demo-896085761' failed",
      "     10s  Pod node demo[1].test phase Failed: workflow shutdown with strategy: Terminate",
      "     10s  workflow demo phase Running -> Failed: Stopped with strategy 'Terminate'",
    ]);
  });
});
