/** Go's time.Duration with the methods that expressions may call. */
import { formatDuration, HOUR, MINUTE, roundDuration, SECOND } from "../go-duration.ts";
import { FLOAT64, functionOf, type GoType, INT64, STRING } from "../types.ts";
import { GoInteger, type GoValue, int64 } from "../value.ts";

const durationMethods = new Map<string, GoType>();
export const DURATION: GoType = {
  kind: "int64",
  text: "time.Duration",
  qualifiedName: "time.Duration",
  methods: durationMethods,
};

interface MethodDefinition {
  readonly type: GoType;
  readonly call: (nanoseconds: bigint, parameters: readonly GoValue[]) => GoValue;
}

function inUnits(unit: bigint): MethodDefinition {
  return {
    type: functionOf([], [FLOAT64]),
    call: (nanoseconds) => Number(nanoseconds / unit) + Number(nanoseconds % unit) / Number(unit),
  };
}

function inWholeUnits(unit: bigint): MethodDefinition {
  return { type: functionOf([], [INT64]), call: (nanoseconds) => int64(nanoseconds / unit) };
}

function toMultiple(adjust: (nanoseconds: bigint, multiple: bigint) => bigint): MethodDefinition {
  return {
    type: functionOf([DURATION], [DURATION]),
    call: (nanoseconds, [multiple]) => {
      const unit = multiple instanceof GoInteger ? multiple.value : 0n;
      return new GoInteger(DURATION, unit <= 0n ? nanoseconds : adjust(nanoseconds, unit));
    },
  };
}

const METHODS: Readonly<Record<string, MethodDefinition>> = {
  Hours: inUnits(HOUR),
  Minutes: inUnits(MINUTE),
  Seconds: inUnits(SECOND),
  Milliseconds: inWholeUnits(1_000_000n),
  Microseconds: inWholeUnits(1_000n),
  Nanoseconds: inWholeUnits(1n),
  String: { type: functionOf([], [STRING]), call: formatDuration },
  Abs: {
    type: functionOf([], [DURATION]),
    call: (nanoseconds) => new GoInteger(DURATION, nanoseconds < 0n ? -nanoseconds : nanoseconds),
  },
  Round: toMultiple(roundDuration),
  Truncate: toMultiple((nanoseconds, multiple) => nanoseconds - (nanoseconds % multiple)),
};

for (const [name, { type }] of Object.entries(METHODS)) {
  durationMethods.set(name, type);
}

/** The method of that name, or undefined. */
export function durationMethod(name: string): MethodDefinition | undefined {
  return Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
}
