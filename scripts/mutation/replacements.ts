/** A comparison, what it becomes at its boundary, and the switch that does it. */
export const boundaryOf: Readonly<Record<string, readonly [becomes: string, name: string]>> = {
  "<": ["<=", "less"],
  "<=": ["<", "atMost"],
  ">": [">=", "more"],
  ">=": [">", "atLeast"],
};

/** A phase, or a way to shut down, and the one that is put in its place. */
export const otherPhase: Readonly<Record<string, string>> = {
  Succeeded: "Failed",
  Failed: "Succeeded",
  Error: "Failed",
  Running: "Pending",
  Pending: "Running",
  Skipped: "Succeeded",
  Omitted: "Skipped",
  Stop: "Terminate",
  Terminate: "Stop",
};

export function defaultNumber(value: number): number {
  if (value === 0) return 1;
  return value === 1 ? 0 : value * 2;
}
