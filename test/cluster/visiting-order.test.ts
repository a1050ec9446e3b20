import { describe, expect, it } from "vitest";
import { BranchedChoices } from "../../sim/choice/branched-choices.ts";
import { ObedientChoices } from "../../sim/choice/choice.ts";
import { Odometer } from "../../sim/choice/odometer.ts";
import { chooseOrder } from "../../src/cluster/controller/visiting-order.ts";
import { itself, type OpenOrder } from "../../src/engine/model/open-order.ts";

const round: OpenOrder<string> = { what: "tasks", nameOf: itself, goes: "round" };
const any: OpenOrder<string> = { ...round, goes: "any" };

/** Every order that can be chosen, and how many choices each takes at most. */
function orders(order: OpenOrder<string>, items: readonly string[]): string[] {
  const odometer = new Odometer();
  const found: string[] = [];
  while (odometer.advance()) found.push(chooseOrder(odometer, order, "demo", items).join(""));
  return found;
}

describe("the order in which things are visited", () => {
  it("is as listed when nobody chooses, and no name is made for it", () => {
    const items = ["a", "b"];
    const nameless = { ...round, nameOf: () => expect.unreachable("a name was asked for") };
    expect(chooseOrder(new ObedientChoices(), nameless, "demo", items)).toBe(items);
    expect(chooseOrder(new BranchedChoices(new Set(["race"])), nameless, "demo", items)).toBe(items);
  });

  it("goes round a small map from any entry on", () => {
    expect(orders(round, ["a", "b", "c"])).toEqual(["abc", "bca", "cab"]);
  });

  it("goes round a small map from JSON in the order of names, whatever the order in which it is listed", () => {
    const byName: OpenOrder<string> = { ...round, goes: "roundByName" };
    expect(orders(byName, ["b", "c", "a"])).toEqual(["bca", "abc", "cab"]);
    expect(orders(byName, ["b", "a", "c"])).toEqual(["bac", "abc", "bca", "cab"]);
    const choices = new BranchedChoices(new Set(["order"]));
    chooseOrder(choices, byName, "demo", ["b", "a", "c"]);
    expect(choices.tape[0]?.options).toEqual(["as listed", "from a on", "from b on", "from c on"]);
  });

  it("may be any for goroutines, and for a map that was copied", () => {
    const found = orders(any, ["a", "b", "c"]);
    expect(found[0]).toBe("abc");
    expect(found.toSorted()).toEqual(["abc", "acb", "bac", "bca", "cab", "cba"]);
  });

  it("may be any for a map of more than eight entries", () => {
    const choices = new BranchedChoices(new Set(["order"]));
    const items = [..."abcdefghi"];
    expect(chooseOrder(choices, round, "demo", items)).toEqual(items);
    expect(choices.tape.map(({ label }) => label).slice(0, 2)).toEqual([
      "order:tasks of demo",
      "order:tasks of demo after a",
    ]);
    expect(choices.tape[1]?.options).toEqual([..."bcdefghi"]);
  });

  it("asks by names, and not at all about one thing", () => {
    const choices = new BranchedChoices(new Set(["order"]));
    chooseOrder(choices, round, "demo.t3", ["t1", "t2"]);
    chooseOrder(choices, any, "demo", ["alone"]);
    const asked = { kind: "order", label: "order:tasks of demo.t3", options: ["from t1 on", "from t2 on"], chosen: 0 };
    expect(choices.tape).toEqual([asked]);
  });
});
