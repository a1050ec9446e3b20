import { everyNodeIsReachable } from "../../src/invariants/nodes/every-node-is-reachable.ts";
import { finishedNodeStaysAsItIs } from "../../src/invariants/nodes/finished-node-stays-as-it-is.ts";
import { nodeIdentityFollowsFromName } from "../../src/invariants/nodes/node-identity-follows-from-name.ts";
import { nodePhaseMovesForward } from "../../src/invariants/nodes/node-phase-moves-forward.ts";
import { nodeReferencesExist } from "../../src/invariants/nodes/node-references-exist.ts";
import { nodesOnlyGrow } from "../../src/invariants/nodes/nodes-only-grow.ts";
import { progressStaysInBounds } from "../../src/invariants/nodes/progress-stays-in-bounds.ts";
import { timesAreInOrder } from "../../src/invariants/nodes/times-are-in-order.ts";
import { attemptsFollowEachOther } from "../../src/invariants/templates/attempts-follow-each-other.ts";
import { retryEndsAsItsLastAttempt } from "../../src/invariants/templates/retry-ends-as-its-last-attempt.ts";
import { describeInvariant, node, Run, workflow } from "./run.ts";

const pod = (phase: "Pending" | "Running" | "Succeeded" | "Failed" | "Error", message = "") =>
  node("demo", "Pod", phase, { message });

/** One node through several states. */
function through(...states: readonly ReturnType<typeof node>[]): Run {
  return states.reduce((run, state, index) => run.stored(1000 * (index + 1), workflow("Running", [state])), new Run());
}

describeInvariant(finishedNodeStaysAsItIs, {
  broken: {
    "a success that becomes a failure": { run: through(pod("Succeeded"), pod("Failed")), nodes: ["demo"] },
    "an end that becomes a run": { run: through(pod("Error"), pod("Running")), nodes: ["demo"] },
    "another time of end": {
      run: through(pod("Failed"), { ...pod("Failed"), finishedAt: 5000 }),
      nodes: ["demo"],
    },
  },
  sound: {
    "an end": through(pod("Running"), pod("Failed")),
    "another message": through(pod("Failed", "terminated"), pod("Failed", "Error (exit code 143)")),
    "a node whose executor has not reported": through({ ...pod("Failed"), taskResultSynced: false }, pod("Succeeded")),
    "a time of end that comes later": through({ ...pod("Failed"), finishedAt: undefined } as never, {
      ...pod("Failed"),
      finishedAt: 5000,
    }),
    "a daemon that is killed": through({ ...pod("Running"), daemoned: true }, pod("Succeeded"), pod("Failed")),
    "a daemon that is no longer needed before it was seen": new Run()
      .stored(1000, workflow("Running", [pod("Pending")]))
      .podCreated(1200, "demo", "demo")
      .stored(2000, workflow("Running", [pod("Succeeded")]))
      .podEnded(2500, "demo", 143)
      .stored(3000, workflow("Running", [pod("Failed")])),
    "a pod without a phase": through(pod("Error", "Unexpected pod phase for demo: "), pod("Running")),
    "a retry by a user": new Run()
      .stored(1000, workflow("Failed", [pod("Failed")]))
      .userDoes(2000, "retry")
      .stored(2000, workflow("Running", [pod("Running")])),
  },
});

describeInvariant(nodePhaseMovesForward, {
  broken: { "a node that waits again": { run: through(pod("Running"), pod("Pending")), nodes: ["demo"] } },
  sound: { "a node that starts": through(pod("Pending"), pod("Running"), pod("Succeeded")) },
});

describeInvariant(nodesOnlyGrow, {
  broken: {
    "a node that goes away": {
      run: new Run().stored(1000, workflow("Running", [pod("Failed")])).stored(2000, workflow("Running", [])),
      nodes: ["demo"],
    },
    "a child that goes away": {
      run: through(node("demo", "Steps", "Running", { children: ["demo[0]"] }), node("demo", "Steps", "Running")),
      nodes: ["demo"],
    },
    "a node that becomes another": {
      run: through(pod("Running"), { ...pod("Running"), type: "Steps" }),
      nodes: ["demo"],
    },
  },
  sound: {
    "a new child": through(
      node("demo", "Steps", "Running"),
      node("demo", "Steps", "Running", { children: ["demo[0]"] }),
    ),
    "a retry by a user": new Run()
      .stored(1000, workflow("Failed", [pod("Failed")]))
      .userDoes(2000, "retry")
      .stored(2000, workflow("", [])),
  },
});

describeInvariant(nodeIdentityFollowsFromName, {
  broken: {
    "another id": { run: through({ ...node("demo[0]", "StepGroup", "Running"), id: "demo-1" }), nodes: ["demo[0]"] },
    "a node without a name": { run: through({ ...pod("Running"), name: "" }), nodes: [""] },
  },
  sound: {
    "the id of the root": through(pod("Running")),
    "the id of a step": through(node("demo[0].a", "Pod", "Running")),
  },
});

const steps = node("demo", "Steps", "Succeeded", { children: ["demo[0]"], outboundNodes: ["demo[0].a"] });
const group = node("demo[0]", "StepGroup", "Succeeded", { boundary: "demo", children: ["demo[0].a"] });
const step = node("demo[0].a", "Pod", "Succeeded", { boundary: "demo" });

