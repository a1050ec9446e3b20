import { beforeEach, describe, expect, it } from "vitest";
import { type Choices, ObedientChoices } from "../../sim/choice/choice.ts";
import { ScriptedChoices } from "../../sim/choice/scripted-choices.ts";
import { EventLoop } from "../../sim/loop.ts";
import { ObjectStore, type StoredObject } from "../../src/cluster/api-server/object-store.ts";
import { Informer, type InformerOptions } from "../../src/cluster/controller/informer.ts";
import { eventPriority } from "../../src/cluster/event-priority.ts";
import { Journal } from "../../src/journal/journal.ts";

interface Box extends StoredObject {
  readonly content: string;
}

let loop: EventLoop;
let store: ObjectStore<Box>;
/** What the handlers were told: when, what, contents and version. */
let told: string[];

beforeEach(() => {
  let version = 0;
  loop = new EventLoop();
  store = new ObjectStore<Box>("ConfigMap", "boxes", { now: () => loop.now, nextVersion: () => ++version });
  told = [];
});

function follow(options: Partial<InformerOptions<Box>> = {}, choices: Choices = new ObedientChoices()): Informer<Box> {
  const informer = new Informer({ loop, journal: new Journal(loop), choices, kind: "box", store, ...options });
  const tell = (what: string, { content, metadata }: Box) =>
    told.push(`${loop.now} ${what} ${content} v${metadata.resourceVersion}`);
  informer.list();
  informer.handle({
    added: (box) => tell("added", box),
    updated: (_, box) => tell("updated", box),
    deleted: (box) => tell("deleted", box),
  });
  return informer;
}

const create = (name: string, content = name) => store.create({ metadata: { name, namespace: "default" }, content });
const fill = (name: string, content: string) => store.modify("default", name, (box) => ({ ...box, content }));
const at = (time: number, action: () => void) => loop.schedule(time, 0, action, "test");

describe("an informer", () => {
  it("first tells what there is, then what changes, at the same instant but not at once", () => {
    create("old");
    const informer = follow();
    expect(told).toEqual(["0 added old v1"]);
    at(5, () => {
      create("new");
      expect(informer.cache.get("default", "new")).toBeUndefined();
    });
    at(6, () => fill("new", "changed"));
    at(7, () => store.delete("default", "new"));
    loop.run();
    expect(told.slice(1)).toEqual(["5 added new v2", "6 updated changed v3", "7 deleted changed v3"]);
    expect([...informer.cache.list()].map(({ content }) => content)).toEqual(["old"]);
  });

  it("passes each event on after its lag, one after the other", () => {
    follow({ lag: 100 });
    at(0, () => create("a"));
    at(10, () => fill("a", "b"));
    at(500, () => fill("a", "c"));
    loop.run();
    expect(told).toEqual(["100 added a v1", "200 updated b v2", "600 updated c v3"]);
  });

  it("shows a patch first under the old version, then under the new one, where patches arrive twice", () => {
    follow({ lag: 100, patchesArriveTwice: true });
    at(0, () => create("a"));
    at(1_000, () => store.patch("default", "a", (box) => ({ ...box, content: "b" })));
    loop.run();
    expect(told).toEqual(["100 added a v1", "1100 updated b v1", "1200 updated b v2"]);
  });

  it("is late when it is chosen to be, and then everything after it is", () => {
    follow(
      { state: ({ content }) => content },
      new ScriptedChoices(new Map([["deliver:box/default/a@slow", "1s late"]])),
    );
    at(0, () => create("a"));
    at(10, () => fill("a", "slow"));
    at(20, () => fill("a", "fast"));
    loop.run();
    expect(told).toEqual(["0 added a v1", "1010 updated slow v2", "1010 updated fast v3"]);
  });

  describe("whose events arrive when the controller acts", () => {
    const late = () => new ScriptedChoices(new Map([["race:box/default/b@b", "after the controller"]]));
    const reconcileAt = (time: number) =>
      loop.schedule(time, eventPriority.controller, () => told.push(`${loop.now} reconcile`), "worker");
    const isContested = () => loop.isDueNow(eventPriority.queue);

    it("shows them first", () => {
      follow({ isContested, state: ({ content }) => content });
      at(10, () => create("b"));
      reconcileAt(10);
      loop.run();
      expect(told).toEqual(["10 added b v1", "10 reconcile"]);
    });

    it("shows one, and what comes after it, only then when that is chosen", () => {
      follow({ isContested, state: ({ content }) => content }, late());
      for (const name of ["a", "b", "c"]) at(10, () => create(name));
      reconcileAt(10);
      loop.run();
      expect(told).toEqual(["10 added a v1", "10 reconcile", "10 added b v2", "10 added c v3"]);
    });

    it("has no choice at another instant", () => {
      const choices = late();
      follow({ isContested, state: ({ content }) => content }, choices);
      at(10, () => create("b"));
      reconcileAt(11);
      loop.run();
      expect(told).toEqual(["10 added b v1", "11 reconcile"]);
      expect(choices.unused).toHaveLength(1);
    });
  });

  it("tells of everything again at every resync", () => {
    follow({ resync: { first: 1_000, period: 2_000 } });
    at(0, () => create("a"));
    loop.run({ timeLimit: 5_500 });
    expect(told).toEqual(["0 added a v1", "1000 updated a v1", "3000 updated a v1", "5000 updated a v1"]);
  });

  it("lists only what it asks for", () => {
    create("a");
    create("b");
    follow({ selects: ({ content }) => content === "b" });
    expect(told).toEqual(["0 added b v2"]);
  });

  it("takes an object that loses its labels for deleted, and one that gets them for new, where watches select", () => {
    follow({ selects: ({ content }) => content === "b", watchesSelected: true });
    at(0, () => create("a"));
    at(10, () => fill("a", "b"));
    at(20, () => fill("a", "b"));
    at(30, () => fill("a", "c"));
    at(40, () => fill("a", "d"));
    loop.run();
    expect(told).toEqual(["10 added b v2", "20 updated b v3", "30 deleted b v4"]);
  });

  it("forgets what is on its way when it stops", () => {
    const informer = follow({ lag: 100 });
    at(0, () => create("a"));
    at(50, () => informer.stop());
    at(60, () => create("b"));
    loop.run();
    expect(told).toEqual([]);
  });
});
