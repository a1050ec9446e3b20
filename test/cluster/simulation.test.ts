import { describe, expect, it } from "vitest";
import { ScriptedChoices } from "../../sim/choice/scripted-choices.ts";
import type { Controller } from "../../src/cluster/controller/controller-process.ts";
import { ControllerCrash } from "../../src/engine/model/errors/controller-crash.ts";
import { simulate, told, twoSteps } from "./play.ts";

const target = { namespace: "default", workflow: "demo" };

/** A controller that does nothing but what the test says when it is given a workflow. */
function standIn(process: () => void): Controller {
  return {
    start() {},
    workflowAdded() {},
    workflowUpdated() {},
    workflowDeleted() {},
    namespaceChanged() {},
    executionChanged() {},
    releaseVanishedWorkflows() {},
    processWorkflow: process,
  };
}

describe("a simulation", () => {
  it("plays a workflow to its end, and then waits for seven quiet polls", () => {
    const simulation = simulate(twoSteps);
    expect(simulation.run()).toEqual({ reason: "quiet", endedAt: 120_000 });
    expect(told(simulation)).toEqual([
      "0 demo is new",
      "0 pod demo[0].a Created demo-work-3048047209",
      "0 demo is Running",
      "1100 pod demo[0].a Running",
      "6400 pod demo[0].a Succeeded exit 0",
      "10000 pod demo[1].b Created demo-work-2402879537",
      "10000 demo is Running",
      "11100 pod demo[1].b Running",
      "16400 pod demo[1].b Succeeded exit 0",
      "20000 demo is Succeeded",
    ]);
  });

  it("does not end before what it is to wait for, but before what it is not", () => {
    const waiting = simulate(twoSteps);
    waiting.schedule({ ...target, do: "resume" }, 400_000);
    expect(waiting.run().endedAt).toBe(495_000);
    const hurrying = simulate(twoSteps);
    hurrying.schedule({ ...target, do: "resume" }, 400_000, { isAwaited: false });
    expect(hurrying.run().endedAt).toBe(120_000);
  });

  it("ends at its time limit", () => {
    const simulation = simulate(twoSteps, { pods: { stuck: "ImagePullBackOff" }, timeLimit: 50_000 });
    expect(simulation.run()).toEqual({ reason: "timeLimit", endedAt: 50_000 });
  });

  it("ends when it has reconciled too often", () => {
    const simulation = simulate(twoSteps, { reconcileLimit: 2 });
    expect(simulation.run()).toEqual({ reason: "reconcileLimit", endedAt: 10_000 });
  });

  it("ends with the controller's own process", () => {
    const crash = () => {
      throw new ControllerCrash("was unable to obtain node");
    };
    const simulation = simulate(twoSteps, { createController: () => standIn(crash) });
    expect(simulation.run()).toEqual({ reason: "crash", endedAt: 0, message: "was unable to obtain node" });
  });

  it("lets errors of the model through", () => {
    const fail = () => {
      throw new TypeError("a bug");
    };
    expect(() => simulate(twoSteps, { createController: () => standIn(fail) }).run()).toThrow("a bug");
  });

  it("tells listeners of every change of a workflow", () => {
    const simulation = simulate(twoSteps);
    const phases: string[] = [];
    simulation.onStatus((before, after, time) =>
      phases.push(`${time} ${before?.status.phase ?? "none"} > ${after?.status.phase ?? "none"}`),
    );
    simulation.schedule({ ...target, do: "delete" }, 30_000);
    simulation.run();
    expect(phases).toEqual([
      "0 none > ",
      "0  > Running",
      "10000 Running > Running",
      "20000 Running > Succeeded",
      "30000 Succeeded > none",
    ]);
  });
});

