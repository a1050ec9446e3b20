import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EventError, EventLoop, noCause } from "../../sim/loop.ts";
import { maximumTime } from "../../sim/time.ts";

const nothing = () => {};

describe("EventLoop", () => {
  it("runs events by time, then priority, then order of scheduling", () => {
    const loop = new EventLoop();
    const ran: string[] = [];
    const schedule = (at: number, priority: number, label: string) =>
      loop.schedule(at, priority, () => ran.push(`${label}@${loop.now}`), label);
    schedule(20, 0, "late");
    schedule(10, 5, "second by priority");
    schedule(10, 5, "third by sequence");
    schedule(10, -1, "first by priority");
    expect(loop.run()).toEqual({ reason: "idle", now: 20, events: 4 });
    expect(ran).toEqual(["first by priority@10", "second by priority@10", "third by sequence@10", "late@20"]);
  });

  it("knows what else is due at the instant of an event", () => {
    const loop = new EventLoop();
    const due: boolean[] = [];
    const look = () => due.push(loop.isDueNow(5));
    loop.schedule(10, 0, look, "with one of this priority");
    loop.schedule(10, 5, nothing, "of this priority");
    loop.schedule(20, 0, look, "with lower ones and later ones");
    loop.schedule(20, 4, nothing, "lower");
    loop.schedule(21, 9, nothing, "later");
    const cancelled = loop.schedule(30, 6, nothing, "cancelled");
    loop.schedule(30, 0, look, "with a cancelled one");
    loop.cancel(cancelled);
    loop.run();
    expect(due).toEqual([true, false, false]);
  });

  it("lets an event schedule more for the same instant, after those already there", () => {
    const loop = new EventLoop();
    const ran: string[] = [];
    loop.schedule(
      5,
      0,
      () => {
        ran.push("first");
        loop.schedule(loop.now, 0, () => ran.push("third"), "third");
      },
      "first",
    );
    loop.schedule(5, 0, () => ran.push("second"), "second");
    loop.run();
    expect(ran).toEqual(["first", "second", "third"]);
  });

  it("never moves its clock back", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50)), fc.array(fc.nat(50)), (starts, delays) => {
        const loop = new EventLoop();
        const times: number[] = [];
        const chain = (left: readonly number[]) => {
          times.push(loop.now);
          const [delay, ...rest] = left;
          if (delay !== undefined) loop.schedule(loop.now + delay, 0, () => chain(rest), "chain");
        };
        for (const start of starts) loop.schedule(start, 0, () => chain(delays), "start");
        loop.run();
        expect(times).toHaveLength(starts.length * (delays.length + 1));
        expect(times).toEqual([...times].sort((left, right) => left - right));
      }),
    );
  });

  it("refuses to schedule in the past, or at no time at all", () => {
    const loop = new EventLoop();
    loop.schedule(2000, 0, nothing, "event");
    loop.run();
    expect(() => loop.schedule(1999, 0, nothing, "late")).toThrow(
      'event "late" is scheduled at 1.999s, but it is already 2s',
    );
    for (const at of [2000.5, Number.NaN, Number.POSITIVE_INFINITY, maximumTime + 1]) {
      expect(() => loop.schedule(at, 0, nothing, "odd")).toThrow("not a whole number of milliseconds");
    }
    expect(() => loop.schedule(3000, Number.NaN, nothing, "odd")).toThrow("not a finite number");
    expect(loop.pending).toBe(0);
  });

  it("does not run what was cancelled, and tells whether there was something to cancel", () => {
    const loop = new EventLoop();
    const ran: string[] = [];
    const cancelled = loop.schedule(1, 0, () => ran.push("cancelled"), "cancelled");
    const kept = loop.schedule(2, 0, () => ran.push(`kept, cancel gives ${loop.cancel(kept)}`), "kept");
    expect([loop.cancel(cancelled), loop.cancel(cancelled)]).toEqual([true, false]);
    expect(loop.pending).toBe(1);
    loop.run();
    expect(ran).toEqual(["kept, cancel gives false"]);
    expect(loop.cancel(kept)).toBe(false);
  });
});

