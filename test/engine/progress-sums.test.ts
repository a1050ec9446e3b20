import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NodeStatus } from "../../src/engine/model/node-status.ts";
import { type Nodes, nodesFrom } from "../../src/engine/model/nodes.ts";
import { hasOwnProgress, parseProgress } from "../../src/engine/reconcile/progress/progress-parts.ts";
import { ProgressSums } from "../../src/engine/reconcile/progress/progress-sums.ts";

function nodeOf(id: string, type: NodeStatus["type"]): NodeStatus {
  const progress = type === "Pod" ? { progress: "0/1" } : {};
  return { id, name: id, displayName: id, type, phase: "Running", ...progress };
}

/** The sum below a node, by going through everything below it. */
function sumBelow(nodes: Nodes, id: string): { done: number; total: number } {
  const seen = new Set<string>();
  const stack = [...(nodes.get(id)?.children ?? [])];
  const sum = { done: 0, total: 0 };
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const node = nodes.get(next);
    if (node === undefined || seen.has(next)) continue;
    seen.add(next);
    stack.push(...(node.children ?? []));
    if (!hasOwnProgress(node) || node.progress === undefined) continue;
    const { done, total } = parseProgress(node.progress);
    sum.done += done;
    sum.total += total;
  }
  return sum;
}

const id = fc.integer({ min: 0, max: 7 }).map(String);
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("add" as const), id, type: fc.constantFrom("Pod", "Steps", "DAG") }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("connect" as const), id, child: id }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("finish" as const), id }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("remove" as const), id }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("disconnect" as const), id }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("goBack" as const), versions: fc.nat(5) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("follow" as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

function apply(versions: Nodes[], action: Step): Nodes {
  const nodes = versions.at(-1) as Nodes;
  switch (action.do) {
    case "add":
      return nodes.has(action.id) ? nodes : nodes.set(action.id, nodeOf(action.id, action.type as NodeStatus["type"]));
    case "remove":
      return nodes.delete(action.id);
    case "goBack":
      return versions.at(-1 - action.versions) ?? nodes;
    case "follow":
      return nodes;
  }
  const node = nodes.get(action.id);
  if (node === undefined) return nodes;
  const { children = [] } = node;
  if (action.do === "connect") return nodes.set(node.id, { ...node, children: [...children, action.child] });
  if (action.do === "disconnect") return nodes.set(node.id, { ...node, children: children.slice(1) });
  return node.type === "Pod" ? nodes.set(node.id, { ...node, progress: "1/1" }) : nodes;
}

describe("ProgressSums", () => {
  it("has the sums that going through all nodes gives, whatever happened to them", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const sums = new ProgressSums();
        const versions = [nodesFrom([nodeOf("0", "Steps"), nodeOf("1", "Pod")])];
        for (const action of [...steps, { do: "follow" as const }]) {
          const nodes = apply(versions, action);
          versions.push(nodes);
          if (action.do !== "follow") continue;
          sums.follow(nodes);
          for (const node of nodes.values()) {
            if (!hasOwnProgress(node)) expect(sums.below(node.id)).toEqual(sumBelow(nodes, node.id));
          }
          const pods = [...nodes.values()].filter(hasOwnProgress);
          expect(sums.all).toEqual({
            done: pods.filter(({ progress }) => progress === "1/1").length,
            total: pods.length,
          });
        }
      }),
      { numRuns: 500 },
    );
  });

  it("names the nodes whose sum is another", () => {
    const sums = new ProgressSums();
    const steps = { ...nodeOf("steps", "Steps"), children: ["pod"] };
    const nodes = nodesFrom([steps, nodeOf("other", "DAG"), nodeOf("pod", "Pod")]);
    expect(sums.follow(nodes)).toEqual(new Set(["steps", "other"]));
    const finished = nodes.set("pod", { ...nodeOf("pod", "Pod"), progress: "1/1" });
    expect(sums.follow(finished)).toEqual(new Set(["steps"]));
    expect(sums.follow(finished)).toEqual(new Set());
  });

  it("names the nodes whose record was taken back because a write was refused, though no sum is another", () => {
    const sums = new ProgressSums();
    const steps = { ...nodeOf("steps", "Steps"), children: ["pod"], progress: "0/1" };
    const stored = nodesFrom([steps, nodeOf("pod", "Pod")]);
    const finish = () => stored.set("pod", { ...nodeOf("pod", "Pod"), progress: "1/1" });
    sums.follow(stored);
    expect(sums.follow(finish())).toEqual(new Set(["steps"]));
    sums.keep(finish().set("steps", { ...steps, progress: "1/1" }));
    expect(sums.follow(finish())).toEqual(new Set(["steps"]));
  });
});
