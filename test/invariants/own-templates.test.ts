import { attemptsStayWithinTheLimit } from "../../src/invariants/templates/attempts-stay-within-the-limit.ts";
import { tasksWaitForTheirDependencies } from "../../src/invariants/templates/tasks-wait-for-their-dependencies.ts";
import { exitHooksRun } from "../../src/invariants/workflows/exit-hooks-run.ts";
import type { WorkflowSpec } from "../../src/manifest/types.ts";
import { describeInvariant, node, Run, workflow } from "./run.ts";

const hooked: WorkflowSpec = {
  templates: [
    {
      name: "main",
      dag: {
        tasks: [
          { name: "a", template: "work", hooks: { exit: { template: "work" } } },
          { name: "b", template: "work", onExit: "work", withItems: ["x"] },
          { name: "c", template: "work", hooks: { exit: { template: "work", expression: "false" } } },
        ],
      },
    },
  ],
};
const dag = node("demo", "DAG", "Failed", { templateName: "main" });
const task = (name: string, fields = {}) => node(`demo.${name}`, "Pod", "Failed", { boundary: "demo", ...fields });
const hookOf = (name: string) => node(`demo.${name}.onExit`, "Pod", "Succeeded", { nodeFlag: { hooked: true } });

describeInvariant(exitHooksRun, {
  broken: {
    "a hook that never started": {
      run: new Run().stored(9000, workflow("Failed", [dag, task("a")], { spec: hooked })),
      nodes: ["demo.a"],
    },
    "a hook of an item that never started": {
      run: new Run().stored(9000, workflow("Failed", [dag, task("b(0:x)")], { spec: { ...hooked, shutdown: "Stop" } })),
      nodes: ["demo.b(0:x)"],
    },
  },
  sound: {
    "a hook that ran": new Run().stored(9000, workflow("Failed", [dag, task("a"), hookOf("a")], { spec: hooked })),
    "a hook with a condition": new Run().stored(9000, workflow("Failed", [dag, task("c")], { spec: hooked })),
    "a task that was left out": new Run().stored(
      9000,
      workflow("Succeeded", [dag, task("a", { type: "Skipped", phase: "Omitted" })], { spec: hooked }),
    ),
    "a workflow that was terminated": new Run().stored(
      9000,
      workflow("Failed", [dag, task("a")], { spec: { ...hooked, shutdown: "Terminate" } }),
    ),
    "a template from elsewhere": new Run().stored(
      9000,
      workflow("Failed", [{ ...dag, templateScope: "namespaced/other" }, task("a")], { spec: hooked }),
    ),
  },
});

const limited: WorkflowSpec = {
  templates: [{ name: "work", retryStrategy: { limit: "1" }, container: { image: "a" } }],
};
const retry = (attempts: number) =>
  node("demo", "Retry", "Running", {
    templateName: "work",
    children: Array.from({ length: attempts }, (_, index) => `demo(${index})`),
  });
const attempts = (count: number) =>
  Array.from({ length: count }, (_, index) => node(`demo(${index})`, "Pod", "Failed"));

describeInvariant(attemptsStayWithinTheLimit, {
  broken: {
    "an attempt too many": {
      run: new Run().stored(0, workflow("Running", [retry(3), ...attempts(3)], { spec: limited })),
      nodes: ["demo"],
    },
    "an attempt too many by the strategy of the workflow": {
      run: new Run().stored(
        0,
        workflow("Running", [retry(2), ...attempts(2)], {
          spec: { retryStrategy: { limit: 0 }, templates: [{ name: "work", container: { image: "a" } }] },
        }),
      ),
      nodes: ["demo"],
    },
  },
  sound: {
    "as many as may be": new Run().stored(0, workflow("Running", [retry(2), ...attempts(2)], { spec: limited })),
    "a strategy without a limit": new Run().stored(
      0,
      workflow("Running", [retry(3), ...attempts(3)], { spec: { templates: [{ name: "work", retryStrategy: {} }] } }),
    ),
    "a limit that is an expression": new Run().stored(
      0,
      workflow("Running", [retry(3), ...attempts(3)], {
        spec: { templates: [{ name: "work", retryStrategy: { limit: "{{inputs.parameters.limit}}" } }] },
      }),
    ),
  },
});

const ordered: WorkflowSpec = {
  templates: [
    {
      name: "main",
      dag: {
        tasks: [
          { name: "a", template: "work" },
          { name: "b", template: "work" },
          { name: "c", template: "work", depends: "a && (b.Succeeded || b.Failed)" },
          { name: "d", template: "work", dependencies: ["a"] },
        ],
      },
    },
  ],
};
const runs = (name: string, phase: "Pending" | "Running" | "Succeeded" | "Omitted", fields = {}) =>
  node(`demo.${name}`, "Pod", phase, { boundary: "demo", ...fields });

describeInvariant(tasksWaitForTheirDependencies, {
  broken: {
    "a task that did not wait": {
      run: new Run().stored(
        0,
        workflow("Running", [dag, runs("a", "Running"), runs("d", "Pending")], { spec: ordered }),
      ),
      nodes: ["demo.d", "demo.a"],
    },
    "a task that waited for one of two": {
      run: new Run().stored(
        0,
        workflow("Running", [dag, runs("a", "Succeeded"), runs("b", "Running"), runs("c", "Pending")], {
          spec: ordered,
        }),
      ),
      nodes: ["demo.c", "demo.b"],
    },
  },
  sound: {
    "a task that waited": new Run().stored(
      0,
      workflow("Running", [dag, runs("a", "Succeeded"), runs("b", "Succeeded"), runs("c", "Pending")], {
        spec: ordered,
      }),
    ),
    "tasks that need not wait": new Run().stored(
      0,
      workflow("Running", [dag, runs("a", "Pending"), runs("b", "Pending")], { spec: ordered }),
    ),
    "a daemon that is ready": new Run().stored(
      0,
      workflow("Running", [dag, runs("a", "Running", { daemoned: true }), runs("d", "Pending")], { spec: ordered }),
    ),
  },
});
