import { describe, expect, it } from "vitest";
import { CronController } from "../../../src/engine/cron/cron-controller.ts";
import type { CronWorkflowObject } from "../../../src/engine/model/cron-workflow-object.ts";
import type { WorkflowObject, WorkflowPhase } from "../../../src/engine/model/workflow-object.ts";
import type { CronWorkflowSpec } from "../../../src/manifest/types.ts";
import { cronDifferences } from "../../../src/releases/differences/cron.ts";
import { affects } from "../../../src/releases/index.ts";

const minute = 60_000;

/** The CronWorkflow `tick` and its workflows, with a clock that begins at 2024-01-01T00:00:00Z. */
class World {
  now = 0;
  cronWorkflow: CronWorkflowObject;
  readonly workflows = new Map<string, WorkflowObject>();
  /** What the controller found wrong with the CronWorkflow. */
  readonly errors: string[] = [];
  readonly version: string;
  controller: CronController;

  constructor(spec: Partial<CronWorkflowSpec>, version = "v4.1.2") {
    this.version = version;
    this.cronWorkflow = {
      metadata: { name: "tick", namespace: "default", uid: "cron-uid", resourceVersion: 1, creationTimestamp: 0 },
      spec: { workflowSpec: { entrypoint: "main" }, schedules: ["* * * * *"], ...spec },
      status: { active: [], conditions: [], succeeded: 0, failed: 0, phase: "" },
    };
    this.controller = this.start();
  }

  /** A controller that has just started and has seen the CronWorkflow. */
  start(): CronController {
    const affecting = cronDifferences.filter((difference) => affects(difference, this.version));
    const notFound = { ok: false, error: { code: 404, reason: "NotFound", message: "not found" } } as const;
    const controller = new CronController({
      configuration: { namespace: "argo", environment: {} },
      epoch: Date.parse("2024-01-01T00:00:00Z"),
      now: () => this.now,
      random: () => 0,
      order: (_order, _of, items) => items,
      release: { version: this.version, has: (id) => affecting.some((difference) => difference.id === id) },
      cronWorkflow: () => this.cronWorkflow,
      cronWorkflows: () => [this.cronWorkflow],
      submittedWorkflows: () => this.workflows.values(),
      validateWorkflow: ({ spec }) => (spec.entrypoint === undefined ? "spec.entrypoint is required" : undefined),
      reportInvalid: (_, error) => this.errors.push(error),
      patchCronWorkflow: (changed) => {
        this.cronWorkflow = changed;
        controller.process("default", "tick");
      },
      api: {
        createWorkflow: (workflow) => {
          const { name } = workflow.metadata;
          if (this.workflows.has(name)) {
            return {
              ok: false,
              error: { code: 409, reason: "AlreadyExists", message: `workflows "${name}" already exists` },
            };
          }
          const metadata = {
            ...workflow.metadata,
            uid: `uid-${name}`,
            resourceVersion: 1,
            creationTimestamp: this.now,
          };
          const stored = { ...workflow, metadata };
          this.workflows.set(name, stored);
          return { ok: true, value: stored };
        },
        deleteWorkflow: (_, name) => (this.workflows.delete(name) ? { ok: true, value: undefined } : notFound),
        getWorkflow: (_, name) => {
          const value = this.workflows.get(name);
          return value === undefined ? notFound : { ok: true, value };
        },
        updateWorkflow: (workflow) => {
          this.workflows.set(workflow.metadata.name, workflow);
          return { ok: true, value: workflow };
        },
      },
    });
    controller.process("default", "tick");
    return controller;
  }

  /** Lets time pass, with every run that falls due in it. */
  passTo(time: number): void {
    for (let next = this.controller.nextRun(); next !== undefined && next <= time; next = this.controller.nextRun()) {
      this.now = next;
      this.controller.runDue();
    }
    this.now = time;
  }

  finish(name: string, phase: WorkflowPhase): void {
    const workflow = this.workflows.get(name);
    if (workflow === undefined) throw new Error(`no workflow ${name}`);
    this.workflows.set(name, { ...workflow, status: { ...workflow.status, phase, finishedAt: this.now } });
  }

  get names(): readonly string[] {
    return [...this.workflows.keys()];
  }

  get activeNames(): readonly string[] {
    return this.cronWorkflow.status.active.map(({ name }) => name);
  }
}

const first = "tick-1704067260";
const second = "tick-1704067320";

