import { minute } from "../../sim/time.ts";
import { controllerStaysAlive } from "../../src/invariants/controller-stays-alive.ts";
import { deadlineEndsTheWorkflow } from "../../src/invariants/deadline-ends-the-workflow.ts";
import { idleWorkflowEnds } from "../../src/invariants/idle-workflow-ends.ts";
import { shutdownEndsTheWorkflow } from "../../src/invariants/shutdown-ends-the-workflow.ts";
import { describeInvariant, node, Run, workflow } from "./run.ts";

const dag = node("demo", "DAG", "Running");
const limit = { reason: "timeLimit", endedAt: 120 * minute } as const;

describeInvariant(shutdownEndsTheWorkflow, {
  broken: {
    "a workflow that goes on after terminate": {
      run: new Run().stored(0, workflow("Running", [dag], { spec: { shutdown: "Terminate" } })).end(limit),
      nodes: ["demo"],
    },
    "one that also was suspended": {
      run: new Run().stored(0, workflow("Running", [dag], { spec: { shutdown: "Stop", suspend: true } })).end(limit),
      nodes: ["demo"],
    },
  },
  sound: {
    "a workflow that ended": new Run()
      .stored(0, workflow("Failed", [{ ...dag, phase: "Failed" }], { spec: { shutdown: "Terminate" } }))
      .end(limit),
    "a workflow that nobody stopped": new Run().stored(0, workflow("Running", [dag])).end(limit),
    "a run that was cut off": new Run()
      .stored(0, workflow("Running", [dag], { spec: { shutdown: "Stop" } }))
      .end({ reason: "reconcileLimit", endedAt: 1000 }),
  },
});

describeInvariant(idleWorkflowEnds, {
  broken: {
    "a workflow that waits for nothing": {
      run: new Run().stored(0, workflow("Running", [dag])).end(limit),
      nodes: ["demo"],
    },
    "one whose nodes have all ended": {
      run: new Run().stored(0, workflow("Running", [{ ...dag, phase: "Succeeded" }])).end(limit),
      nodes: [],
    },
    "one whose pod has ended": {
      run: new Run()
        .stored(0, workflow("Running", [node("demo", "Pod", "Running")]))
        .pod(0, "demo", "Created demo")
        .pod(1000, "demo", "Succeeded exit 0")
        .end(limit),
      nodes: ["demo"],
    },
  },
  sound: {
    "a pod that runs": new Run()
      .stored(0, workflow("Running", [node("demo", "Pod", "Running")]))
      .pod(0, "demo", "Created demo")
      .end(limit),
    "a node that waits for a user": new Run()
      .stored(0, workflow("Running", [node("demo", "Suspend", "Running")]))
      .end(limit),
    "a workflow that is suspended": new Run()
      .stored(0, workflow("Running", [dag], { spec: { suspend: true } }))
      .end(limit),
    "a node that waits for a lock": new Run()
      .stored(0, workflow("Running", [node("demo", "Pod", "Pending", { synchronizationStatus: { waiting: "m" } })]))
      .end(limit),
    "a pause before the next attempt": new Run()
      .stored(0, workflow("Running", [node("demo", "Retry", "Running", { message: "Backoff for 2 hours 0 minutes" })]))
      .end(limit),
    "a workflow that has yet to begin": new Run().stored(0, workflow("Pending", [])).end(limit),
    "a workflow that changed of late": new Run().stored(119 * minute, workflow("Running", [dag])).end(limit),
    "a run that ended early": new Run()
      .stored(0, workflow("Running", [dag]))
      .end({ reason: "reconcileLimit", endedAt: 1 }),
  },
});

const deadline = { spec: { activeDeadlineSeconds: 60 } };

describeInvariant(deadlineEndsTheWorkflow, {
  broken: {
    "a workflow that outlives its deadline": {
      run: new Run().stored(0, workflow("Running", [dag], deadline)).end(limit),
      nodes: ["demo"],
    },
  },
  sound: {
    "a workflow that ended": new Run().stored(0, workflow("Failed", [], deadline)).end(limit),
    "a workflow whose time has not come": new Run()
      .stored(0, workflow("Running", [dag], deadline))
      .end({ reason: "timeLimit", endedAt: minute }),
    "an exit handler": new Run()
      .stored(0, workflow("Running", [{ ...dag, phase: "Failed" }, node("demo.onExit", "Pod", "Running")], deadline))
      .end(limit),
  },
});

describeInvariant(controllerStaysAlive, {
  broken: {
    "a crash": { run: new Run().end({ reason: "crash", endedAt: 1000, message: "nil pointer" }), nodes: [] },
  },
  sound: { "a quiet end": new Run(), "the time limit": new Run().end(limit) },
});
