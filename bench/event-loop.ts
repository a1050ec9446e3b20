import TinyQueue from "tinyqueue";
import { EventLoop } from "../sim/loop.ts";
import { measure } from "./measure.ts";
import { formatRate, formatRatio, type Table } from "./table.ts";

const eventsPerRound = 400_000;

interface BareEvent {
  readonly time: number;
  readonly run: () => void;
}

/** Delays from 0 to 1023 ms, always the same ones; made so cheaply that the queue dominates. */
function delays(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state >> 21;
  };
}

function byTime(left: BareEvent, right: BareEvent): number {
  return left.time - right.time;
}

/** The least that a simulation can do: a heap by time. No order among ties, cancelling, labels, limits or checks. */
function bareQueue(pending: number): () => number {
  const queue = new TinyQueue<BareEvent>([], byTime);
  const delay = delays();
  let now = 0;
  const run = () => queue.push({ time: now + delay(), run });
  for (let index = 0; index < pending; index++) run();
  return () => {
    let count = 0;
    for (let event = queue.pop(); event !== undefined && count < eventsPerRound; event = queue.pop()) {
      now = event.time;
      event.run();
      count++;
    }
    return count;
  };
}

function callbacks(pending: number): () => number {
  const loop = new EventLoop();
  const delay = delays();
  const run = () => {
    loop.schedule(loop.now + delay(), 0, run, "event");
  };
  for (let index = 0; index < pending; index++) run();
  return () => loop.run({ eventLimit: eventsPerRound }).events;
}

/** Every event sets a timer and cancels the one of the event before, as timeouts that are not reached do. */
function cancelledTimers(pending: number): () => number {
  const loop = new EventLoop();
  const delay = delays();
  const nothing = () => {};
  let timer = loop.schedule(3_600_000, 0, nothing, "timeout");
  const run = () => {
    loop.cancel(timer);
    timer = loop.schedule(loop.now + 3_600_000, 0, nothing, "timeout");
    loop.schedule(loop.now + delay(), 0, run, "event");
  };
  for (let index = 0; index < pending; index++) run();
  return () => loop.run({ eventLimit: eventsPerRound }).events;
}

/** Events per second of the loop in relation to a bare heap. */
export function eventLoopTable(): Table {
  const rows = [256, 10_000, 100_000].flatMap((pending) =>
    measure([
      { name: `bare tinyqueue, ${pending} pending`, prepare: () => bareQueue(pending) },
      { name: `event loop, callbacks, ${pending} pending`, prepare: () => callbacks(pending) },
      { name: `event loop, and a cancelled timer each, ${pending} pending`, prepare: () => cancelledTimers(pending) },
    ]).map(({ name, rate, ratio }) => [name, formatRate(rate), formatRatio(ratio)]),
  );
  return { title: "Kernel: events per CPU second", header: ["", "events", "of bare"], rows };
}
