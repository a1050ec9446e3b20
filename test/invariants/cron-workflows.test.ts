import type { CronWorkflowObject } from "../../src/engine/model/cron-workflow-object.ts";
import { forbiddenRunsDoNotOverlap } from "../../src/invariants/limits/forbidden-runs-do-not-overlap.ts";
import { describeInvariant, Run, workflow } from "./run.ts";

function tick(concurrencyPolicy: string): CronWorkflowObject {
  return {
    metadata: { name: "tick", namespace: "default", uid: "cron-uid", resourceVersion: 1, creationTimestamp: 0 },
    spec: { workflowSpec: {}, schedules: ["* * * * *"], concurrencyPolicy },
    status: { active: [], conditions: [], succeeded: 0, failed: 0, phase: "" },
  };
}

function run(name: string, phase: "Running" | "Succeeded" = "Running") {
  const owner = { apiVersion: "argoproj.io/v1alpha1", kind: "CronWorkflow", name: "tick", uid: "cron-uid" };
  return workflow(phase, [], { name, ownerReferences: [owner] });
}

const forbidding = () => new Run().cronWorkflow(0, tick("Forbid")).stored(60_000, run("tick-60"));

describeInvariant(forbiddenRunsDoNotOverlap, {
  broken: {
    "a run that starts before the one before has ended": {
      run: forbidding().stored(120_000, run("tick-120")),
      nodes: [],
    },
    "a run beside one that was started since the controller was": {
      run: new Run()
        .cronWorkflow(0, tick("Forbid"))
        .controllerStarted(30_000)
        .stored(60_000, run("tick-60"))
        .stored(120_000, run("tick-120")),
      nodes: [],
    },
  },
  sound: {
    "one after the other": forbidding()
      .stored(90_000, run("tick-60", "Succeeded"))
      .stored(120_000, run("tick-120"))
      .stored(150_000, run("tick-120", "Succeeded")),
    "a run after one that was deleted": forbidding()
      .workflowDeleted(90_000, "tick-60")
      .stored(120_000, run("tick-120")),
    "runs where they may overlap": new Run()
      .cronWorkflow(0, tick("Allow"))
      .stored(60_000, run("tick-60"))
      .stored(120_000, run("tick-120")),
    "a run of a backfill": forbidding().stored(90_000, run("tick-backfill-old-x5x5x")),
    "a run beside one that the controller had no time to note": forbidding()
      .controllerStarted(61_000)
      .stored(120_000, run("tick-120")),
    "a run beside one that a user retries": forbidding()
      .stored(90_000, run("tick-60", "Succeeded"))
      .stored(120_000, run("tick-120"))
      .stored(125_000, run("tick-60")),
    "a workflow of nobody": forbidding().stored(120_000, workflow("Running", [], { name: "tick-120" })),
  },
});