describe("the limits of EventLoop", () => {
  it("runs what is due at the time limit, and nothing later", () => {
    const loop = new EventLoop();
    loop.schedule(100, 0, nothing, "at the limit");
    const next = loop.schedule(101, 0, nothing, "after the limit");
    expect(loop.run({ timeLimit: 100 })).toEqual({ reason: "timeLimit", now: 100, events: 1, next });
    expect(loop.run()).toEqual({ reason: "idle", now: 101, events: 1 });
  });

  it("leaves the clock at the time limit, and does not go back behind it", () => {
    const loop = new EventLoop();
    loop.schedule(90, 0, nothing, "before the limit");
    const next = loop.schedule(110, 0, nothing, "after the limit");
    expect(loop.run({ timeLimit: 100 })).toEqual({ reason: "timeLimit", now: 100, events: 1, next });
    expect(loop.run({ timeLimit: 100 })).toEqual({ reason: "timeLimit", now: 100, events: 0, next });
    expect(() => loop.run({ timeLimit: 99 })).toThrow("lies before the present");
    expect(() => loop.schedule(99, 0, nothing, "late")).toThrow("it is already 100ms");
  });

  it("ends a loop that feeds itself for ever", () => {
    const loop = new EventLoop();
    const again = () => loop.schedule(loop.now, 0, again, "again");
    again();
    expect(loop.run({ eventLimit: 1000 })).toMatchObject({ reason: "eventLimit", now: 0, events: 1000 });
    expect(loop.run({ eventLimit: 0 })).toMatchObject({ reason: "eventLimit", events: 0, next: { label: "again" } });
  });

  it("is idle, not limited, when the last event is the last one allowed", () => {
    const loop = new EventLoop();
    loop.schedule(1, 0, nothing, "only");
    expect(loop.run({ eventLimit: 1, timeLimit: 1 })).toEqual({ reason: "idle", now: 1, events: 1 });
  });

  it("refuses more pending events than it may hold", () => {
    const loop = new EventLoop({ pendingLimit: 2 });
    loop.schedule(1, 0, nothing, "a");
    const second = loop.schedule(1, 0, nothing, "b");
    expect(() => loop.schedule(1, 0, nothing, "c")).toThrow('event "c" exceeds the limit of 2 pending events');
    loop.cancel(second);
    loop.schedule(1, 0, nothing, "d");
    expect(loop.run()).toMatchObject({ events: 2 });
  });

  it("refuses limits that are none", () => {
    const loop = new EventLoop();
    expect(() => loop.run({ eventLimit: Number.NaN })).toThrow(RangeError);
    for (const timeLimit of [Number.NaN, 1.5, -1]) {
      expect(() => loop.run({ timeLimit })).toThrow("is no limit for virtual time");
    }
  });
});

describe("stopping EventLoop", () => {
  it("stops after the event that asks for it, and can go on", () => {
    const loop = new EventLoop();
    loop.schedule(1, 0, () => loop.stop(), "enough");
    loop.schedule(1, 0, nothing, "rest");
    expect(loop.run()).toEqual({ reason: "stopped", now: 1, events: 1, during: "enough" });
    expect(loop.run()).toEqual({ reason: "idle", now: 1, events: 1 });
  });

  it("cannot be stopped when it does not run", () => {
    expect(() => new EventLoop().stop()).toThrow("it is not running");
  });

  it("names the event in which an error was thrown, keeps the cause, and can go on", () => {
    const loop = new EventLoop();
    const cause = new TypeError("no such pod");
    loop.schedule(
      90_000,
      0,
      () => {
        throw cause;
      },
      "start pod a",
    );
    loop.schedule(90_001, 0, nothing, "rest");
    const error = errorOf(() => loop.run());
    expect(error).toBeInstanceOf(EventError);
    expect(error).toMatchObject({ label: "start pod a", time: 90_000, cause });
    expect(error.message).toBe('event "start pod a" at 1m30s failed: no such pod');
    expect(loop.run()).toEqual({ reason: "idle", now: 90_001, events: 1 });
  });

  it("does not run inside itself", () => {
    const loop = new EventLoop();
    loop.schedule(1, 0, () => loop.run(), "nested");
    expect(() => loop.run()).toThrow('event "nested" at 1ms failed: the event loop is running already');
  });
});

describe("the cause of EventLoop", () => {
  it("is for each event what it was when the event was scheduled", () => {
    const loop = new EventLoop();
    const causes: [string, number][] = [];
    const schedule = (at: number, label: string, act = nothing) => {
      const note = () => {
        causes.push([label, loop.cause]);
        act();
      };
      loop.schedule(at, 0, note, label);
    };
    schedule(1, "nobody's", () => {
      loop.cause = 7;
      schedule(3, "of 7");
      loop.cause = 8;
      schedule(2, "of 8", () => schedule(4, "of 8, too"));
    });
    schedule(1, "nobody's, too");
    loop.run();
    expect(causes).toEqual([
      ["nobody's", noCause],
      ["nobody's, too", noCause],
      ["of 8", 8],
      ["of 7", 7],
      ["of 8, too", 8],
    ]);
  });

  it("is none between two runs", () => {
    const loop = new EventLoop();
    const setCause = () => {
      loop.cause = 7;
    };
    loop.schedule(1, 0, setCause, "event");
    loop.run();
    expect(loop.cause).toBe(noCause);
  });
});

describe("the pending events of EventLoop", () => {
  it("are those that would run, in their order", () => {
    const loop = new EventLoop();
    loop.schedule(5, 0, nothing, "late");
    const cancelled = loop.schedule(2, 0, nothing, "cancelled");
    loop.schedule(5, -1, nothing, "first of its instant");
    loop.cancel(cancelled);
    expect(loop.pendingEvents().map(({ time, label }) => [time, label])).toEqual([
      [5, "first of its instant"],
      [5, "late"],
    ]);
  });
});

function errorOf(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("it did not throw an error");
}
