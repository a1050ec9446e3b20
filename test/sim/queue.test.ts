import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareEvents, EventQueue, ScheduledEvent } from "../../sim/queue.ts";

/** Few distinct times and priorities, so that ties are common. */
const due = fc.record({ time: fc.integer({ min: 0, max: 5 }), priority: fc.integer({ min: -2, max: 2 }) });

const operation = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant("push" as const), due }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("cancel" as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("pop" as const) }) },
);

function drain(queue: EventQueue): ScheduledEvent[] {
  const events = [];
  for (let event = queue.pop(); event !== undefined; event = queue.pop()) events.push(event);
  return events;
}

describe("EventQueue", () => {
  it("pops by time, then priority, then sequence, in whatever order events were pushed", () => {
    fc.assert(
      fc.property(fc.array(due), fc.infiniteStream(fc.nat()), (dues, order) => {
        const events = dues.map(({ time, priority }, sequence) => event(time, priority, sequence));
        const shuffled = events.map((item) => ({ item, by: order.next().value as number }));
        const queue = new EventQueue();
        for (const { item } of shuffled.sort((left, right) => left.by - right.by)) queue.push(item);
        expect(drain(queue)).toEqual(events.sort(compareEvents));
      }),
    );
  });

  it("does what a sorted list does under any mix of pushing, popping and cancelling", () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 400, size: "max" }), (operations) => {
        const queue = new EventQueue();
        const pushed: ScheduledEvent[] = [];
        let model: ScheduledEvent[] = [];
        for (const step of operations) {
          if (step.do === "push") {
            const pushing = event(step.due.time, step.due.priority, pushed.length);
            pushed.push(pushing);
            model = [...model, pushing].sort(compareEvents);
            queue.push(pushing);
          } else if (step.do === "pop") {
            expect(queue.pop()).toBe(model.shift());
          } else if (pushed.length > 0) {
            const target = pushed[step.which % pushed.length] as ScheduledEvent;
            expect(queue.cancel(target)).toBe(model.includes(target));
            model = model.filter((other) => other !== target);
          }
          expect(queue.size).toBe(model.length);
          expect(queue.peek()).toBe(model[0]);
        }
        expect(queue.events()).toEqual(model);
        expect(drain(queue)).toEqual(model);
      }),
    );
  });

  it("keeps its order through the rebuild that drops many cancelled events", () => {
    const queue = new EventQueue();
    const events = Array.from({ length: 1000 }, (_, sequence) => event((sequence * 7) % 100, 0, sequence));
    for (const item of events) queue.push(item);
    for (const item of events) if (item.sequence % 10 !== 0) queue.cancel(item);
    expect(queue.size).toBe(100);
    expect(drain(queue)).toEqual(events.filter(({ sequence }) => sequence % 10 === 0).sort(compareEvents));
  });
});

function event(time: number, priority: number, sequence: number): ScheduledEvent {
  return new ScheduledEvent(time, priority, sequence, () => {}, `event ${sequence}`, 0);
}
