import { describe, expect, it } from "vitest";
import { Timeline, type TimelineEvent } from "../../sim/timeline.ts";

type Event = TimelineEvent<"pod", string> | TimelineEvent<"status", { phase: string }>;

const created: Event = { t: 0, kind: "pod", object: "a", data: "Created" };
const running: Event = { t: 1100, kind: "status", object: "demo", data: { phase: "Running" } };
const started: Event = { t: 1100, kind: "pod", object: "a", data: "Running" };

describe("Timeline", () => {
  it("keeps events in the order in which they happened", () => {
    const timeline = new Timeline<Event>();
    for (const event of [created, running, started]) timeline.append(event);
    expect(timeline.events).toEqual([created, running, started]);
  });

  it("refuses an event from before the last one", () => {
    const timeline = new Timeline<Event>();
    timeline.append(running);
    expect(() => timeline.append(created)).toThrow('"pod" of a at 0s comes after an event at 1.1s');
    expect(timeline.events).toEqual([running]);
  });

  it("branches at a mark", () => {
    const timeline = new Timeline<Event>();
    timeline.append(created);
    const mark = timeline.save();
    timeline.append(running);
    timeline.restore(mark);
    timeline.append(started);
    expect(timeline.events).toEqual([created, started]);
  });

  it("refuses a mark that lies beyond its end", () => {
    const timeline = new Timeline<Event>();
    timeline.append(created);
    const mark = timeline.save();
    timeline.restore(0);
    expect(() => timeline.restore(mark)).toThrow("restored to an earlier mark");
  });
});
