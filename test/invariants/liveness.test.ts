import { minute } from "../../sim/time.ts";
import { controllerStaysAlive } from "../../src/invariants/workflows/controller-stays-alive.ts";
import { deadlineEndsTheWorkflow } from "../../src/invariants/workflows/deadline-ends-the-workflow.ts";
import { idleWorkflowEnds } from "../../src/invariants/workflows/idle-workflow-ends.ts";
import { shutdownEndsTheWorkflow } from "../../src/invariants/workflows/shutdown-ends-the-workflow.ts";
import { describeInvariant, node, Run, workflow } from "./run.ts";

const dag = node("demo", "DAG", "Running");
const limit = { kind: "limit" } as const;
const twoHours = 120 * minute;

describeInvariant(shutdownEndsTheWorkflow, {
  broken: {
    "a workflow that goes on after terminate": {
      run: new Run().stored(0, workflow("Running", [dag], { spec: { shutdown: "Terminate" } })).end(limit, twoHours),
      nodes: ["demo"],
    },
    "one that also was suspended": {
      run: new Run()
        .stored(0, workflow("Running", [dag], { spec: { shutdown: "Stop", suspend: true } }))
        .end(limit, twoHours),
      nodes: ["demo"],
    },
  },
  sound: {
    "a workflow that ended": new Run()
      .stored(0, workflow("Failed", [{ ...dag, phase: "Failed" }], { spec: { shutdown: "Terminate" } }))
      .end(limit, twoHours),
    "a workflow that nobody stopped": new Run().stored(0, workflow("Running", [dag])).end(limit, twoHours),
    "a run that was cut off": new Run()
      .stored(0, workflow("Running", [dag], { spec: { shutdown: "Stop" } }))
      .end({ kind: "reconcileLimit" }, 1000),
  },
});

describeInvariant(idleWorkflowEnds, {
  broken: {
    "a workflow that waits for nothing": {
      run: new Run().stored(0, workflow("Running", [dag])).end(limit, twoHours),
      nodes: ["demo"],
    },
    "one whose nodes have all ended": {
      run: new Run().stored(0, workflow("Running", [{ ...dag, phase: "Succeeded" }])).end(limit, twoHours),
      nodes: [],
    },
    "one whose pod has ended": {
      run: new Run()
        .stored(0, workflow("Running", [node("demo", "Pod", "Running")]))
        .podCreated(0, "demo", "demo")
        .podEnded(1000, "demo", 0)
        .end(limit, twoHours),
      nodes: ["demo"],
    },
  },
  sound: {
    "a pod that runs": new Run()
      .stored(0, workflow("Running", [node("demo", "Pod", "Running")]))
      .podCreated(0, "demo", "demo")
      .end(limit, twoHours),
    "a node that waits for a user": new Run()
      .stored(0, workflow("Running", [node("demo", "Suspend", "Running")]))
      .end(limit, twoHours),
    "a workflow that is suspended": new Run()
      .stored(0, workflow("Running", [dag], { spec: { suspend: true } }))
      .end(limit, twoHours),
    "a node that waits for a lock": new Run()
      .stored(0, workflow("Running", [node("demo", "Pod", "Pending", { synchronizationStatus: { waiting: "m" } })]))
      .end(limit, twoHours),
    "a pause before the next attempt": new Run()
      .stored(0, workflow("Running", [node("demo", "Retry", "Running", { message: "Backoff for 2 hours 0 minutes" })]))
      .end(limit, twoHours),
    "a workflow that has yet to begin": new Run().stored(0, workflow("Pending", [])).end(limit, twoHours),
    "a workflow that changed of late": new Run().stored(119 * minute, workflow("Running", [dag])).end(limit, twoHours),
    "a run that ended early": new Run().stored(0, workflow("Running", [dag])).end({ kind: "reconcileLimit" }, 1),
  },
});

const deadline = { spec: { activeDeadlineSeconds: 60 } };

describeInvariant(deadlineEndsTheWorkflow, {
  broken: {
    "a workflow that outlives its deadline": {
      run: new Run().stored(0, workflow("Running", [dag], deadline)).end(limit, twoHours),
      nodes: ["demo"],
    },
  },
  sound: {
    "a workflow that ended": new Run().stored(0, workflow("Failed", [], deadline)).end(limit, twoHours),
    "a workflow whose time has not come": new Run()
      .stored(0, workflow("Running", [dag], deadline))
      .end({ kind: "limit" }, minute),
    "an exit handler": new Run()
      .stored(0, workflow("Running", [{ ...dag, phase: "Failed" }, node("demo.onExit", "Pod", "Running")], deadline))
      .end(limit, twoHours),
  },
});

describeInvariant(controllerStaysAlive, {
  broken: {
    "a crash": { run: new Run().end({ kind: "controllerCrash", message: "nil pointer" }, 1000), nodes: [] },
  },
  sound: { "a quiet end": new Run(), "the time limit": new Run().end(limit, twoHours) },
});
