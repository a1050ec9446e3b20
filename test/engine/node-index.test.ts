import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isDaemoned,
  isFailedOrError,
  isPhaseFulfilled,
  isTaskSetNode,
} from "../../src/engine/model/node-predicates.ts";
import type { NodeStatus } from "../../src/engine/model/node-status.ts";
import { type NodeIndex, nodesFrom } from "../../src/engine/model/nodes.ts";

const id = fc.integer({ min: 0, max: 4 }).map(String);
const node = fc.record({
  id,
  name: id,
  displayName: id,
  type: fc.constantFrom<NodeStatus["type"]>("Pod", "HTTP", "Plugin", "DAG"),
  phase: fc.constantFrom<NodeStatus["phase"]>(
    "Pending",
    "Running",
    "Succeeded",
    "Skipped",
    "Failed",
    "Error",
    "Omitted",
  ),
  message: fc.constantFrom("a", "b"),
  taskResultSynced: fc.constantFrom(undefined, true, false),
  daemoned: fc.constantFrom(undefined, true, false),
}) as fc.Arbitrary<NodeStatus>;
const change = fc.oneof(
  { weight: 4, arbitrary: node.map((set) => ({ set })) },
  { weight: 1, arbitrary: id.map((remove) => ({ remove })) },
);

const properties: Record<Exclude<keyof NodeIndex, "apply">, (node: NodeStatus) => boolean> = {
  unfulfilled: (each) => !isPhaseFulfilled(each),
  unreported: (each) => each.taskResultSynced === false,
  daemoned: isDaemoned,
  failed: (each) => isFailedOrError(each.phase),
  taskSet: isTaskSetNode,
};

describe("NodeIndex", () => {
  it("holds the ids of the nodes with each property, in whichever version is accessed", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), fc.array(fc.nat()), (changes, visits) => {
        const versions = [nodesFrom()];
        for (const each of changes) {
          const last = versions.at(-1) as (typeof versions)[number];
          versions.push("set" in each ? last.set(each.set.id, each.set) : last.delete(each.remove));
        }
        for (const visit of visits) {
          const nodes = versions[visit % versions.length] as (typeof versions)[number];
          for (const [index, has] of Object.entries(properties) as [
            keyof typeof properties,
            (typeof properties)["daemoned"],
          ][]) {
            const expected = [...nodes.values()].filter(has).map((each) => each.id);
            expect(nodes.inOrder(nodes.index[index])).toEqual(expected);
          }
        }
      }),
    );
  });
});
