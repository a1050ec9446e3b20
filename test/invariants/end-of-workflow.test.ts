import { completionIsRecorded } from "../../src/invariants/workflows/completion-is-recorded.ts";
import { exitHandlerRuns } from "../../src/invariants/workflows/exit-handler-runs.ts";
import { exitHandlerWaitsForTheMainTree } from "../../src/invariants/workflows/exit-handler-waits-for-the-main-tree.ts";
import { finishedWorkflowHasNoUnfinishedNode } from "../../src/invariants/workflows/finished-workflow-has-no-unfinished-node.ts";
import { finishedWorkflowStaysAsItIs } from "../../src/invariants/workflows/finished-workflow-stays-as-it-is.ts";
import { startedWorkflowHasARoot } from "../../src/invariants/workflows/started-workflow-has-a-root.ts";
import { workflowPhaseFollowsRootAndExitHandler } from "../../src/invariants/workflows/workflow-phase-follows-root-and-exit-handler.ts";
import { describeInvariant, node, Run, workflow } from "./run.ts";

const root = node("demo", "Pod", "Succeeded");
const exitSteps = node("demo.onExit", "Steps", "Running");
const exitGroup = node("demo.onExit[0]", "StepGroup", "Running", { boundary: "demo.onExit" });

describeInvariant(finishedWorkflowHasNoUnfinishedNode, {
  broken: {
    "the nodes of an exit handler left Running": {
      run: new Run().stored(9000, workflow("Succeeded", [root, exitSteps, exitGroup])),
      nodes: ["demo.onExit", "demo.onExit[0]"],
    },
    "a node left Pending": {
      run: new Run().stored(9000, workflow("Failed", [node("demo", "Pod", "Pending")])),
      nodes: ["demo"],
    },
    "a daemon that was forgotten": {
      run: new Run().stored(9000, workflow("Succeeded", [{ ...root, daemoned: true }])),
      nodes: ["demo"],
    },
  },
  sound: {
    "a workflow all of whose nodes have ended": new Run().stored(9000, workflow("Succeeded", [root])),
    "unfinished nodes of a workflow that runs": new Run().stored(9000, workflow("Running", [root, exitSteps])),
  },
});

describeInvariant(finishedWorkflowStaysAsItIs, {
  broken: {
    "a node that changes": {
      run: new Run()
        .stored(9000, workflow("Succeeded", [root]))
        .stored(9500, workflow("Succeeded", [node("demo", "Pod", "Failed")])),
      nodes: ["demo"],
    },
    "a phase that changes": {
      run: new Run().stored(9000, workflow("Failed", [root])).stored(9500, workflow("Succeeded", [root])),
      nodes: [],
    },
    "a workflow that runs again although nobody retried it": {
      run: new Run().stored(9000, workflow("Failed", [root])).stored(9500, workflow("Running", [root])),
      nodes: [],
    },
    "a second change after a retry that failed": {
      run: new Run()
        .stored(9000, workflow("Failed", [root]))
        .userDoes(9100, "retry")
        .stored(9100, workflow("", [root]))
        .stored(9200, workflow("Failed", [root], { message: "again" }))
        .stored(9300, workflow("Failed", [root], { message: "and again" })),
      nodes: [],
    },
  },
  sound: {
    "a retry by a user": new Run()
      .stored(9000, workflow("Failed", [root]))
      .userDoes(9100, "retry")
      .stored(9100, workflow("", [])),
    "an artifact that is deleted": new Run()
      .stored(9000, workflow("Succeeded", [{ ...root, outputs: { artifacts: [{ name: "out" }] } }]))
      .stored(9500, workflow("Succeeded", [{ ...root, outputs: { artifacts: [{ name: "out", deleted: true }] } }])),
    "another label": new Run()
      .stored(9000, workflow("Failed", [root]))
      .stored(9500, workflow("Failed", [root], { labels: { archived: "true" } })),
    "a new workflow of the same name": new Run()
      .stored(9000, workflow("Failed", [root]))
      .workflowDeleted(9100)
      .stored(9200, workflow("Running", [])),
  },
});

describeInvariant(workflowPhaseFollowsRootAndExitHandler, {
  broken: {
    "success with a root that failed": {
      run: new Run().stored(9000, workflow("Succeeded", [node("demo", "Pod", "Failed")])),
      nodes: ["demo"],
    },
    "success with an exit handler that failed": {
      run: new Run().stored(9000, workflow("Succeeded", [root, node("demo.onExit", "Pod", "Failed")])),
      nodes: ["demo", "demo.onExit"],
    },
    "success with an exit handler that runs": {
      run: new Run().stored(9000, workflow("Succeeded", [root, exitSteps])),
      nodes: ["demo", "demo.onExit"],
    },
    "failure with a root that succeeded": {
      run: new Run().stored(9000, workflow("Failed", [root])),
      nodes: ["demo"],
    },
  },
  sound: {
    "the phase of the root": new Run().stored(9000, workflow("Succeeded", [root])),
    "a root that was skipped": new Run().stored(9000, workflow("Succeeded", [node("demo", "Skipped", "Skipped")])),
    "the failure of the exit handler": new Run().stored(
      9000,
      workflow("Failed", [root, node("demo.onExit", "Pod", "Failed")]),
    ),
    "an exit handler that succeeds after a failure": new Run().stored(
      9000,
      workflow("Failed", [node("demo", "Pod", "Failed"), node("demo.onExit", "Pod", "Succeeded")]),
    ),
    "an operation that failed": new Run().stored(9000, workflow("Error", [root])),
    "an invalid spec": new Run().stored(9000, workflow("Failed", [])),
  },
});

