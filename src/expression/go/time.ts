/** Go's time.Time with the methods that expressions may call. */

import { BOOL, functionOf, type GoType, INT, INT64, pointerTo, STRING } from "../types.ts";
import { GoInteger, type GoValue } from "../value.ts";
import { daysFromCivil } from "./civil.ts";
import { DURATION } from "./duration-type.ts";
import { wrapInt64 } from "./number.ts";
import { fieldsOf, floorDivide, formatTime, RFC3339_NANO, type ZonedInstant } from "./time-layout.ts";

export const LOCATION: GoType = pointerTo({ kind: "struct", text: "time.Location", qualifiedName: "time.Location" });
export const MONTH: GoType = { kind: "int", text: "time.Month", qualifiedName: "time.Month" };
export const WEEKDAY: GoType = { kind: "int", text: "time.Weekday", qualifiedName: "time.Weekday" };

const timeMethods = new Map<string, GoType>();
export const TIME: GoType = { kind: "struct", text: "time.Time", qualifiedName: "time.Time", methods: timeMethods };

const NANOSECONDS_PER_MILLISECOND = 1_000_000n;

export class GoTime {
  readonly type = TIME;
  readonly instant: ZonedInstant;

  constructor(instant: ZonedInstant) {
    this.instant = instant;
  }

  /** An instant of virtual time, shown in UTC. */
  static fromMilliseconds(milliseconds: number): GoTime {
    const unixNanoseconds = BigInt(Math.round(milliseconds * 1000)) * 1000n;
    return new GoTime({ unixNanoseconds, offsetSeconds: 0, zoneName: "UTC" });
  }

  static fromUnixSeconds(seconds: bigint): GoTime {
    return new GoTime({ unixNanoseconds: seconds * 1_000_000_000n, offsetSeconds: 0, zoneName: "UTC" });
  }

  /** `time.Time.String`. */
  toString(): string {
    return this.format("2006-01-02 15:04:05.999999999 -0700 MST");
  }

  toJson(): string {
    return this.format(RFC3339_NANO);
  }

  format(layout: string): string {
    return formatTime(this.instant, layout);
  }

  add(nanoseconds: bigint): GoTime {
    return new GoTime({ ...this.instant, unixNanoseconds: this.instant.unixNanoseconds + nanoseconds });
  }

  /** Nanoseconds from `other` to this. */
  since(other: GoTime): bigint {
    return this.instant.unixNanoseconds - other.instant.unixNanoseconds;
  }

  inUtc(): GoTime {
    return new GoTime({ ...this.instant, offsetSeconds: 0, zoneName: "UTC" });
  }
}

type TimeMethod = (time: GoTime, parameters: readonly GoValue[]) => GoValue;

interface MethodDefinition {
  readonly type: GoType;
  readonly call: TimeMethod;
}

function integer(type: GoType, value: bigint | number): GoInteger {
  return new GoInteger(type, wrapInt64(BigInt(value)));
}

function field(name: keyof ReturnType<typeof fieldsOf>): MethodDefinition {
  return { type: functionOf([], [INT]), call: (time) => BigInt(fieldsOf(time.instant)[name]) };
}

function unix(divisor: bigint): MethodDefinition {
  return {
    type: functionOf([], [INT64]),
    call: (time) => integer(INT64, floorDivide(time.instant.unixNanoseconds, divisor)),
  };
}

function comparison(holds: (difference: bigint) => boolean): MethodDefinition {
  return {
    type: functionOf([TIME], [BOOL]),
    call: (time, [other]) => holds(time.since(other as GoTime)),
  };
}

function nanosecondsOf(value: GoValue | undefined): bigint {
  return value instanceof GoInteger ? value.value : (value as bigint);
}

function addDate(time: GoTime, [years, months, days]: readonly GoValue[]): GoTime {
  const fields = fieldsOf(time.instant);
  const before = daysFromCivil(fields.year, fields.month, fields.day);
  const year = fields.year + Number(years);
  const after = daysFromCivil(year, fields.month + Number(months), fields.day + Number(days));
  return time.add(BigInt(after - before) * 86_400_000_000_000n);
}

/** Since the zero time, 1 January of year 1, as Go rounds absolute times. */
function truncate(time: GoTime, multiple: bigint): GoTime {
  if (multiple <= 0n) {
    return time;
  }
  const zero = BigInt(daysFromCivil(1, 1, 1)) * 86_400_000_000_000n;
  const remainder = (time.instant.unixNanoseconds - zero) % multiple;
  return time.add(remainder < 0n ? -remainder - multiple : -remainder);
}

const METHODS: Readonly<Record<string, MethodDefinition>> = {
  Year: field("year"),
  Month: { type: functionOf([], [MONTH]), call: (time) => integer(MONTH, fieldsOf(time.instant).month) },
  Day: field("day"),
  Hour: field("hour"),
  Minute: field("minute"),
  Second: field("second"),
  Nanosecond: field("nanosecond"),
  YearDay: field("yearDay"),
  Weekday: { type: functionOf([], [WEEKDAY]), call: (time) => integer(WEEKDAY, fieldsOf(time.instant).weekday) },
  Unix: unix(1_000_000_000n),
  UnixMilli: unix(NANOSECONDS_PER_MILLISECOND),
  UnixMicro: unix(1000n),
  UnixNano: unix(1n),
  Format: { type: functionOf([STRING], [STRING]), call: (time, [layout]) => time.format(layout as string) },
  String: { type: functionOf([], [STRING]), call: (time) => time.toString() },
  Add: { type: functionOf([DURATION], [TIME]), call: (time, [duration]) => time.add(nanosecondsOf(duration)) },
  Sub: {
    type: functionOf([TIME], [DURATION]),
    call: (time, [other]) => integer(DURATION, time.since(other as GoTime)),
  },
  AddDate: { type: functionOf([INT, INT, INT], [TIME]), call: addDate },
  Truncate: {
    type: functionOf([DURATION], [TIME]),
    call: (time, [multiple]) => truncate(time, nanosecondsOf(multiple)),
  },
  Before: comparison((difference) => difference < 0n),
  After: comparison((difference) => difference > 0n),
  Equal: comparison((difference) => difference === 0n),
  IsZero: {
    type: functionOf([], [BOOL]),
    call: (time) => time.instant.unixNanoseconds === BigInt(daysFromCivil(1, 1, 1)) * 86_400_000_000_000n,
  },
  // Functions with three results cannot be called from an expression, but they are there.
  Date: { type: functionOf([], [INT, MONTH, INT]), call: () => null },
  Clock: { type: functionOf([], [INT, INT, INT]), call: () => null },
  UTC: { type: functionOf([], [TIME]), call: (time) => time.inUtc() },
  Local: { type: functionOf([], [TIME]), call: (time) => time.inUtc() },
};

for (const [name, { type }] of Object.entries(METHODS)) {
  timeMethods.set(name, type);
}

/** The method of that name, or undefined. */
export function timeMethod(name: string): MethodDefinition | undefined {
  return Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
}