describeInvariant(nodeReferencesExist, {
  broken: {
    "a child that is not there": {
      run: new Run().stored(1000, workflow("Failed", [pod("Failed"), { ...step, children: ["demo-1"] }])),
      nodes: ["demo[0].a"],
    },
    "an outbound node that is not there": {
      run: new Run().stored(1000, workflow("Failed", [{ ...pod("Failed"), outboundNodes: ["demo-1"] }])),
      nodes: ["demo"],
    },
    "a boundary that is not there": {
      run: new Run().stored(1000, workflow("Failed", [{ ...pod("Failed"), boundaryID: "demo-1" }])),
      nodes: ["demo"],
    },
  },
  sound: {
    "a tree": new Run().stored(1000, workflow("Succeeded", [steps, group, step])),
    "a child that is still to come": new Run().stored(1000, workflow("Running", [steps])),
  },
});

describeInvariant(everyNodeIsReachable, {
  broken: {
    "a step that is nobody's child": {
      run: new Run().stored(1000, workflow("Failed", [pod("Failed"), step])),
      nodes: ["demo[0].a"],
    },
  },
  sound: {
    "a tree": new Run().stored(1000, workflow("Succeeded", [steps, group, step])),
    "an exit handler and a hook of the workflow": new Run().stored(
      1000,
      workflow("Succeeded", [
        pod("Succeeded"),
        node("demo.onExit", "Pod", "Succeeded"),
        node("demo.hooks.a", "Pod", "Failed"),
      ]),
    ),
  },
});

describeInvariant(timesAreInOrder, {
  broken: {
    "an end before the start": { run: through({ ...pod("Failed"), startedAt: 5000 }), nodes: ["demo"] },
    "an end of what runs": { run: through({ ...pod("Running"), finishedAt: 5000 }), nodes: ["demo"] },
    "a workflow that ends before it starts": {
      run: new Run().stored(1000, workflow("Failed", [], { startedAt: 9000 })),
      nodes: [],
    },
  },
  sound: {
    "an end at the instant of the start": through({ ...pod("Failed"), startedAt: 2000 }),
    "a daemon that is ready": through({ ...pod("Running"), daemoned: true, finishedAt: 2000 }),
    "a node from before a retry": new Run()
      .stored(1000, workflow("Failed", [pod("Failed")]))
      .userDoes(2000, "retry")
      .stored(2000, workflow("Running", [{ ...pod("Running"), finishedAt: 1000 }])),
  },
});

describeInvariant(progressStaysInBounds, {
  broken: {
    "more done than there is": { run: through({ ...pod("Running"), progress: "2/1" }), nodes: ["demo"] },
    "no progress at all": { run: through({ ...pod("Running"), progress: "-1/1" }), nodes: ["demo"] },
    "more done in the workflow": { run: new Run().stored(0, workflow("Running", [], { progress: "3/2" })), nodes: [] },
  },
  sound: { "all done": through({ ...pod("Running"), progress: "1/1" }), "nothing known": through(pod("Running")) },
});

const retry = (phase: "Running" | "Succeeded" | "Failed", attempts: number) =>
  node("demo", "Retry", phase, { children: Array.from({ length: attempts }, (_, index) => `demo(${index})`) });
const attempt = (index: number, phase: "Running" | "Succeeded" | "Failed" | "Skipped") =>
  node(`demo(${index})`, "Pod", phase, { nodeFlag: { retried: true } });

describeInvariant(attemptsFollowEachOther, {
  broken: {
    "an attempt while another runs": {
      run: new Run().stored(
        1000,
        workflow("Running", [retry("Running", 2), attempt(0, "Running"), attempt(1, "Running")]),
      ),
      nodes: ["demo"],
    },
    "an attempt after success": {
      run: new Run().stored(
        1000,
        workflow("Running", [retry("Running", 2), attempt(0, "Succeeded"), attempt(1, "Running")]),
      ),
      nodes: ["demo"],
    },
    "an attempt that was left out": {
      run: new Run().stored(1000, workflow("Running", [retry("Running", 2), attempt(1, "Running")])),
      nodes: ["demo"],
    },
  },
  sound: {
    "a further attempt after a failure": new Run().stored(
      1000,
      workflow("Running", [retry("Running", 2), attempt(0, "Failed"), attempt(1, "Running")]),
    ),
    "a hook beside the attempts": new Run().stored(
      1000,
      workflow("Running", [
        {
          ...retry("Running", 1),
          children: [...(retry("Running", 1).children ?? []), node("demo.onExit", "Pod", "Pending").id],
        },
        attempt(0, "Succeeded"),
        node("demo.onExit", "Pod", "Pending", { nodeFlag: { hooked: true } }),
      ]),
    ),
  },
});

describeInvariant(retryEndsAsItsLastAttempt, {
  broken: {
    "a failure although the last attempt succeeded": {
      run: new Run().stored(1000, workflow("Running", [retry("Failed", 1), attempt(0, "Succeeded")])),
      nodes: ["demo", "demo(0)"],
    },
    "a success although the last attempt failed": {
      run: new Run().stored(
        1000,
        workflow("Running", [retry("Succeeded", 2), attempt(0, "Failed"), attempt(1, "Failed")]),
      ),
      nodes: ["demo", "demo(1)"],
    },
    "an end before that of the attempt": {
      run: new Run().stored(1000, workflow("Running", [retry("Failed", 1), attempt(0, "Running")])),
      nodes: ["demo", "demo(0)"],
    },
  },
  sound: {
    "the phase of the last attempt": new Run().stored(
      1000,
      workflow("Running", [retry("Succeeded", 2), attempt(0, "Failed"), attempt(1, "Succeeded")]),
    ),
    "an attempt that is still being killed": new Run().stored(
      1000,
      workflow("Running", [retry("Failed", 1), attempt(0, "Running")], { spec: { shutdown: "Terminate" } }),
    ),
    "an attempt that did nothing": new Run().stored(
      1000,
      workflow("Running", [retry("Succeeded", 1), attempt(0, "Skipped")]),
    ),
  },
});
