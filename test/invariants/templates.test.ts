import { parallelismIsRespected } from "../../src/invariants/limits/parallelism-is-respected.ts";
import { loopEndsWithItsItems } from "../../src/invariants/templates/loop-ends-with-its-items.ts";
import { stepGroupEndsWithItsSteps } from "../../src/invariants/templates/step-group-ends-with-its-steps.ts";
import { stepGroupsRunInOrder } from "../../src/invariants/templates/step-groups-run-in-order.ts";
import { stepsEndAsTheirGroups } from "../../src/invariants/templates/steps-end-as-their-groups.ts";
import { templateEndsWithItsNodes } from "../../src/invariants/templates/template-ends-with-its-nodes.ts";
import { describeInvariant, node, Run, workflow } from "./run.ts";

type Phase = "Pending" | "Running" | "Succeeded" | "Failed";

const group = (index: number, phase: Phase) =>
  node(`demo[${index}]`, "StepGroup", phase, { boundary: "demo", children: [`demo[${index}].a`] });
const step = (index: number, phase: Phase) => node(`demo[${index}].a`, "Pod", phase, { boundary: "demo" });
const steps = (phase: Phase) => node("demo", "Steps", phase, { children: ["demo[0]"] });

describeInvariant(stepGroupEndsWithItsSteps, {
  broken: {
    "a step that runs on": {
      run: new Run().stored(1000, workflow("Running", [steps("Running"), group(0, "Failed"), step(0, "Running")])),
      nodes: ["demo[0]", "demo[0].a"],
    },
  },
  sound: {
    "steps that have ended": new Run().stored(1000, workflow("Running", [group(0, "Succeeded"), step(0, "Succeeded")])),
    "a daemon, which goes on": new Run().stored(
      1000,
      workflow("Running", [group(0, "Succeeded"), { ...step(0, "Running"), daemoned: true }]),
    ),
  },
});

describeInvariant(stepGroupsRunInOrder, {
  broken: {
    "a group that follows one that runs": {
      run: new Run().stored(1000, workflow("Running", [group(0, "Running"), group(1, "Running")])),
      nodes: ["demo[1]", "demo[0]"],
    },
    "a group that follows one that failed": {
      run: new Run().stored(1000, workflow("Running", [group(0, "Failed"), group(1, "Running")])),
      nodes: ["demo[1]", "demo[0]"],
    },
  },
  sound: {
    "groups that a memoized resubmission took over": new Run().stored(
      0,
      workflow("", [group(0, "Pending"), group(1, "Pending")]),
    ),
    "groups one after the other": new Run().stored(
      1000,
      workflow("Running", [group(0, "Succeeded"), group(1, "Running")]),
    ),
    "a first group": new Run().stored(1000, workflow("Running", [group(0, "Running")])),
  },
});

describeInvariant(stepsEndAsTheirGroups, {
  broken: {
    "success with a group that failed": {
      run: new Run().stored(1000, workflow("Running", [steps("Succeeded"), group(0, "Failed")])),
      nodes: ["demo", "demo[0]"],
    },
  },
  sound: {
    "success of all groups": new Run().stored(1000, workflow("Running", [steps("Succeeded"), group(0, "Succeeded")])),
    "failure with a group that failed": new Run().stored(
      1000,
      workflow("Running", [steps("Failed"), group(0, "Failed")]),
    ),
    "outputs from the cache": new Run().stored(
      1000,
      workflow("Running", [{ ...steps("Succeeded"), memoizationStatus: { hit: true, key: "k", cacheName: "c" } }]),
    ),
  },
});

describeInvariant(templateEndsWithItsNodes, {
  broken: {
    "a step that runs on": {
      run: new Run().stored(1000, workflow("Running", [steps("Failed"), step(0, "Running")])),
      nodes: ["demo", "demo[0].a"],
    },
    "a task that is still to start": {
      run: new Run().stored(
        1000,
        workflow("Running", [node("demo", "DAG", "Succeeded"), node("demo.a", "Pod", "Pending", { boundary: "demo" })]),
      ),
      nodes: ["demo", "demo.a"],
    },
  },
  sound: {
    "steps that have ended": new Run().stored(1000, workflow("Running", [steps("Failed"), step(0, "Failed")])),
    "a pod that terminate is still killing": new Run().stored(
      1000,
      workflow("Running", [steps("Failed"), step(0, "Running")], { spec: { shutdown: "Terminate" } }),
    ),
    "a pod that the deadline is still killing": new Run().stored(
      61_000,
      workflow("Running", [steps("Failed"), step(0, "Running")], { spec: { activeDeadlineSeconds: 60 } }),
    ),
  },
});

const loop = (phase: Phase) => node("demo.a", "TaskGroup", phase, { children: ["demo.a(0:x)", "demo.a(1:y)"] });
const item = (name: string, phase: Phase) => node(`demo.a(${name})`, "Pod", phase);

describeInvariant(loopEndsWithItsItems, {
  broken: {
    "an item that runs on": {
      run: new Run().stored(1000, workflow("Running", [loop("Failed"), item("0:x", "Failed"), item("1:y", "Running")])),
      nodes: ["demo.a", "demo.a(1:y)"],
    },
    "success with an item that failed": {
      run: new Run().stored(1000, workflow("Running", [loop("Succeeded"), item("0:x", "Failed")])),
      nodes: ["demo.a", "demo.a(0:x)"],
    },
  },
  sound: {
    "success of all items": new Run().stored(
      1000,
      workflow("Running", [loop("Succeeded"), item("0:x", "Succeeded"), item("1:y", "Succeeded")]),
    ),
    "a loop that goes on": new Run().stored(1000, workflow("Running", [loop("Running"), item("0:x", "Failed")])),
  },
});

describeInvariant(parallelismIsRespected, {
  broken: {
    "a pod too many": {
      run: new Run().stored(
        1000,
        workflow("Running", [step(0, "Running"), step(1, "Pending")], { spec: { parallelism: 1 } }),
      ),
      nodes: ["demo[0].a", "demo[1].a"],
    },
  },
  sound: {
    "as many as may be": new Run().stored(
      1000,
      workflow("Running", [step(0, "Running")], { spec: { parallelism: 1 } }),
    ),
    "a pod that waits for a lock": new Run().stored(
      1000,
      workflow("Running", [step(0, "Running"), { ...step(1, "Pending"), synchronizationStatus: { waiting: "m" } }], {
        spec: { parallelism: 1 },
      }),
    ),
  },
});
