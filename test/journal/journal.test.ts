import { describe, expect, it } from "vitest";
import { EventLoop } from "../../sim/loop.ts";
import { Journal } from "../../src/journal/journal.ts";
import type { JournalEvent, JournalKind } from "../../src/journal/journal-event.ts";
import { named } from "../../src/journal/object-identity.ts";
import { begin } from "../../src/play/session.ts";
import { foundingStory } from "./founding-story.ts";

const pod = named("Pod", "default", "demo");

describe("the cause in a journal", () => {
  it("is what was written last where an event comes from", () => {
    const loop = new EventLoop();
    const journal = new Journal(loop);
    const record = () => journal.record("pod", pod, { what: "running" });
    loop.schedule(
      1,
      0,
      () => {
        record();
        loop.schedule(5, 0, record, "of 1");
        record();
        loop.schedule(5, 0, record, "of 2");
      },
      "root",
    );
    loop.run();
    expect(journal.events.map(({ sequence, t, cause }) => [sequence, t, cause])).toEqual([
      [1, 1, undefined],
      [2, 1, 1],
      [3, 5, 1],
      [4, 5, 2],
    ]);
  });

  it("is an earlier one for whoever goes back to it", () => {
    const journal = new Journal(new EventLoop());
    const record = () => journal.record("pod", pod, { what: "running" });
    record();
    const { cause } = journal;
    record();
    journal.resume(cause);
    record();
    expect(journal.events.map((event) => event.cause)).toEqual([undefined, 1, 1]);
  });
});

describe("the journal of a terminate during an exit handler", () => {
  const session = begin(foundingStory(), "v4.1.2");
  session.end();
  const { journal } = session;
  const end = journal.events.find(
    ({ kind, data }) => kind === "stored" && data.of === "Workflow" && data.after?.status.phase === "Failed",
  ) as JournalEvent;

  /** The causes of an event as far as the reconcile that it comes from, or to the end. */
  const causes = (event: JournalEvent): readonly JournalEvent[] => {
    const all = [...journal.causesOf(event)];
    const reconcile = all.findIndex(({ kind }) => kind === "reconcileBegan");
    return reconcile < 0 ? all : all.slice(0, reconcile + 1);
  };
  const entriesOf = (event: JournalEvent | undefined): readonly JournalEvent[] => {
    if (event?.kind !== "reconcileBegan") throw new Error("nothing was reconciled");
    return event.data.entries.map((sequence) => journal.event(sequence) as JournalEvent);
  };
  const last = causes(end).at(-1);
  const entryOfPod = entriesOf(last).findLast((entry) => causes(entry).some(isEndOfPod)) as JournalEvent;
  const before = causes(entryOfPod).at(-1);
  const entryOfUser = entriesOf(before).find((entry) => causes(entry).some(({ kind }) => kind === "acted"));

  it("puts the end of the workflow down to a reconcile, that of the pod, the signal and the terminate", () => {
    expect(causes(end).map(describeStep)).toEqual([
      "Workflow written by controller",
      "Workflow requested: update",
      "Workflow reconciled",
    ]);
    expect(causes(entryOfPod).map(describeStep)).toEqual([
      "Workflow queued",
      "Pod delivered",
      "Pod written by controller",
      "Pod ended 143",
      "Pod requested: exec",
      "Pod queued",
      "Workflow reconciled",
    ]);
    expect(
      causes(entryOfUser as JournalEvent)
        .map(describeStep)
        .slice(0, 4),
    ).toEqual(["Workflow queued", "Workflow delivered", "Workflow written by people", "acted: terminate"]);
    expect(journal.leadingTo(end)).toEqual(expect.arrayContaining([last, entryOfPod, before, entryOfUser]));
  });

  it("has the entry that decided when as the cause of a reconcile, and the others beside it", () => {
    const [first] = entriesOf(last).filter(({ sequence }) => sequence === last?.cause);
    expect(first).toMatchObject({ kind: "queued", data: { due: last?.t } });
    expect(entryOfPod.sequence).not.toBe(last?.cause);
  });

  it("tells what each reconcile read, what it wrote, and why it ended", () => {
    const ended = journal.events.flatMap(({ kind, data }) => (kind === "reconcileEnded" ? [data.outcome.kind] : []));
    expect(ended).toEqual(["wrote", "wrote", "wrote", "wrote", "wrote", "nothingToWrite"]);
  });

  it("knows pods by node and uid", () => {
    const running = journal.events.filter(({ kind, data }) => kind === "pod" && data.what === "running");
    expect(running.map(({ object, node }) => [object.namespace, object.uid, node])).toEqual([
      ["default", "uid-demo", { workflow: "demo", id: "demo", name: "demo" }],
      ["default", "uid-demo-notify-1599854481", { workflow: "demo", id: "demo-1599854481", name: "demo.onExit" }],
    ]);
  });

  it("holds no details for those who want none, and tells the same of all else", () => {
    const brief = begin(foundingStory(), "v4.1.2", { details: [] });
    brief.end();
    const others: readonly JournalKind[] = ["stored", "pod", "acted"];
    const told = (events: readonly JournalEvent[]) =>
      events
        .filter(({ kind }) => others.includes(kind))
        .map(({ t, kind, object, data }) => ({ t, kind, object, data }));
    expect(brief.journal.events.every(({ kind }) => others.includes(kind))).toBe(true);
    expect(told(brief.journal.events)).toEqual(told(journal.events));
  });
});

function isEndOfPod({ kind, data }: JournalEvent): boolean {
  return kind === "pod" && data.what === "ended";
}

function describeStep({ kind, object, data }: JournalEvent): string {
  switch (kind) {
    case "stored":
      return `${object.kind} written by ${data.by}`;
    case "request":
      return `${object.kind} requested: ${data.verb}`;
    case "reconcileBegan":
      return "Workflow reconciled";
    case "delivered":
    case "queued":
      return `${object.kind} ${kind}`;
    case "pod":
      return data.what === "ended" ? `Pod ended ${data.exitCode}` : `Pod ${data.what}`;
    case "acted":
      return `acted: ${data.do}`;
    default:
      return kind;
  }
}
