import { describe, expect, it } from "vitest";
import type { UserAction } from "../../src/cluster/people/user-action.ts";
import { type PlayOptions, simulate, told, twoSteps } from "./play.ts";

type Deed = UserAction extends infer Action
  ? Action extends UserAction
    ? Omit<Action, "namespace" | "workflow">
    : never
  : never;

/** What happened from the action on. */
function linesFrom(at: number, deed: Deed, options?: PlayOptions): string[] {
  const simulation = simulate(twoSteps, options);
  simulation.schedule({ namespace: "default", workflow: "demo", ...deed } as UserAction, at);
  simulation.run();
  return told(simulation).filter((line) => Number.parseInt(line, 10) >= at);
}

describe("people", () => {
  it("terminate a workflow: its pods get SIGTERM once the controller has seen it", () => {
    expect(linesFrom(12_000, { do: "terminate" })).toEqual([
      "12000 action terminate",
      "12000 demo is Running",
      "16400 pod demo[1].b Succeeded exit 0",
      "20000 demo is Succeeded",
    ]);
    expect(linesFrom(12_000, { do: "terminate" }, { pods: { run: 60_000 } })).toEqual([
      "12000 action terminate",
      "12000 demo is Running",
      "20000 demo is Running",
      "20005 pod demo[0].a Failed exit 143",
      "30000 demo is Failed: Stopped with strategy 'Terminate'",
    ]);
  });

  it("terminate a workflow whose pods ignore it: SIGKILL follows half a minute later", () => {
    const lines = linesFrom(2_000, { do: "terminate" }, { pods: { run: 600_000, onSigterm: "ignore" } });
    expect(lines).toContain("10005 pod demo[0].a SIGTERM ignored");
    expect(lines).toContain("40005 pod demo[0].a Failed exit 137");
  });

  it("terminate a workflow whose pod is pending: it is deleted", () => {
    const lines = linesFrom(2_000, { do: "terminate" }, { pods: { stuck: "ErrImagePull" } });
    expect(lines).toContain("10010 pod demo[0].a Deleted");
  });

  it("cannot stop what has ended", () => {
    expect(linesFrom(30_000, { do: "stop" })).toEqual([
      "30000 action stop",
      '30000 actionError cannot shutdown a completed workflow: workflow: "demo", namespace: "default"',
    ]);
  });

  it("are told after some attempts that what has ended cannot be suspended", () => {
    expect(linesFrom(30_000, { do: "suspend" })).toEqual([
      "30000 action suspend",
      "30150 actionError timed out waiting for the condition: cannot suspend completed workflows",
    ]);
  });

  it("delete a workflow, but not twice", () => {
    const simulation = simulate(twoSteps);
    const target = { namespace: "default", workflow: "demo", do: "delete" } as const;
    simulation.schedule(target, 30_000);
    simulation.schedule(target, 31_000);
    simulation.run();
    expect(told(simulation).slice(-6)).toEqual([
      "30000 action delete",
      "30000 workflow demo Deleted",
      "30000 pod demo[0].a Deleted",
      "30000 pod demo[1].b Deleted",
      "31000 action delete",
      '31000 actionError workflows.argoproj.io "demo" not found',
    ]);
  });

  it("delete pods that have not ended", () => {
    const deed = { do: "deletePod", node: "*", matches: () => true } as const;
    expect(linesFrom(12_000, deed)[1]).toBe("12000 pod demo[1].b Deleted");
    expect(linesFrom(12_000, { ...deed, matches: ({ nodeName }) => nodeName === "demo[0].a" })[1]).not.toMatch(
      "Deleted",
    );
  });

  it("evict pods", () => {
    expect(linesFrom(12_000, { do: "evict", node: "*", matches: () => true })[1]).toBe("12000 pod demo[1].b Evicted");
  });

  it("retry a workflow: its failed pods go before it is looked at anew", () => {
    expect(linesFrom(30_000, { do: "retry", options: {} }, { pods: { exitCode: 1 } }).slice(0, 4)).toEqual([
      "30000 action retry",
      "30000 pod demo[0].a Deleted",
      "30000 demo is new",
      "30000 pod demo[0].a Created demo-work-3048047209",
    ]);
  });

  it("resubmit a workflow under a name of its own", () => {
    const lines = linesFrom(30_000, { do: "resubmit", options: {} });
    expect(lines[1]).toMatch(/^30000 demo-[b-z2-9]{5} is new$/);
    expect(lines.at(-1)).toMatch(/^50000 demo-[b-z2-9]{5} is Succeeded$/);
  });
});
