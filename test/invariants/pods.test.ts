import { skippedNodeDidNothing } from "../../src/invariants/nodes/skipped-node-did-nothing.ts";
import { noPodAfterShutdown } from "../../src/invariants/pods/no-pod-after-shutdown.ts";
import { noPodAfterTheEnd } from "../../src/invariants/pods/no-pod-after-the-end.ts";
import { onePodPerNode } from "../../src/invariants/pods/one-pod-per-node.ts";
import { podBelongsToANode } from "../../src/invariants/pods/pod-belongs-to-a-node.ts";
import { succeededNodeHasASucceededPod } from "../../src/invariants/pods/succeeded-node-has-a-succeeded-pod.ts";
import { suspendedWorkflowCreatesNoPods } from "../../src/invariants/workflows/suspended-workflow-creates-no-pods.ts";
import { describeInvariant, node, Run, workflow } from "./run.ts";

const running = workflow("Running", []);
const stepNode = node("demo[0].a", "Pod", "Pending");

describeInvariant(onePodPerNode, {
  broken: {
    "a second pod": {
      run: new Run()
        .stored(0, running)
        .podCreated(1000, "demo[0].a", "demo-1")
        .podEnded(2000, "demo[0].a", 0)
        .podCreated(3000, "demo[0].a", "demo-1"),
      nodes: ["demo[0].a"],
    },
  },
  sound: {
    "pods of two nodes": new Run()
      .stored(0, running)
      .podCreated(1000, "demo[0].a", "demo-1")
      .podCreated(1000, "demo[0].b", "demo-2"),
    "a pod in place of one that was deleted": new Run()
      .stored(0, running)
      .podCreated(1000, "demo[0].a", "demo-1")
      .podDeleted(2000, "demo[0].a")
      .podCreated(3000, "demo[0].a", "demo-1"),
  },
});

describeInvariant(podBelongsToANode, {
  broken: {
    "a pod that no node knows of": {
      run: new Run().stored(0, running).podCreated(1000, "demo[0].a", "demo-1").stored(1000, workflow("Running", [])),
      nodes: ["demo[0].a"],
    },
  },
  sound: {
    "a node that is stored after its pod": new Run()
      .stored(0, running)
      .podCreated(1000, "demo[0].a", "demo-1")
      .stored(1000, workflow("Running", [stepNode])),
    "a node that was stored before": new Run()
      .stored(0, workflow("Running", [stepNode]))
      .podCreated(1000, "demo[0].a", "demo-1"),
    "a workflow that was deleted": new Run()
      .stored(0, running)
      .podCreated(1000, "demo[0].a", "demo-1")
      .workflowDeleted(2000),
  },
});

describeInvariant(noPodAfterTheEnd, {
  broken: {
    "a pod of a finished workflow": {
      run: new Run().stored(0, workflow("Failed", [])).podCreated(1000, "demo[0].a", "demo-1"),
      nodes: ["demo[0].a"],
    },
  },
  sound: {
    "a pod of a workflow that runs": new Run().stored(0, running).podCreated(1000, "demo[0].a", "demo-1"),
    "a pod of another workflow": new Run()
      .stored(0, workflow("Failed", []))
      .stored(0, workflow("Running", [], { name: "demo-2" }))
      .podCreated(1000, "demo-2.a", "demo-2-1", "demo-2"),
  },
});

const stopped = workflow("Running", [], { spec: { shutdown: "Stop" } });
const terminated = workflow("Running", [], { spec: { shutdown: "Terminate" } });

