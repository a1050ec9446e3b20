import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NamespacedMap } from "../../src/cluster/api-server/namespaced-map.ts";

const word = fc.constantFrom("", "a", "b", "a/b");
const step = fc.record({ namespace: word, name: word, value: fc.option(fc.nat(), { nil: undefined }) });

describe("NamespacedMap", () => {
  it("is a map by both names, listed namespace by namespace", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const map = new NamespacedMap<number>();
        const model = new Map<string, Map<string, number>>();
        for (const { namespace, name, value } of steps) {
          const names = model.get(namespace) ?? new Map<string, number>();
          if (value === undefined) {
            map.delete(namespace, name);
            names.delete(name);
          } else {
            map.set(namespace, name, value);
            model.set(namespace, names.set(name, value));
          }
        }
        expect([...map.values()]).toEqual([...model.values()].flatMap((names) => [...names.values()]));
        for (const { namespace, name } of steps) {
          expect(map.get(namespace, name)).toBe(model.get(namespace)?.get(name));
        }
      }),
    );
  });
});