describe("a controller", () => {
  it("that is restarted forgets its queue, lists everything and begins a little later", () => {
    const simulation = simulate(twoSteps);
    simulation.schedule({ ...target, do: "restartController", for: 2_000 }, 7_000);
    simulation.run();
    expect(told(simulation)).toContain("9000 controller workflow-controller started");
    expect(told(simulation)).toContain("9105 pod demo[1].b Created demo-work-2402879537");
  });

  it("begins earlier in releases that watch pods with everything else", () => {
    const simulation = simulate(twoSteps, { version: "v3.5.7" });
    simulation.schedule({ ...target, do: "restartController", for: 2_000 }, 7_000);
    simulation.run();
    expect(told(simulation)).toContain("9005 pod demo[1].b Created demo-work-2402879537");
  });

  it("rests for a millisecond between two workflows", () => {
    const simulation = simulate(`${twoSteps}\n---${twoSteps.replace("name: demo", "name: other")}`);
    simulation.run();
    const running = told(simulation).filter((line) => line.endsWith("is Running"));
    expect(running.slice(0, 2)).toEqual(["0 demo is Running", "1 other is Running"]);
  });

  it("waits as long as its environment says before it looks again", () => {
    const configuration = { namespace: "argo", environment: { DEFAULT_REQUEUE_TIME: "2s" } };
    const simulation = simulate(twoSteps, { configuration });
    simulation.run();
    expect(told(simulation)).toContain("8400 pod demo[1].b Created demo-work-2402879537");
  });

  it("sees workflows late when its informer lags", () => {
    const simulation = simulate(twoSteps, { workflowInformerLag: 3_000 });
    simulation.run();
    expect(told(simulation)).toContain("3000 pod demo[0].a Created demo-work-3048047209");
  });
});

describe("a request that goes wrong", () => {
  const final = (script: Record<string, string>) => {
    const choices = new ScriptedChoices(new Map(Object.entries(script)));
    const simulation = simulate(twoSteps, { choices });
    simulation.run();
    expect(choices.unused).toEqual([]);
    return told(simulation);
  };
  const update = "request:update workflows.argoproj.io/default/demo";

  it("is made again after a conflict", () => {
    const lines = final({ [`${update}#2`]: "conflict" });
    expect(lines).toContain("10000 fault demo conflict");
    expect(lines.at(-1)).toBe("20000 demo is Succeeded");
  });

  it("loses what the reconcile did when the server is unavailable, but not for long", () => {
    const lines = final({ [`${update}#2`]: "unavailable" });
    expect(lines).toContain("10000 fault demo unavailable");
    expect(lines.at(-1)).toMatch(/^\d+ demo is Succeeded$/);
  });

  it.for(["before", "after"])("may find the controller dead %s it is served", (moment) => {
    const lines = final({ [`${update}#2`]: `the controller dies ${moment}` });
    expect(lines).toContain("10000 controller workflow-controller stopped");
    expect(lines).toContain("11000 controller workflow-controller started");
    expect(lines.filter((line) => line.includes("Created"))).toHaveLength(2);
    expect(lines.at(-1)).toMatch(/^\d+ demo is Succeeded$/);
  });

  it("for a pod is refused while the quota is exhausted", () => {
    const fault = {
      kind: "podQuotaExceeded",
      from: 0,
      to: 25_000,
      strikes: ({ title }: { readonly title: string }) => title === "demo[0].a",
    } as const;
    const simulation = simulate(twoSteps, { faults: [fault] });
    simulation.run();
    const lines = told(simulation);
    expect(lines.filter((line) => line.includes("fault"))).toEqual([
      "0 fault demo[0].a podQuotaExceeded",
      "10000 fault demo[0].a podQuotaExceeded",
      "20000 fault demo[0].a podQuotaExceeded",
    ]);
    expect(lines).toContain("30000 pod demo[0].a Created demo-work-3048047209");
    const written = simulation.journal.events.filter(({ object: { kind } }) => kind === "Workflow");
    const [, first] = written.flatMap(({ kind, data }) => (kind === "stored" && data.of === "Workflow" ? [data] : []));
    const node = first?.after?.status.nodes.get("demo-3048047209");
    expect(node?.message).toBe(
      'pods "demo-work-3048047209" is forbidden: exceeded quota: pods, requested: pods=1, used: pods=10, limited: pods=10',
    );
  });
});
