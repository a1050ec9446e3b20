import { describe, expect, it } from "vitest";
import { compareTimelines } from "../../src/conformance/compare-timelines.ts";
import { signatureOf } from "../../src/conformance/signature.ts";
import type { NodeView } from "../../src/timeline/node-view.ts";
import type { StatusEvent } from "../../src/timeline/run-event.ts";

function status(t: number, phase: string, nodes?: Record<string, Partial<NodeView>>): StatusEvent {
  const workflow = { phase, progress: "0/1" };
  return {
    t,
    kind: "status",
    object: "demo",
    data: { workflow, ...(nodes && { nodes: nodes as Record<string, NodeView> }) },
  };
}

const trace = (events: readonly StatusEvent[], more = {}) => ({ scenario: "demo", engine: "v4.1.2", events, ...more });
const running = status(0, "Running", { "demo[0].build-7": { type: "Pod", phase: "Pending" } });
const failed = status(10_000, "Failed", { "demo[0].build-7": { type: "Pod", phase: "Failed" } });

describe("compareTimelines", () => {
  it("takes equal status events for exact, whatever else happened", () => {
    const pod = { t: 5, kind: "pod", object: "demo", data: "Running" } as const;
    expect(compareTimelines(trace([running, failed]), { events: [running, pod, failed] })).toEqual({ kind: "exact" });
  });

  it("names the first value that differs", () => {
    const late = status(10_000, "Failed", { "demo[0].build-7": { type: "Pod", phase: "Running" } });
    const compared = compareTimelines(trace([running, failed]), { events: [running, late] });
    expect(compared).toEqual({
      kind: "different",
      divergence: {
        kind: "data",
        position: 1,
        t: 10_000,
        object: "demo",
        differences: [{ path: ["nodes", "demo[0].build-7", "phase"], expected: "Failed", got: "Running" }],
      },
    });
    expect(signatureOf(compared)).toBe("node.phase: Failed -> Running");
  });

  it("tells apart what only comes at another time and leads to the same", () => {
    const early = { ...failed, t: 9_000 };
    const compared = compareTimelines(trace([running, failed]), { events: [running, early] });
    expect(compared).toEqual({
      kind: "finalEqual",
      divergence: { kind: "event", position: 1, expected: failed, got: early },
    });
    expect(signatureOf(compared)).toBe("event too early or too many");
  });

  it("notices an event that is missing, and one too many, at the end", () => {
    expect(compareTimelines(trace([running, failed]), { events: [running] }).kind).toBe("different");
    expect(compareTimelines(trace([running]), { events: [running, failed] }).kind).toBe("different");
  });

  it("folds nodes that were removed", () => {
    const removed: StatusEvent = {
      ...running,
      t: 1,
      data: { ...running.data, nodes: {}, removed: ["demo[0].build-7"] },
    };
    const kept: StatusEvent = { ...running, t: 1, data: { ...running.data, nodes: {} } };
    expect(compareTimelines(trace([running, removed]), { events: [running, kept] }).kind).toBe("different");
  });

  it("looks no further than the recording goes", () => {
    const cut = trace([running], { truncatedAt: 9_999 });
    expect(compareTimelines(cut, { events: [running, failed] }).kind).toBe("exact");
    expect(compareTimelines({ ...cut, truncatedAt: 10_000 }, { events: [running, failed] }).kind).toBe("different");
  });

  it("takes a predicted crash for exact, and no other", () => {
    const crashed = { scenario: "demo", engine: "v3.5.7", crash: "nil" };
    expect(compareTimelines(crashed, { events: [], crash: "other words" }).kind).toBe("exact");
    expect(compareTimelines(crashed, { events: [running] }).kind).toBe("different");
    expect(compareTimelines(trace([running]), { events: [running], crash: "nil" }).kind).toBe("different");
  });
});

describe("signatureOf", () => {
  const signature = (expected: string, got: string) =>
    signatureOf({
      kind: "different",
      divergence: {
        kind: "data",
        position: 0,
        t: 0,
        object: "a",
        differences: [{ path: ["nodes", "a", "message"], expected, got }],
      },
    });

  it("is the same for cases that differ only in names and numbers", () => {
    const one = signature("child 'steps-3-4121' failed", "Error (exit code 1)");
    expect(one).toBe(signature("child 'dag-7-99' failed", "Error (exit code 137)"));
    expect(one).not.toBe(signature("child 'dag-7-99' errored", "Error (exit code 137)"));
  });

  it("is nothing for a case that is exact", () => {
    expect(signatureOf({ kind: "exact" })).toBeUndefined();
  });
});
