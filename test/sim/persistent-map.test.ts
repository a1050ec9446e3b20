import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DerivedIndex, PersistentMap } from "../../sim/persistent-map.ts";

const key = fc.integer({ min: 0, max: 9 });
const value = fc.integer({ min: 0, max: 3 });

/** One step: pick any version there is, and derive another from it. */
const step = fc.record({
  from: fc.nat(),
  change: fc.oneof(
    fc.record({ do: fc.constant("set" as const), key, value }),
    fc.record({ do: fc.constant("delete" as const), key }),
    fc.record({ do: fc.constant("with" as const), delete: fc.array(key), set: fc.array(fc.tuple(key, value)) }),
  ),
});
type Change = (typeof step extends fc.Arbitrary<infer Step> ? Step : never)["change"];

/** How the versions are visited afterwards. */
const visits = fc.array(fc.nat(), { maxLength: 30 });

class Sum implements DerivedIndex<number, number> {
  total = 0;

  apply(_key: number, before: number | undefined, after: number | undefined): void {
    this.total += (after ?? 0) - (before ?? 0);
  }
}

function changed<Index extends DerivedIndex<number, number> | undefined>(
  map: PersistentMap<number, number, Index>,
  change: Change,
): PersistentMap<number, number, Index> {
  if (change.do === "set") return map.set(change.key, change.value);
  return change.do === "delete" ? map.delete(change.key) : map.with(change);
}

function changedModel(model: ReadonlyMap<number, number>, change: Change): Map<number, number> {
  const copy = new Map(model);
  if (change.do === "set") return copy.set(change.key, change.value);
  for (const deleted of change.do === "delete" ? [change.key] : change.delete) copy.delete(deleted);
  if (change.do === "with") for (const [set, to] of change.set) copy.set(set, to);
  return copy;
}

/** Derives versions as the steps say, together with a plain `Map` for each. */
function grow<Index extends DerivedIndex<number, number> | undefined>(
  root: PersistentMap<number, number, Index>,
  steps: readonly { from: number; change: Change }[],
) {
  const versions = [{ map: root, model: new Map(root) }];
  for (const { from, change } of steps) {
    const base = versions[from % versions.length] as (typeof versions)[number];
    versions.push({ map: changed(base.map, change), model: changedModel(base.model, change) });
  }
  return versions;
}

const start: [number, number][] = [
  [3, 1],
  [1, 2],
];

describe("PersistentMap", () => {
  it("is, in every version and whatever the order of access, what a copied Map is, iteration order included", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), visits, (steps, order) => {
        const versions = grow(PersistentMap.from(start), steps);
        for (const visit of [...order, ...versions.keys()]) {
          const { map, model } = versions[visit % versions.length] as (typeof versions)[number];
          expect([...map]).toEqual([...model]);
          expect([[...map.keys()], [...map.values()]]).toEqual([[...model.keys()], [...model.values()]]);
          expect(map.size).toBe(model.size);
          for (let probe = 0; probe < 10; probe++) {
            expect([map.get(probe), map.has(probe)]).toEqual([model.get(probe), model.has(probe)]);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("keeps its indexes in step with whichever version is accessed", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), visits, (steps, order) => {
        const versions = grow(PersistentMap.indexed(start, new Sum()), steps);
        for (const visit of order) {
          const { map, model } = versions[visit % versions.length] as (typeof versions)[number];
          expect(map.index.total).toBe([...model.values()].reduce((sum, item) => sum + item, 0));
        }
      }),
    );
  });

  it("names every key in which another version differs", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), visits, (steps, order) => {
        const versions = grow(PersistentMap.from(start), steps);
        const at = (visit: number) => versions[visit % versions.length] as (typeof versions)[number];
        for (const [index, visit] of order.entries()) {
          const [left, right] = [at(visit), at(order[index - 1] ?? 0)];
          const changed = left.map.keysChangedSince(right.map);
          for (const key of new Set([...left.model.keys(), ...right.model.keys()])) {
            if (left.model.get(key) !== right.model.get(key)) expect(changed).toContain(key);
          }
        }
      }),
    );
    const map = PersistentMap.from(start);
    expect(map.keysChangedSince(map)).toEqual(new Set());
    expect(map.set(3, 9).keysChangedSince(map)).toEqual(new Set([3]));
    expect(map.keysChangedSince(PersistentMap.from(start))).toBeUndefined();
  });

  it("goes on iterating over its own version while others are made and accessed", () => {
    const original = PersistentMap.from(start).set(7, 0);
    let latest = original;
    const seen: [number, number][] = [];
    for (const [each, item] of original) {
      latest = latest.delete(each).set(each + 100, item);
      expect(original.get(each)).toBe(item);
      seen.push([each, item]);
    }
    expect(seen).toEqual([...start, [7, 0]]);
    expect([...latest.entries()]).toEqual([
      [103, 1],
      [101, 2],
      [107, 0],
    ]);
  });

  it("is itself when nothing changes", () => {
    const map = PersistentMap.from([["a", Number.NaN]]);
    expect(map.set("a", Number.NaN)).toBe(map);
    expect(map.delete("b")).toBe(map);
    expect(map.with({ delete: ["b"], set: [["a", Number.NaN]] })).toBe(map);
  });

  it("holds null as a value", () => {
    const map = PersistentMap.from<string, number | null>([["a", null]]);
    expect([map.get("a"), map.has("a"), map.has("b")]).toEqual([null, true, false]);
  });

  it("goes back over a long history without exhausting the stack", () => {
    const first = PersistentMap.from<number, number>();
    let last = first;
    for (let index = 0; index < 200_000; index++) last = last.set(index % 1000, index);
    expect(first.size).toBe(0);
    expect(first.has(5)).toBe(false);
    expect(last.get(999)).toBe(199_999);
  });
});