describeInvariant(completionIsRecorded, {
  broken: {
    "a missing label": { run: new Run().stored(9000, workflow("Failed", [], { labels: {} })), nodes: [] },
    "a missing condition": { run: new Run().stored(9000, workflow("Failed", [], { conditions: [] })), nodes: [] },
    "a label that comes too early": {
      run: new Run().stored(9000, workflow("Running", [], { labels: { "workflows.argoproj.io/completed": "true" } })),
      nodes: [],
    },
    "a time of end that comes too early": {
      run: new Run().stored(9000, workflow("Running", [], { finishedAt: 8000 })),
      nodes: [],
    },
  },
  sound: {
    "a workflow that is new": new Run().stored(0, workflow("", [], { labels: {} })),
    "a workflow that runs": new Run().stored(0, workflow("Running", [])),
    "a workflow that is done": new Run().stored(0, workflow("Failed", [])),
  },
});

const withExit = { spec: { onExit: "cleanup" } };

describeInvariant(exitHandlerRuns, {
  broken: {
    "a workflow that ended without its exit handler": {
      run: new Run().stored(9000, workflow("Failed", [node("demo", "Pod", "Failed")], withExit)),
      nodes: ["demo.onExit"],
    },
    "a stopped one": {
      run: new Run().stored(9000, workflow("Failed", [root], { spec: { onExit: "cleanup", shutdown: "Stop" } })),
      nodes: ["demo.onExit"],
    },
    "one whose exit handler is a hook": {
      run: new Run().stored(9000, workflow("Succeeded", [root], { spec: { hooks: { exit: { template: "a" } } } })),
      nodes: ["demo.onExit"],
    },
  },
  sound: {
    "an exit handler that ran": new Run().stored(
      9000,
      workflow("Succeeded", [root, node("demo.onExit", "Pod", "Succeeded")], withExit),
    ),
    "a workflow without one": new Run().stored(9000, workflow("Succeeded", [root])),
    "a terminated workflow": new Run().stored(
      9000,
      workflow("Failed", [root], { spec: { onExit: "cleanup", shutdown: "Terminate" } }),
    ),
    "a workflow that never began": new Run().stored(9000, workflow("Failed", [], withExit)),
    "a workflow that goes on": new Run().stored(9000, workflow("Running", [root], withExit)),
  },
});

const step = node("demo[0].a", "Pod", "Running", { boundary: "demo" });
const failedRoot = node("demo", "Steps", "Failed");
const exitPod = node("demo.onExit", "Pod", "Pending");

describeInvariant(exitHandlerWaitsForTheMainTree, {
  broken: {
    "a step that still runs": {
      run: new Run().stored(9000, workflow("Running", [failedRoot, step, exitPod], withExit)),
      nodes: ["demo[0].a"],
    },
    "a root that still runs although the workflow was stopped": {
      run: new Run().stored(
        9000,
        workflow("Running", [node("demo", "Steps", "Running"), exitPod], {
          spec: { onExit: "cleanup", shutdown: "Stop" },
        }),
      ),
      nodes: ["demo"],
    },
    "a start after terminate": {
      run: new Run()
        .stored(8000, workflow("Running", [], { spec: { shutdown: "Terminate" } }))
        .stored(9000, workflow("Running", [root, exitPod], { spec: { shutdown: "Terminate" } })),
      nodes: ["demo.onExit"],
    },
  },
  sound: {
    "a main tree that has ended": new Run().stored(9000, workflow("Running", [root, exitPod], withExit)),
    "nodes of the exit handler itself": new Run().stored(
      9000,
      workflow("Running", [root, exitSteps, exitGroup, node("demo.onExit(0)", "Pod", "Pending")], withExit),
    ),
    "a daemon, which ends with the workflow": new Run().stored(
      9000,
      workflow("Running", [root, { ...step, daemoned: true }, exitPod], withExit),
    ),
    "a pod that stop is still killing": new Run().stored(
      9000,
      workflow("Running", [failedRoot, step, exitPod], { spec: { onExit: "cleanup", shutdown: "Stop" } }),
    ),
    "a terminate that comes after the start": new Run()
      .stored(8000, workflow("Running", [root, exitPod]))
      .stored(9000, workflow("Running", [root, exitPod], { spec: { shutdown: "Terminate" } })),
  },
});

describeInvariant(startedWorkflowHasARoot, {
  broken: {
    "success without any node": { run: new Run().stored(9000, workflow("Succeeded", [])), nodes: ["demo"] },
    "a node without a root": { run: new Run().stored(9000, workflow("Running", [step])), nodes: ["demo"] },
  },
  sound: {
    "a root": new Run().stored(9000, workflow("Running", [root])),
    "failure before the start": new Run().stored(9000, workflow("Failed", [])),
    "a retry that removes the root": new Run()
      .stored(8000, workflow("Failed", [root, exitPod]))
      .userDoes(9000, "retry")
      .stored(9000, workflow("Running", [exitPod])),
  },
});
