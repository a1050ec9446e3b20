import { EventQueue, ScheduledEvent } from "./queue.ts";
import { formatTime, isVirtualTime, maximumTime } from "./time.ts";

/** A loop that runs more events than this is taken to be stuck, unless its caller sets another limit. */
export const defaultEventLimit = 10_000_000;

/** More pending events than this are taken to be a runaway, unless the loop is made with another limit. */
export const defaultPendingLimit = 1_000_000;

export interface EventLoopOptions {
  /** {@link EventLoop.schedule} fails when this many events are pending already. */
  readonly pendingLimit?: number;
}

export interface RunLimits {
  /** Events due at this instant still run, later ones do not. Virtual milliseconds; default {@link maximumTime}. */
  readonly timeLimit?: number;
  /** How many events may run; default {@link defaultEventLimit}. */
  readonly eventLimit?: number;
}

/** How a run ended. `events` counts those of this run, `now` is the clock afterwards. */
export type RunResult =
  | { readonly reason: "idle"; readonly now: number; readonly events: number }
  | {
      readonly reason: "timeLimit" | "eventLimit";
      readonly now: number;
      readonly events: number;
      /** The event that would have run next; still pending. */
      readonly next: ScheduledEvent;
    }
  | {
      readonly reason: "stopped";
      readonly now: number;
      readonly events: number;
      /** Label of the event that stopped the loop. */
      readonly during: string;
    };

/** An error thrown inside an event; `cause` is the original. */
export class EventError extends Error {
  readonly label: string;
  /** Virtual milliseconds. */
  readonly time: number;

  constructor(event: ScheduledEvent, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`event "${event.label}" at ${formatTime(event.time)} failed: ${reason}`, { cause });
    this.name = "EventError";
    this.label = event.label;
    this.time = event.time;
  }
}

/** The {@link EventLoop.cause} of what nothing has caused: what is set up before a run, or done from outside. */
export const noCause = 0;

/** Runs events in the total order (time, priority, sequence), moving virtual time from one to the next. */
export class EventLoop {
  /**
   * What caused that which happens now, as a number that means something to whoever writes down what happens. An event
   * remembers what it was when the event was scheduled, and has it again while it runs.
   */
  cause: number = noCause;
  readonly #queue = new EventQueue();
  readonly #pendingLimit: number;
  #now = 0;
  #sequence = 0;
  #running = false;
  #stopRequested = false;

  constructor(options: EventLoopOptions = {}) {
    this.#pendingLimit = options.pendingLimit ?? defaultPendingLimit;
  }

  /** The clock, in virtual milliseconds. It never goes back. */
  get now(): number {
    return this.#now;
  }

  /** Whether an event runs right now. */
  get isRunning(): boolean {
    return this.#running;
  }

  /** How many events are pending. */
  get pending(): number {
    return this.#queue.size;
  }

  /** The pending events in the order in which they would run; O(pending log pending). */
  pendingEvents(): readonly ScheduledEvent[] {
    return this.#queue.events();
  }

  /** Whether something of at least this priority number is pending at this very instant; O(pending). */
  isDueNow(priority: number): boolean {
    return this.#queue.some((event) => event.time === this.#now && event.priority >= priority);
  }

  /**
   * Schedules an action.
   *
   * @param at virtual milliseconds, not before {@link now}
   * @param priority a finite number; among events of one instant the lower goes first, then the one scheduled earlier
   * @param label names the event in errors and results
   * @returns the handle for {@link cancel}
   */
  schedule(at: number, priority: number, action: () => void, label: string): ScheduledEvent {
    if (!isVirtualTime(at)) {
      throw new RangeError(`event "${label}" is scheduled at ${at}, which is not a whole number of milliseconds`);
    }
    if (at < this.#now) {
      const [due, now] = [formatTime(at), formatTime(this.#now)];
      throw new RangeError(`event "${label}" is scheduled at ${due}, but it is already ${now}`);
    }
    if (!Number.isFinite(priority)) {
      throw new RangeError(`event "${label}" has priority ${priority}, which is not a finite number`);
    }
    if (this.#queue.size >= this.#pendingLimit) {
      throw new RangeError(`event "${label}" exceeds the limit of ${this.#pendingLimit} pending events`);
    }
    const event = new ScheduledEvent(at, priority, this.#sequence++, action, label, this.cause);
    this.#queue.push(event);
    return event;
  }

  /** Cancels a pending event of this loop. False when it has run, runs now, or was cancelled before. */
  cancel(event: ScheduledEvent): boolean {
    return this.#queue.cancel(event);
  }

  /** Ends the run once the current event is over. To be called from within an event. */
  stop(): void {
    if (!this.#running) throw new Error("the event loop was told to stop, but it is not running");
    this.#stopRequested = true;
  }

  /**
   * Runs events until none is pending, a limit is reached, or an event calls {@link stop}.
   *
   * A run that ends at its time limit leaves the clock there; every other run leaves it at the last event.
   *
   * @throws EventError when an event throws. That event is spent; the rest stay pending.
   */
  run(limits: RunLimits = {}): RunResult {
    const { timeLimit = maximumTime, eventLimit = defaultEventLimit } = limits;
    if (this.#running) throw new Error("the event loop is running already: an event must not run the loop");
    if (!isVirtualTime(timeLimit)) throw new RangeError(`${timeLimit} is no limit for virtual time`);
    if (timeLimit < this.#now) {
      throw new RangeError(`the time limit ${timeLimit} lies before the present, ${this.#now}`);
    }
    if (Number.isNaN(eventLimit) || eventLimit < 0) throw new RangeError(`${eventLimit} is no limit for events`);
    this.#running = true;
    this.#stopRequested = false;
    try {
      return this.#runWithin(timeLimit, eventLimit);
    } finally {
      this.#running = false;
      this.cause = noCause;
    }
  }

  #runWithin(timeLimit: number, eventLimit: number): RunResult {
    const queue = this.#queue;
    let current: ScheduledEvent | undefined;
    let events = 0;
    // One handler around all events: the error finds its event in `current`, and the loop body stays free of it.
    try {
      for (;;) {
        const next = queue.peek();
        if (next === undefined) return { reason: "idle", now: this.#now, events };
        if (next.time > timeLimit) {
          this.#now = timeLimit;
          return { reason: "timeLimit", now: this.#now, events, next };
        }
        if (events >= eventLimit) return { reason: "eventLimit", now: this.#now, events, next };
        queue.pop();
        current = next;
        this.#now = next.time;
        this.cause = next.cause;
        events++;
        next.action();
        if (this.#stopRequested) return { reason: "stopped", now: this.#now, events, during: next.label };
      }
    } catch (error) {
      throw current === undefined ? error : new EventError(current, error);
    }
  }
}
