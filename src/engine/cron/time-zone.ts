import { CronDate } from "croner";

/** The wall clock of a place. Instants are milliseconds since 1970. */
export interface TimeZone {
  /** How far the clock is ahead of UTC at an instant, in milliseconds. */
  offsetAt(instant: number): number;
}

/** What a clock shows; months and days count from 1, Sunday is 0. */
export interface ClockFields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

export const utc: TimeZone = { offsetAt: () => 0 };

export type LoadedTimeZone =
  | { readonly ok: true; readonly zone: TimeZone }
  | { readonly ok: false; readonly error: string };

/** The zone of an IANA name (`time.LoadLocation`); the controller's own clock shows UTC. */
export function loadTimeZone(name: string): LoadedTimeZone {
  if (name === "" || name === "UTC" || name === "Local") return { ok: true, zone: utc };
  const unknown = { ok: false, error: `unknown time zone ${name}` } as const;
  if (/(^|\/)\.\.(\/|$)|^[/\\]/.test(name)) return { ok: false, error: "time: invalid location name" };
  // Zones are files whose names begin with capitals; JavaScript also takes offsets, and names in any case.
  if (!name.split("/").every((part) => /^[A-Z]/.test(part))) return unknown;
  const known = zones.get(name);
  if (known !== undefined) return { ok: true, zone: known };
  const zone = new NamedTimeZone(name);
  try {
    zone.offsetAt(0);
  } catch (error) {
    // The one way to ask whether a zone is known is to use it.
    if (error instanceof TypeError) return unknown;
    throw error;
  }
  zones.set(name, zone);
  return { ok: true, zone };
}

/** The zones that were asked for: to read a clock is slow, and searches for due times read it often. */
const zones = new Map<string, TimeZone>();

/** Clocks are put forward and back on the quarter of an hour. */
const quarterOfHour = 15 * 60_000;

class NamedTimeZone implements TimeZone {
  readonly #name: string;
  /** By quarters of an hour since 1970. */
  readonly #offsets = new Map<number, number>();

  constructor(name: string) {
    this.#name = name;
  }

  offsetAt(instant: number): number {
    const quarter = Math.floor(instant / quarterOfHour);
    const known = this.#offsets.get(quarter);
    if (known !== undefined) return known;
    const offset = offsetOf(this.#name, quarter * quarterOfHour);
    this.#offsets.set(quarter, offset);
    return offset;
  }
}

function offsetOf(name: string, instant: number): number {
  const local = new CronDate(new Date(instant), name);
  return Date.UTC(local.year, local.month, local.day, local.hour, local.minute, local.second) - instant;
}

export function clockFields(zone: TimeZone, instant: number): ClockFields {
  const shown = new Date(instant + zone.offsetAt(instant));
  return {
    year: shown.getUTCFullYear(),
    month: shown.getUTCMonth() + 1,
    day: shown.getUTCDate(),
    weekday: shown.getUTCDay(),
    hour: shown.getUTCHours(),
    minute: shown.getUTCMinutes(),
    second: shown.getUTCSeconds(),
  };
}

/**
 * The instant at which a clock shows something; fields beyond their range carry over. Of a time that the clock skips
 * or shows twice, the one that Go's `time.Date` takes.
 */
export function instantOf(
  zone: TimeZone,
  fields: Pick<ClockFields, "year" | "month" | "day"> & Partial<ClockFields>,
): number {
  const { year, month, day, hour = 0, minute = 0, second = 0 } = fields;
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second);
  const guess = zone.offsetAt(asUtc);
  return guess === 0 ? asUtc : asUtc - zone.offsetAt(asUtc - guess);
}