describe("a CronWorkflow", () => {
  it("submits a workflow when it is due", () => {
    const world = new World({ workflowMetadata: { labels: { team: "a" } } });
    world.passTo(2 * minute);
    expect(world.names).toEqual([first, second]);
    expect(world.workflows.get(first)?.metadata).toMatchObject({
      labels: { "workflows.argoproj.io/cron-workflow": "tick", team: "a" },
      annotations: { "workflows.argoproj.io/scheduled-time": "2024-01-01T00:01:00Z" },
      ownerReferences: [{ kind: "CronWorkflow", name: "tick", uid: "cron-uid", controller: true }],
    });
    expect(world.cronWorkflow.status).toMatchObject({ lastScheduledTime: 2 * minute, phase: "Active" });
    expect(world.activeNames).toEqual([first, second]);
    expect(world.cronWorkflow.metadata.annotations).toEqual({
      "cronworkflows.argoproj.io/last-used-schedule": "* * * * *",
    });
  });

  it("submits one workflow when two of its schedules are due at once", () => {
    const world = new World({ schedules: ["* * * * *", "*/2 * * * *"] });
    world.passTo(2 * minute);
    expect(world.names).toEqual([first, second]);
    expect(world.cronWorkflow.status.conditions).toEqual([]);
  });

  it.each([
    ["Allow", [first, second], [undefined, undefined]],
    ["Forbid", [first], [undefined]],
    ["Replace", [first, second], ["Terminate", undefined]],
  ])("with the policy %s has the runs %o while the first goes on", (concurrencyPolicy, names, shutdowns) => {
    const world = new World({ concurrencyPolicy });
    world.passTo(2 * minute);
    expect(world.names).toEqual(names);
    expect([...world.workflows.values()].map(({ spec }) => spec.shutdown)).toEqual(shutdowns);
  });

  it.each([{ suspend: true }, { when: "{{= cronworkflow.failed > 0 }}" }])("does not run with %o", (spec) => {
    const world = new World(spec);
    world.passTo(minute);
    expect(world.names).toEqual([]);
    expect(world.cronWorkflow.status).not.toHaveProperty("lastScheduledTime");
  });

  it("reports a when that cannot be evaluated, and counts it as failed", () => {
    const world = new World({ when: "{{cronworkflow.unknown}}" });
    world.passTo(minute);
    expect(world.cronWorkflow.status).toMatchObject({
      failed: 1,
      conditions: [
        {
          type: "SubmissionError",
          status: "True",
          message: "run policy error: failed to resolve {{cronworkflow.unknown}}",
        },
      ],
    });
  });

  it("is not scheduled when it is invalid", () => {
    const world = new World({ workflowSpec: {} });
    expect(world.controller.nextRun()).toBeUndefined();
  });

  it("reads the field schedule before v4.0 only", () => {
    const spec = { schedule: "*/5 * * * *", schedules: [] };
    expect(new World(spec, "v3.7.18").controller.nextRun()).toBe(5 * minute);
    expect(new World(spec, "v3.5.7").controller.nextRun()).toBe(5 * minute);
    expect(new World(spec).controller.nextRun()).toBeUndefined();
  });
});

describe("runs that have ended", () => {
  it("are counted and no longer active", () => {
    const world = new World({});
    world.passTo(2 * minute);
    world.finish(first, "Succeeded");
    world.finish(second, "Error");
    world.controller.syncAll();
    expect(world.cronWorkflow.status).toMatchObject({ active: [], succeeded: 1, failed: 1 });
  });

  it("are deleted beyond the history limits, the oldest first", () => {
    const world = new World({ successfulJobsHistoryLimit: 1, failedJobsHistoryLimit: 0 });
    world.passTo(3 * minute);
    world.finish(first, "Succeeded");
    world.now += 1;
    world.finish(second, "Succeeded");
    world.finish("tick-1704067380", "Failed");
    world.controller.syncAll();
    expect(world.names).toEqual([second]);
  });

  it("stop a CronWorkflow that is to stop after a success", () => {
    const world = new World({ stopStrategy: { expression: "cronworkflow.succeeded >= 1" } });
    world.passTo(minute);
    world.finish(first, "Succeeded");
    world.controller.syncAll();
    expect(world.cronWorkflow.status.phase).toBe("Stopped");
    expect(world.cronWorkflow.metadata.labels).toBeUndefined();
    world.passTo(2 * minute);
    expect(world.names).toEqual([first]);
    expect(world.cronWorkflow.metadata.labels).toEqual({ "cronworkflows.argoproj.io/completed": "true" });
  });
});

describe("a run that was missed", () => {
  const missedBy = (delay: number, spec: Partial<CronWorkflowSpec>) => {
    const world = new World(spec);
    world.passTo(minute);
    world.now = 2 * minute + delay;
    world.controller = world.start();
    return world.names;
  };

  it("is made up for within startingDeadlineSeconds", () => {
    expect(missedBy(29_000, { startingDeadlineSeconds: 30 })).toEqual([first, second]);
    expect(missedBy(30_000, { startingDeadlineSeconds: 30 })).toEqual([first]);
    expect(missedBy(1_000, {})).toEqual([first]);
  });

  it("is left out when the schedule has changed since", () => {
    const world = new World({ startingDeadlineSeconds: 30 });
    world.passTo(minute);
    world.now = 2 * minute + 1_000;
    world.cronWorkflow = { ...world.cronWorkflow, spec: { ...world.cronWorkflow.spec, schedules: ["*/2 * * * *"] } };
    world.controller = world.start();
    expect(world.names).toEqual([first]);
  });
});
