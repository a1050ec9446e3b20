import { describe, expect, it } from "vitest";
import { type Choices, ObedientChoices } from "../../sim/choice/choice.ts";
import { ScriptedChoices } from "../../sim/choice/scripted-choices.ts";
import { EventLoop } from "../../sim/loop.ts";
import { eventPriority } from "../../src/cluster/event-priority.ts";
import { WorldEvents } from "../../src/cluster/world-events.ts";

function play(choices: Choices, controllerActsAt: number): string[] {
  const loop = new EventLoop();
  const ran: string[] = [];
  const events = new WorldEvents(loop, choices);
  events.schedule(10, eventPriority.cluster, () => ran.push(`pod ends at ${loop.now}`), "end demo");
  loop.schedule(controllerActsAt, eventPriority.controller, () => ran.push("reconcile"), "worker");
  loop.run();
  return ran;
}

describe("what happens at the millisecond at which the controller acts", () => {
  const late = () => new ScriptedChoices(new Map([["tie:end demo", "after the controller"]]));

  it("comes first", () => {
    expect(play(new ObedientChoices(), 10)).toEqual(["pod ends at 10", "reconcile"]);
  });

  it("comes after the controller when that is chosen", () => {
    expect(play(late(), 10)).toEqual(["reconcile", "pod ends at 10"]);
  });

  it("is no choice at another millisecond", () => {
    const choices = late();
    expect(play(choices, 11)).toEqual(["pod ends at 10", "reconcile"]);
    expect(choices.unused).toHaveLength(1);
  });

  it("can be cancelled, also while it waits for the controller", () => {
    const loop = new EventLoop();
    const timer = new WorldEvents(loop, late()).schedule(
      10,
      eventPriority.cluster,
      () => expect.unreachable("it was cancelled"),
      "end demo",
    );
    loop.schedule(10, eventPriority.controller, () => timer.cancel(), "worker");
    loop.run();
  });
});
