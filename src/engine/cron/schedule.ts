import { type ClockFields, clockFields, instantOf, type TimeZone } from "./time-zone.ts";

/** When something is due. Instants are milliseconds since 1970. */
export interface Schedule {
  /** The next time after an instant; undefined when there is none within five years. */
  next(after: number): number | undefined;
  /**
   * Of the times that come one after the other from an instant on, the last before another; undefined when that is
   * earlier than `earliest`, or when there is none.
   */
  last(after: number, before: number, earliest: number): number | undefined;
}

/** Every so many milliseconds (`@every`), counted in whole seconds. */
export function delaySchedule(delay: number): Schedule {
  const seconds = Math.max(1000, Math.floor(delay / 1000) * 1000);
  return {
    next: (after) => Math.floor(after / 1000) * 1000 + seconds,
    last: (after, before, earliest) => {
      const start = Math.floor(after / 1000) * 1000;
      const last = start + Math.floor((before - 1 - start) / seconds) * seconds;
      return last > start && last >= earliest ? last : undefined;
    },
  };
}

/** The values that a field of a schedule takes. */
export interface ScheduleField {
  readonly values: ReadonlySet<number>;
  /** Whether it is `*` or `?`: of two such day fields that both are not, one is enough. */
  readonly isAny: boolean;
}

export interface ScheduleFields {
  readonly minute: ScheduleField;
  readonly hour: ScheduleField;
  readonly dayOfMonth: ScheduleField;
  readonly month: ScheduleField;
  readonly dayOfWeek: ScheduleField;
}

/** One unit of time in the search for the next match, from the longest to the shortest. */
interface Unit {
  matches(clock: ClockFields): boolean;
  /** The beginning of the unit that an instant lies in. */
  start(instant: number, clock: ClockFields): number;
  /** The next of the unit. */
  advance(instant: number, clock: ClockFields): number;
  /** Whether the longer unit changed with that. */
  isWrapped(clock: ClockFields): boolean;
}

const secondLength = 1_000;
const minuteLength = 60 * secondLength;
const hourLength = 60 * minuteLength;

/**
 * A schedule of clock fields (robfig/cron's `SpecSchedule`). What falls into the hour that summer time skips is left
 * out; what falls into the one that it repeats is due twice.
 */
export class ClockSchedule implements Schedule {
  readonly #fields: ScheduleFields;
  readonly #zone: TimeZone;
  readonly #units: readonly Unit[];

  constructor(fields: ScheduleFields, zone: TimeZone) {
    this.#fields = fields;
    this.#zone = zone;
    this.#units = [
      {
        matches: ({ month }) => fields.month.values.has(month),
        start: (_, clock) => instantOf(zone, { ...dateOf(clock), day: 1 }),
        advance: (_, clock) => instantOf(zone, { ...clock, month: clock.month + 1 }),
        isWrapped: ({ month }) => month === 1,
      },
      {
        matches: (clock) => this.#matchesDay(clock),
        start: (_, clock) => instantOf(zone, dateOf(clock)),
        advance: (_, clock) => this.#nearMidnight(instantOf(zone, { ...clock, day: clock.day + 1 })),
        isWrapped: ({ day }) => day === 1,
      },
      {
        matches: ({ hour }) => fields.hour.values.has(hour),
        start: (_, { minute: _minute, second: _second, ...clock }) => instantOf(zone, clock),
        advance: (instant) => instant + hourLength,
        isWrapped: ({ hour }) => hour === 0,
      },
      {
        matches: ({ minute }) => fields.minute.values.has(minute),
        start: (instant) => Math.floor(instant / minuteLength) * minuteLength,
        advance: (instant) => instant + minuteLength,
        isWrapped: ({ minute }) => minute === 0,
      },
      {
        matches: ({ second }) => second === 0,
        start: (instant) => instant,
        // None but the first second of a minute matches.
        advance: (instant, { second }) => instant + (60 - second) * secondLength,
        isWrapped: ({ second }) => second === 0,
      },
    ];
  }

  next(after: number): number | undefined {
    let instant = Math.floor(after / secondLength) * secondLength + secondLength;
    let clock = this.#clock(instant);
    let startsUnits = true;
    const lastYear = clock.year + 5;
    while (clock.year <= lastYear) {
      const unit = this.#firstUnmatched(clock);
      if (unit === undefined) return instant;
      // Only the first unit that does not match is taken back to its beginning; all shorter ones are there then.
      if (startsUnits) {
        instant = unit.start(instant, clock);
        clock = this.#clock(instant);
      }
      startsUnits = false;
      do {
        instant = unit.advance(instant, clock);
        clock = this.#clock(instant);
      } while (!unit.isWrapped(clock) && !unit.matches(clock));
    }
    return undefined;
  }

  last(after: number, before: number, earliest: number): number | undefined {
    let last: number | undefined;
    let next = this.next(Math.max(after, earliest - 1));
    while (next !== undefined && next < before) {
      last = next;
      next = this.next(last);
    }
    return last;
  }

  #firstUnmatched(clock: ClockFields): Unit | undefined {
    for (const unit of this.#units) if (!unit.matches(clock)) return unit;
    return undefined;
  }

  #clock(instant: number): ClockFields {
    return clockFields(this.#zone, instant);
  }

  #matchesDay({ day, weekday }: ClockFields): boolean {
    const { dayOfMonth, dayOfWeek } = this.#fields;
    const matches = [dayOfMonth.values.has(day), dayOfWeek.values.has(weekday)];
    return dayOfMonth.isAny || dayOfWeek.isAny ? matches.every(Boolean) : matches.some(Boolean);
  }

  /** Midnight again, where the clock was put forward or back at midnight. */
  #nearMidnight(instant: number): number {
    const { hour } = this.#clock(instant);
    return instant + (hour > 12 ? 24 - hour : -hour) * hourLength;
  }
}

function dateOf({ year, month, day }: ClockFields) {
  return { year, month, day };
}
