import type { Deviation } from "../../../sim/choice/deviations.ts";

/** The kinds of choices that a reader has to know the parts of the controller for; the rest speaks of pods and people. */
const inner: ReadonlySet<string> = new Set(["deliver", "race", "tie", "order"]);

/** How much a reader has to take in, the weightiest first: choices, those of the controller's insides, odd options. */
function complexity(deviations: readonly Deviation[]): readonly number[] {
  const insides = deviations.filter(({ kind }) => inner.has(kind)).length;
  return [deviations.length, insides, deviations.reduce((sum, { chosen }) => sum + chosen, 0)];
}

/** Whether the choices of one run are simpler than those of another. */
export function isSimpler(deviations: readonly Deviation[], others: readonly Deviation[]): boolean {
  const left = complexity(deviations);
  const right = complexity(others);
  const index = left.findIndex((count, at) => count !== right[at]);
  return index >= 0 && (left[index] ?? 0) < (right[index] ?? 0);
}
