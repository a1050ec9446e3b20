import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { playScenario } from "../../src/judge/play-scenario.ts";
import { begin, type Session } from "../../src/play/session.ts";
import { traceRun } from "../../src/timeline/trace.ts";
import { foundingStory } from "../journal/founding-story.ts";

const untouched = () => {
  const loaded = foundingStory();
  return { ...loaded, scenario: { ...loaded.scenario, actions: [] } };
};
const phaseOf = (session: Session, node: string) =>
  [...(session.workflow()?.status.nodes.values() ?? [])].find(({ name }) => name === node)?.phase;

describe("a session", () => {
  it("comes to the same end whether it is played at once, step by step, or to one time after another", () => {
    const atOnce = begin(foundingStory(), "v4.1.2");
    atOnce.end();
    const stepwise = begin(foundingStory(), "v4.1.2");
    while (stepwise.step());
    const timewise = begin(foundingStory(), "v4.1.2");
    for (let time = 0; timewise.ended === undefined; time += 777) timewise.runUntil(time);
    for (const { journal, ended, now } of [stepwise, timewise]) {
      expect(ended).toEqual(atOnce.ended);
      expect(now).toBe(atOnce.now);
      expect(journal.events).toEqual(atOnce.journal.events);
    }
  });

  it("stops at a time, and shows what there is then", () => {
    const session = begin(foundingStory(), "v4.1.2");
    expect(session.runUntil(2_000)).toBe(true);
    expect(session.now).toBe(2_000);
    expect(session.pods().map(({ metadata: { name }, status: { phase } }) => [name, phase])).toEqual([
      ["demo", "Running"],
    ]);
    expect(session.workflow("demo")?.status.phase).toBe("Running");
    expect(session.workflow("default/demo")).toBe(session.workflow());
    expect(session.workflow("nothing")).toBeUndefined();
    expect(session.workflows()).toEqual([session.workflow()]);
  });

  it("stops when something is true, and says whether it ever was", () => {
    const session = begin(foundingStory(), "v4.1.2");
    expect(session.runUntil((now) => phaseOf(now, "demo.onExit") === "Running")).toBe(true);
    expect([session.now, phaseOf(session, "demo")]).toEqual([20_000, "Succeeded"]);
    expect(session.runUntil((now) => phaseOf(now, "demo.onExit") === "Skipped")).toBe(false);
    expect(session.ended).toEqual({ kind: "quiet" });
    expect(session.step()).toBe(false);
  });

  it("lets people act in the middle, as the scenario would", () => {
    const session = begin(untouched(), "v4.1.2");
    session.runUntil(25_000);
    expect(session.act({ do: "terminate" })).toEqual({ ok: true });
    expect(session.act({ do: "resume", node: "nothing" })).toMatchObject({ ok: false });
    const [acted] = session.journal.events.filter(({ kind }) => kind === "acted");
    expect(acted).toMatchObject({ t: 25_000, cause: undefined, data: { do: "terminate" } });
    session.end();
    const scripted = playScenario(foundingStory(), "v4.1.2").workflows;
    expect(session.workflows().map(({ status }) => [status.phase, status.finishedAt])).toEqual(
      scripted.map(({ status }) => [status.phase, status.finishedAt]),
    );
    expect(() => session.act({ do: "terminate" })).toThrow("the run is over");
  });

  it("shows what is going to happen, each with what led to it", () => {
    const session = begin(foundingStory(), "v4.1.2");
    session.runUntil(2_000);
    const [end] = session.pending().filter(({ label }) => label === "end default/demo");
    expect(end?.time).toBe(6_400);
    expect(session.journal.event(end?.cause)).toMatchObject({ kind: "pod", data: { what: "running" } });
    const times = session.pending().map(({ time }) => time);
    expect(times).toEqual([...times].sort((left, right) => left - right));
  });

  it("ends for whoever has seen enough", () => {
    const session = begin(foundingStory(), "v4.1.2");
    session.journal.subscribe(({ kind }) => {
      if (kind === "pod") session.stop();
    });
    expect(session.end()).toEqual({ kind: "stopped" });
    expect(session.now).toBe(1_100);
  });

  it("shows the same trace as the player", () => {
    const session = begin(foundingStory(), "v4.1.2");
    session.end();
    const trace = traceRun(session.journal.events, session.startTime);
    expect(JSON.stringify(trace)).toBe(JSON.stringify(playScenario(foundingStory(), "v4.1.2").events));
  });

  it("writes the same journal in another process", () => {
    const program = `
      import { begin } from "./src/play/session.ts";
      import { traceRun } from "./src/timeline/trace.ts";
      import { foundingStory } from "./test/journal/founding-story.ts";
      const session = begin(foundingStory(), "v4.1.2");
      session.end();
      process.stdout.write(JSON.stringify([session.journal.events, traceRun(session.journal.events, 0)]));`;
    const node = ["--import", "tsx", "--input-type=module", "--eval", program];
    const other = execFileSync(process.execPath, node, { encoding: "utf8" });
    const session = begin(foundingStory(), "v4.1.2");
    session.end();
    const { events } = session.journal;
    expect(JSON.stringify([events, traceRun(events, 0)])).toBe(other);
  });
});