describeInvariant(noPodAfterShutdown, {
  broken: {
    "a pod after stop": {
      run: new Run().stored(0, stopped).podCreated(1000, "demo[0].a", "demo-1"),
      nodes: ["demo[0].a"],
    },
    "a pod of an exit handler after terminate": {
      run: new Run().stored(0, terminated).podCreated(1000, "demo.onExit", "demo-1"),
      nodes: ["demo.onExit"],
    },
  },
  sound: {
    "a pod of an exit handler after stop": new Run()
      .stored(0, stopped)
      .podCreated(1000, "demo[0].a.onExit[0].b", "demo-1")
      .podCreated(1000, "demo.onExit(0)", "demo-2"),
    "a pod at the instant of the stop": new Run().stored(1000, stopped).podCreated(1000, "demo[0].a", "demo-1"),
    "a controller that has yet to hear of it": new Run()
      .in({ workflowInformerLag: 5000 })
      .stored(0, stopped)
      .podCreated(1000, "demo[0].a", "demo-1"),
    "a pod after a retry has taken it back": new Run()
      .stored(0, stopped)
      .stored(1000, running)
      .podCreated(2000, "demo[0].a", "demo-1"),
  },
});

const suspended = workflow("Running", [], { spec: { suspend: true } });

describeInvariant(suspendedWorkflowCreatesNoPods, {
  broken: {
    "a pod while it is suspended": {
      run: new Run().stored(0, suspended).podCreated(1000, "demo[0].a", "demo-1"),
      nodes: ["demo[0].a"],
    },
  },
  sound: {
    "a pod after it was resumed": new Run()
      .stored(0, suspended)
      .stored(1000, running)
      .podCreated(2000, "demo[0].a", "demo-1"),
    "a pod at the instant of the suspend": new Run().stored(1000, suspended).podCreated(1000, "demo[0].a", "demo-1"),
  },
});

describeInvariant(succeededNodeHasASucceededPod, {
  broken: {
    "a pod that failed": {
      run: new Run()
        .stored(0, running)
        .podCreated(1000, "demo[0].a", "demo-1")
        .podEnded(2000, "demo[0].a", 1)
        .stored(3000, workflow("Running", [{ ...stepNode, phase: "Succeeded" }])),
      nodes: ["demo[0].a"],
    },
    "a pod that was evicted": {
      run: new Run()
        .stored(0, running)
        .pod(2000, "demo[0].a", { what: "evicted" })
        .stored(3000, workflow("Running", [{ ...stepNode, phase: "Succeeded" }])),
      nodes: ["demo[0].a"],
    },
  },
  sound: {
    "a pod whose sidecar was killed": new Run()
      .stored(0, running)
      .podEnded(2000, "demo[0].a", 143)
      .stored(
        3000,
        workflow("Running", [{ ...stepNode, phase: "Succeeded", templateName: "work" }], {
          spec: { templates: [{ name: "work", sidecars: [{ name: "proxy", image: "envoy" }] }] },
        }),
      ),
    "a pod that succeeded": new Run()
      .stored(0, running)
      .podEnded(2000, "demo[0].a", 0)
      .stored(3000, workflow("Running", [{ ...stepNode, phase: "Succeeded" }])),
    "a failure that is told": new Run()
      .stored(0, running)
      .podEnded(2000, "demo[0].a", 1)
      .stored(3000, workflow("Running", [{ ...stepNode, phase: "Failed" }])),
    "a pod that was created anew": new Run()
      .stored(0, running)
      .podEnded(2000, "demo[0].a", 1)
      .podCreated(3000, "demo[0].a", "demo-1")
      .stored(4000, workflow("Running", [{ ...stepNode, phase: "Succeeded" }])),
  },
});

describeInvariant(skippedNodeDidNothing, {
  broken: {
    "a pod of a skipped node": {
      run: new Run()
        .stored(0, running)
        .podCreated(1000, "demo[0].a", "demo-1")
        .stored(2000, workflow("Running", [{ ...stepNode, phase: "Skipped" }])),
      nodes: ["demo[0].a"],
    },
    "a result of an omitted node": {
      run: new Run().stored(
        2000,
        workflow("Running", [{ ...stepNode, type: "Skipped", phase: "Omitted", outputs: { result: "1" } }]),
      ),
      nodes: ["demo[0].a"],
    },
  },
  sound: {
    "a skipped node": new Run().stored(0, workflow("Running", [{ ...stepNode, type: "Skipped", phase: "Skipped" }])),
  },
});
