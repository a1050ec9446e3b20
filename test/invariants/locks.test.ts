import { lockHoldersAreUnfinished } from "../../src/invariants/limits/lock-holders-are-unfinished.ts";
import { mutexHasOneHolder } from "../../src/invariants/limits/mutex-has-one-holder.ts";
import { describeInvariant, node, Run, workflow } from "./run.ts";

const step = node("demo[0].a", "Pod", "Running");
const mutex = (...holders: readonly string[]) => ({
  synchronization: { mutex: { holding: holders.map((holder) => ({ mutex: "default/Mutex/m", holder })) } },
});
const semaphore = (...holders: readonly string[]) => ({
  synchronization: { semaphore: { holding: [{ semaphore: "default/ConfigMap/s/one", holders }] } },
});
const stepKey = `default/demo/${step.id}`;
const done = { ...step, phase: "Succeeded" } as const;

describeInvariant(lockHoldersAreUnfinished, {
  broken: {
    "a finished workflow that holds a mutex": {
      run: new Run().stored(0, workflow("Running", [])).stored(1000, workflow("Failed", [], mutex("default/demo"))),
      nodes: [],
    },
    "a node that had ended before": {
      run: new Run()
        .stored(0, workflow("Running", [done], semaphore(stepKey)))
        .stored(1000, workflow("Running", [done], { ...semaphore(stepKey), progress: "0/1" })),
      nodes: [],
    },
    "a node that does not exist": {
      run: new Run().stored(0, workflow("Running", [], mutex("default/demo/demo-1"))),
      nodes: [],
    },
    "a node under the key of early releases": {
      run: new Run().stored(0, workflow("Running", [done], mutex(step.id))),
      nodes: [],
    },
  },
  sound: {
    "a node that runs": new Run().stored(0, workflow("Running", [step], mutex(stepKey))),
    "a workflow that runs": new Run().stored(0, workflow("Running", [step], mutex("default/demo"))),
    "a lock given back one reconcile later": new Run()
      .stored(0, workflow("Running", [step], mutex(stepKey)))
      .stored(1000, workflow("Running", [done], mutex(stepKey)))
      .stored(2000, workflow("Running", [done], mutex())),
    "a workflow that is suspended": new Run().stored(
      0,
      workflow("Running", [done], { ...mutex(stepKey), spec: { suspend: true } }),
    ),
  },
});

describeInvariant(mutexHasOneHolder, {
  broken: {
    "two nodes of one workflow": {
      run: new Run().stored(0, workflow("Running", [], mutex("default/demo/demo-1", "default/demo/demo-2"))),
      nodes: [],
    },
    "two workflows": {
      run: new Run()
        .stored(0, workflow("Running", [], mutex("default/demo")))
        .stored(1000, workflow("Running", [], { name: "other", ...mutex("default/other") })),
      nodes: [],
    },
  },
  sound: {
    "one after the other": new Run()
      .stored(0, workflow("Running", [], mutex("default/demo")))
      .stored(1000, workflow("Succeeded", []))
      .stored(2000, workflow("Running", [], { name: "other", ...mutex("default/other") })),
    "after the deletion of its holder": new Run()
      .stored(0, workflow("Running", [], mutex("default/demo")))
      .workflowDeleted(1000)
      .stored(2000, workflow("Running", [], { name: "other", ...mutex("default/other") })),
    "several holders of a semaphore": new Run().stored(0, workflow("Running", [], semaphore("default/a", "default/b"))),
  },
});
