import { describe, expect, it } from "vitest";
import type { Violation } from "../../src/invariants/invariant.ts";
import { type SearchFinding, signatureOf } from "../../src/search/finding.ts";
import { shrink } from "../../src/search/shrink.ts";
import { simplerVariants } from "../../src/search/simpler-variants.ts";
import type { Variant } from "../../src/search/variant.ts";

const violation: Violation = {
  ...{ invariant: "one-pod-per-node", workflow: "demo", nodes: ["demo[0].a"], message: "two pods", t: 1000 },
};

function finding(variant: Variant): SearchFinding {
  return { signature: signatureOf(violation), engine: "v4.1.2", variant, violations: [violation], count: 1 };
}

const complicated: Variant = {
  pods: [
    { node: "demo[0].a", pending: 12_300, run: 47_800, exitCode: 1, times: 1 },
    { node: "demo[0].b", run: 3_000 },
  ],
  actions: [
    { do: "stop", at: 4_700 },
    { do: "terminate", when: { node: "demo", phase: "Failed" }, after: 3_300 },
  ],
};

/** Violated when the predicate says so; otherwise something else is. */
function shrunk(isViolated: (variant: Variant) => boolean, anchors = [{ node: "demo", phase: "Running" as const }]) {
  const other: Violation = { ...violation, invariant: "nodes-only-grow" };
  return shrink(finding(complicated), anchors, (variant) => (isViolated(variant) ? [violation] : [other])).variant;
}

describe("shrinking", () => {
  it("leaves nothing when nothing is needed", () => {
    expect(shrunk(() => true)).toEqual({ pods: [], actions: [] });
  });

  it("changes nothing when everything is needed", () => {
    expect(shrunk((variant) => variant === complicated)).toEqual(complicated);
  });

  it("keeps the action and the field that matter", () => {
    const variant = shrunk(
      ({ pods, actions }) =>
        pods.some(({ exitCode }) => exitCode === 1) && actions.some((action) => action.do === "stop"),
    );
    expect(variant).toEqual({
      pods: [{ node: "demo[0].a", exitCode: 1 }],
      actions: [{ do: "stop", when: { node: "demo", phase: "Running" } }],
    });
  });

  it("rounds the times that matter as far as they may be rounded", () => {
    const variant = shrunk(
      ({ pods, actions }) =>
        pods.some(({ run = 0 }) => run > 40_000 && run < 55_000) &&
        actions.some(({ at = 0 }) => at > 4_600 && at < 8_000),
      [],
    );
    expect(variant).toEqual({ pods: [{ node: "demo[0].a", run: 50_000 }], actions: [{ do: "stop", at: 5_000 }] });
  });
});

describe("simpler variants", () => {
  it("leave out an action, a rule, a field; they never add one", () => {
    const variants = [...simplerVariants(complicated, [])];
    const counts = variants.map(({ pods, actions }) => [pods.length, actions.length]);
    expect(counts).toContainEqual([2, 1]);
    expect(counts).toContainEqual([1, 2]);
    const fields = ({ pods, actions }: Variant) => [...pods, ...actions].flatMap((part) => Object.keys(part)).length;
    for (const variant of variants) expect(fields(variant)).toBeLessThanOrEqual(fields(complicated));
  });

  it("come to an end", () => {
    let current: Variant | undefined = complicated;
    let steps = 0;
    for (; current !== undefined && steps < 1000; steps++) current = [...simplerVariants(current, [])].at(-1);
    expect(steps).toBeLessThan(1000);
  });
});

describe("the signature of a violation", () => {
  const signature = (workflow: string, ...nodes: readonly string[]) => signatureOf({ ...violation, workflow, nodes });

  it("is the same for other positions, items and workflows", () => {
    expect(signature("a", "a[0].x(1:b)", "a[0]")).toBe(signature("b", "b[12]", "b[3].x(0:c)", "b[2].x(1:d)"));
  });

  it("differs for other nodes", () => {
    expect(signature("a", "a[0].x")).not.toBe(signature("a", "a[0].y"));
  });
});
